// SPDX-License-Identifier: Apache-2.0
#include "core/text/token_decoder.h"

#include <algorithm>
#include <optional>

#include "core/base/unicode.h"
#include "core/text/byte_alphabet.h"
#include "core/text/regex.h"
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

/// A step that looks at whole tokens.
class WholeTokenStep : public DecodeStep {
public:
    void put(std::string_view part, bool ends) override {
        token_ += part;
        if (!ends) return;
        std::string whole;
        whole.swap(token_);
        take(std::move(whole));
    }

protected:
    virtual void take(std::string token) = 0;

private:
    std::string token_;
};

void replaceAll(std::string& text, std::string_view pattern, std::string_view content) {
    for (size_t at = 0; (at = text.find(pattern, at)) != text.npos; at += content.size()) text.replace(at, pattern.size(), content);
}

/// Blanks before marks and contractions go (cleanup of tokenizers' WordPiece decoder).
void cleanUp(std::string& text) {
    constexpr std::pair<std::string_view, std::string_view> kCleaned[] = {{" .", "."}, {" ?", "?"}, {" !", "!"}, {" ,", ","}, {" ' ", "'"}, {" n't", "n't"},
                                                                          {" 'm", "'m"}, {" do not", " don't"}, {" 's", "'s"}, {" 've", "'ve"}, {" 're", "'re"}};
    for (const auto& [dirty, clean] : kCleaned) replaceAll(text, dirty, clean);
}

class WordPieceStep : public WholeTokenStep {
public:
    WordPieceStep(std::string prefix, bool cleans) : prefix_(std::move(prefix)), cleans_(cleans) {}

private:
    void take(std::string token) override {
        if (!first_) {
            if (token.starts_with(prefix_)) token.erase(0, prefix_.size());
            else token.insert(0, " ");
        }
        first_ = false;
        if (cleans_) cleanUp(token);
        next->put(token, true);
    }
    std::string prefix_;
    bool cleans_, first_ = true;
};

/// The end of a word becomes a blank, but for the last token.
class SuffixStep : public WholeTokenStep {
public:
    explicit SuffixStep(std::string suffix) : suffix_(std::move(suffix)) {}
    void finish() override { give(""); }

private:
    void take(std::string token) override {
        give(" ");
        held_ = std::move(token);
    }
    void give(std::string_view blank) {
        if (!held_) return;
        if (!suffix_.empty()) replaceAll(*held_, suffix_, blank);
        next->put(*held_, true);
        held_.reset();
    }
    std::string suffix_;
    std::optional<std::string> held_;
};

/// Repeated tokens are one, and the padding between them vanishes.
class CtcStep : public WholeTokenStep {
public:
    CtcStep(std::string padding, std::string delimiter, bool cleans) : padding_(std::move(padding)), delimiter_(std::move(delimiter)), cleans_(cleans) {}

private:
    void take(std::string token) override {
        if (last_ == token) return;
        last_ = token;
        if (!padding_.empty()) replaceAll(token, padding_, "");
        if (cleans_) {
            cleanUp(token);
            if (!delimiter_.empty()) replaceAll(token, delimiter_, " ");
        }
        if (!token.empty()) next->put(token, true);
    }
    std::string padding_, delimiter_;
    bool cleans_;
    std::optional<std::string> last_;
};

class ReplacePatternStep : public WholeTokenStep {
public:
    ReplacePatternStep(std::shared_ptr<const Regex> regex, std::string content, std::string file) : regex_(std::move(regex)), content_(std::move(content)), file_(std::move(file)) {}

private:
    void take(std::string token) override {
        std::vector<TextRange> matches;
        searchAll(*regex_, token, {0, static_cast<uint32_t>(token.size())}, file_, matches);
        std::string out;
        uint32_t at = 0;
        for (const TextRange match : matches) {
            out.append(token, at, match.begin - at).append(content_);
            at = match.end;
        }
        next->put(out.append(token, at), true);
    }
    std::shared_ptr<const Regex> regex_;
    std::string content_, file_;
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

template <class Step, class... Arguments>
void addStep(DecodeSteps& steps, Arguments... arguments) {
    steps.push_back([=] { return std::make_unique<Step>(arguments...); });
}

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
    if (pattern.isRegex) addStep<ReplacePatternStep>(steps, compiledRegex(pattern.text, file, "decoder Replace"), content, file);
    else addStep<ReplaceStep>(steps, pattern.text, content);
}

void addMetaspace(const Json& config, const std::string& file, DecodeSteps& steps) {
    const std::string scheme = config.stringOr("prepend_scheme", "always");
    if (!config.boolOr("add_prefix_space", true) && scheme != "never")
        refuseBroken(file, "add_prefix_space and prepend_scheme of the decoder Metaspace contradict each other.");
    addStep<MetaspaceStep>(steps, requiredString(config, "replacement", file, "decoder Metaspace"), scheme != "never");
}

void addWordPiece(const Json& config, const std::string& file, DecodeSteps& steps) {
    addStep<WordPieceStep>(steps, requiredString(config, "prefix", file, "decoder WordPiece"), requiredBool(config, "cleanup", file, "decoder WordPiece"));
}
void addSuffix(const Json& config, const std::string& file, DecodeSteps& steps) {
    addStep<SuffixStep>(steps, requiredString(config, "suffix", file, "decoder BPEDecoder"));
}
void addCtc(const Json& config, const std::string& file, DecodeSteps& steps) {
    const std::string owner = "decoder CTC";
    addStep<CtcStep>(steps, requiredString(config, "pad_token", file, owner), requiredString(config, "word_delimiter_token", file, owner),
                     requiredBool(config, "cleanup", file, owner));
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
