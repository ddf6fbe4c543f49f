// SPDX-License-Identifier: Apache-2.0
#include "core/text/token_decoder.h"

#include <algorithm>

#include "core/base/unicode.h"
#include "core/text/byte_alphabet.h"
#include "core/text/section_reader.h"

namespace luthier {

DecodeChain::DecodeChain(std::vector<std::unique_ptr<DecodeStep>> steps) : steps_(std::move(steps)) {
    for (size_t i = 0; i < steps_.size(); ++i) steps_[i]->next = i + 1 < steps_.size() ? steps_[i + 1].get() : end_.get();
}

std::string DecodeChain::next(std::string_view token) {
    (steps_.empty() ? end_.get() : steps_[0].get())->put(token, true);
    return taken();
}

std::string DecodeChain::finish() {
    for (const auto& step : steps_) step->finish();
    return taken();
}

std::string DecodeChain::taken() {
    std::string text;
    text.swap(end_->text);
    return text;
}

namespace {

/// How many bytes of text at `at` are sure to be one character or one maximal ill-formed part; 0 when more bytes could change that.
size_t certainBytes(std::string_view text, size_t at) {
    size_t end = at;
    const char32_t c = nextCodePoint(text, end);
    const bool open = c == 0xFFFD && end == text.size() && text.size() - at < 4 && static_cast<unsigned char>(text[at]) >= 0xC2 &&
                      static_cast<unsigned char>(text[at]) < 0xF5 && text.substr(at) != "\xEF\xBF\xBD";
    return open ? 0 : end - at;
}

/// All tokens become one: their bytes, with U+FFFD for each maximal ill-formed part.
class ByteLevelStep : public DecodeStep {
public:
    void put(std::string_view part, bool ends) override {
        token_ += part;
        if (!ends) return;
        const auto bytes = alphabetBytes(token_);
        bytes_ += bytes ? *bytes : token_;
        token_.clear();
        give();
    }
    void finish() override {
        next->put(repairedUtf8(bytes_), true);
        bytes_.clear();
    }

private:
    void give() {
        size_t sure = 0;
        while (sure < bytes_.size()) {
            const size_t more = certainBytes(bytes_, sure);
            if (more == 0) break;
            sure += more;
        }
        next->put(repairedUtf8(std::string_view(bytes_).substr(0, sure)), false);
        bytes_.erase(0, sure);
    }
    std::string token_, bytes_;
};

/// Tokens <0xHH> become bytes; a run of them that is no text becomes one U+FFFD a byte.
class ByteFallbackStep : public DecodeStep {
public:
    void put(std::string_view part, bool ends) override {
        token_ += part;
        if (!ends && token_.size() <= kByteToken) return;
        const int byte = ends && !passing_ ? byteOf(token_) : -1;
        if (byte >= 0) {
            run_.push_back(static_cast<char>(byte));
        } else {
            if (!passing_) endRun();
            next->put(token_, ends);
        }
        passing_ = !ends;
        token_.clear();
    }
    void finish() override { endRun(); }

private:
    static constexpr size_t kByteToken = 6;

    static int digit(char c) {
        if (c >= '0' && c <= '9') return c - '0';
        const char lower = static_cast<char>(c | 0x20);
        return lower >= 'a' && lower <= 'f' ? lower - 'a' + 10 : -1;
    }
    static int byteOf(std::string_view token) {
        if (token.size() != kByteToken || !token.starts_with("<0x") || token.back() != '>') return -1;
        const int high = token[3] == '+' ? 0 : digit(token[3]), low = digit(token[4]);  // "+4" is a number in Rust
        return high < 0 || low < 0 ? -1 : high * 16 + low;
    }
    void endRun() {
        if (run_.empty()) return;
        if (isValidUtf8(run_)) next->put(run_, true);
        else
            for (size_t i = 0; i < run_.size(); ++i) next->put("\xEF\xBF\xBD", true);
        run_.clear();
    }
    std::string token_, run_;
    bool passing_ = false;  // in the rest of a token too long to be a byte
};

class FuseStep : public DecodeStep {
public:
    void put(std::string_view part, bool) override { next->put(part, false); }
    void finish() override { next->put({}, true); }
};

/// Takes up to `start` characters off the front of each token and up to `stop` off its end.
class StripStep : public DecodeStep {
public:
    StripStep(std::string content, int64_t start, int64_t stop) : content_(std::move(content)), start_(start), stop_(stop) {}

    void put(std::string_view part, bool ends) override {
        std::string kept;
        for (size_t at = 0; at < part.size();) {
            const size_t begin = at;
            nextCodePoint(part, at);
            take(part.substr(begin, at - begin), kept);
        }
        next->put(kept, ends);
        if (ends) {
            cut_ = held_ = 0;
            leading_ = true;
        }
    }

private:
    void take(std::string_view character, std::string& kept) {
        const bool matches = character == content_;
        leading_ = leading_ && matches && cut_ < start_;
        if (leading_) {
            ++cut_;
            return;
        }
        if (matches && held_ < stop_) {
            ++held_;
            return;
        }
        if (!matches) {
            for (; held_ > 0; --held_) kept += content_;
        }
        kept += character;
    }
    std::string content_;
    int64_t start_, stop_, cut_ = 0, held_ = 0;
    bool leading_ = true;
};

class ReplaceStep : public DecodeStep {
public:
    ReplaceStep(std::string pattern, std::string content) : pattern_(std::move(pattern)), content_(std::move(content)) {}

    void put(std::string_view part, bool ends) override {
        held_ += part;
        std::string out;
        size_t at = 0;
        for (size_t hit; (hit = held_.find(pattern_, at)) != held_.npos; at = hit + pattern_.size())
            out.append(held_, at, hit - at).append(content_);
        const size_t open = ends ? 0 : openTail(at);
        out.append(held_, at, held_.size() - at - open);
        held_.erase(0, held_.size() - open);
        next->put(out, ends);
    }

private:
    /// The longest end of what is held that may begin the pattern.
    size_t openTail(size_t from) const {
        for (size_t length = std::min(pattern_.size() - 1, held_.size() - from); length > 0; --length)
            if (held_.compare(held_.size() - length, length, pattern_, 0, length) == 0) return length;
        return 0;
    }
    std::string pattern_, content_, held_;
};

/// The mark becomes a blank; in the first token it vanishes, unless none was prepended.
class MetaspaceStep : public DecodeStep {
public:
    MetaspaceStep(std::string mark, bool prepended) : mark_(std::move(mark)), vanishes_(prepended) {}
    void put(std::string_view part, bool ends) override {
        std::string out;
        for (size_t at = 0; at < part.size();) {
            const size_t begin = at;
            nextCodePoint(part, at);
            const std::string_view character = part.substr(begin, at - begin);
            if (character != mark_) out += character;
            else if (!vanishes_) out += ' ';
        }
        if (ends) vanishes_ = false;
        next->put(out, ends);
    }

private:
    std::string mark_;
    bool vanishes_;
};

/// What tokenizers does without a decoder: a blank between tokens.
class JoinStep : public DecodeStep {
public:
    void put(std::string_view part, bool ends) override {
        if (begins_ && !first_) next->put(" ", false);
        first_ = false;
        begins_ = ends;
        next->put(part, ends);
    }

private:
    bool first_ = true, begins_ = true;
};

void addSteps(const Json& config, const std::string& file, DecodeSteps& steps);

void addSequence(const Json& config, const std::string& file, DecodeSteps& steps) {
    for (const Json& step : requiredArray(config, "decoders", file, "decoder Sequence")) addSteps(step, file, steps);
}
void addByteLevel(const Json&, const std::string&, DecodeSteps& steps) { addStep<ByteLevelStep>(steps); }
void addByteFallback(const Json&, const std::string&, DecodeSteps& steps) { addStep<ByteFallbackStep>(steps); }
void addFuse(const Json&, const std::string&, DecodeSteps& steps) { addStep<FuseStep>(steps); }

void addStrip(const Json& config, const std::string& file, DecodeSteps& steps) {
    const std::string& content = requiredString(config, "content", file, "decoder Strip");
    const int64_t start = config.integerOr("start", -1), stop = config.integerOr("stop", -1);
    if (codePointCount(content) != 1 || start < 0 || stop < 0)
        refuseBroken(file, "The decoder Strip needs one character of content, and start and stop of 0 or more.");
    addStep<StripStep>(steps, content, start, stop);
}

void addReplace(const Json& config, const std::string& file, DecodeSteps& steps) {
    const TextPattern pattern = textPattern(config, file, "decoder Replace");
    const std::string content = requiredString(config, "content", file, "decoder Replace");
    if (pattern.isRegex) addReplacePattern(compiledRegex(pattern.text, file, "decoder Replace"), content, file, steps);
    else addStep<ReplaceStep>(steps, pattern.text, content);
}

void addMetaspace(const Json& config, const std::string& file, DecodeSteps& steps) {
    const std::string scheme = config.stringOr("prepend_scheme", "always");
    if (!config.boolOr("add_prefix_space", true) && scheme != "never")
        refuseBroken(file, "add_prefix_space and prepend_scheme of the decoder Metaspace contradict each other.");
    addStep<MetaspaceStep>(steps, requiredString(config, "replacement", file, "decoder Metaspace"), scheme != "never");
}

/// A further decoder is one entry here.
constexpr KindOf<DecodeSteps> kKinds[] = {
    {"Sequence", addSequence}, {"ByteLevel", addByteLevel}, {"ByteFallback", addByteFallback}, {"Fuse", addFuse},
    {"Strip", addStrip},       {"Replace", addReplace},     {"Metaspace", addMetaspace}, {"WordPiece", addWordPiece},
    {"BPEDecoder", addSuffix}, {"CTC", addCtc},
};

void addSteps(const Json& config, const std::string& file, DecodeSteps& steps) { addKind(kKinds, config, file, "decoder", steps); }

}  // namespace

TokenDecoder::TokenDecoder(const Json* config, const std::string& file) {
    if (config && !config->isNull()) addSteps(*config, file, steps_);
    else addStep<JoinStep>(steps_);
}

DecodeChain TokenDecoder::start() const {
    std::vector<std::unique_ptr<DecodeStep>> steps;
    for (const auto& make : steps_) steps.push_back(make());
    return DecodeChain(std::move(steps));
}

}  // namespace luthier
