// SPDX-License-Identifier: Apache-2.0
#include "core/text/normalizer.h"

#include "core/base/error.h"
#include "core/base/unicode.h"
#include "core/text/character_classes.h"
#include "core/text/regex.h"
#include "core/text/section_reader.h"

namespace luthier {
namespace {

TextRange rangeOf(size_t begin, size_t end) { return {static_cast<uint32_t>(begin), static_cast<uint32_t>(end)}; }

/// NFC and kin. Text is cut where a cut changes nothing: before a character that neither changes nor joins what stands before it.
class UnicodeNormalizer : public Normalizer {
public:
    explicit UnicodeNormalizer(Normalization form) : form_(form) {}

    bool rewrite(const OriginView& from, OriginText& to) const override {
        const CharacterScanner scanner(from.text);
        ChangedText changed(from, to);
        size_t previous = 0;  // begin of the character before `at`
        for (size_t at = 0; at < from.text.size();) {
            if (const size_t end = skipAscii(from.text, at); end > at) previous = end - 1, at = end;
            ScannedCharacter c = scanner.at(at);
            if (!changes(c)) {
                previous = at;
                at += c.bytes;
                continue;
            }
            for (; changes(c); c = scanner.at(at)) at += c.bytes;
            const std::string_view chunk = from.text.substr(previous, at - previous);
            if (const std::string formed = normalizedUnicode9(chunk, form_); formed != chunk) changed.replace(rangeOf(previous, at), formed);
            previous = at;
        }
        return changed.finish();
    }

private:
    bool changes(const ScannedCharacter& c) const {
        return form_ == Normalization::Nfc ? c.is(kNormalizes) : c.codePoint >= 0x80;
    }
    Normalization form_;
};

class Replace : public Normalizer {
public:
    Replace(std::string pattern, std::string content) : pattern_(std::move(pattern)), content_(std::move(content)) {}

    bool rewrite(const OriginView& from, OriginText& to) const override {
        ChangedText changed(from, to);
        for (size_t hit = 0, at = 0; (hit = from.text.find(pattern_, at)) != from.text.npos; at = hit + pattern_.size())
            changed.replace(rangeOf(hit, hit + pattern_.size()), content_);
        return changed.finish();
    }

private:
    std::string pattern_, content_;
};

class ReplacePattern : public Normalizer {
public:
    ReplacePattern(std::shared_ptr<const Regex> regex, std::string content, std::string file)
        : regex_(std::move(regex)), content_(std::move(content)), file_(std::move(file)) {}

    bool rewrite(const OriginView& from, OriginText& to) const override {
        std::vector<TextRange> matches;
        searchAll(*regex_, from.text, from.whole(), file_, matches);
        ChangedText changed(from, to);
        for (const TextRange match : matches) changed.replace(match, content_);
        return changed.finish();
    }

private:
    std::shared_ptr<const Regex> regex_;
    std::string content_, file_;
};

class Strip : public Normalizer {
public:
    Strip(bool left, bool right) : left_(left), right_(right) {}

    bool rewrite(const OriginView& from, OriginText& to) const override {
        const CharacterScanner scanner(from.text);
        const size_t begin = left_ ? scanner.skip(0, kWhiteSpace) : 0;
        size_t end = from.text.size();
        for (ScannedCharacter c = scanner.before(end); right_ && end > begin && c.is(kWhiteSpace); c = scanner.before(end)) end -= c.bytes;
        if (begin == 0 && end == from.text.size()) return false;
        to.keep(from, rangeOf(begin, end));
        return true;
    }

private:
    bool left_, right_;
};

class Prepend : public Normalizer {
public:
    explicit Prepend(std::string content) : content_(std::move(content)) {}
    bool rewrite(const OriginView& from, OriginText& to) const override {
        if (from.text.empty() || content_.empty()) return false;
        to.append(content_, from, {0, 0});
        to.keep(from, from.whole());
        return true;
    }

private:
    std::string content_;
};

using Steps = NormalizerSteps;

void addSteps(const Json& config, const std::string& file, Steps& steps);

template <Normalization kForm>
void addUnicode(const Json&, const std::string&, Steps& steps) {
    steps.push_back(std::make_unique<UnicodeNormalizer>(kForm));
}

void addReplace(const Json& config, const std::string& file, Steps& steps) {
    const TextPattern pattern = textPattern(config, file, "normalizer Replace");
    const std::string& content = requiredString(config, "content", file, "normalizer Replace");
    if (pattern.isRegex) steps.push_back(std::make_unique<ReplacePattern>(compiledRegex(pattern.text, file, "normalizer Replace"), content, file));
    else steps.push_back(std::make_unique<Replace>(pattern.text, content));
}

void addStrip(const Json& config, const std::string& file, Steps& steps) {
    steps.push_back(std::make_unique<Strip>(requiredBool(config, "strip_left", file, "normalizer Strip"), requiredBool(config, "strip_right", file, "normalizer Strip")));
}

void addPrepend(const Json& config, const std::string& file, Steps& steps) {
    steps.push_back(std::make_unique<Prepend>(requiredString(config, "prepend", file, "normalizer Prepend")));
}

void addSequence(const Json& config, const std::string& file, Steps& steps) {
    for (const Json& step : requiredArray(config, "normalizers", file, "normalizer Sequence")) addSteps(step, file, steps);
}

/// A further normalizer is one entry here.
constexpr KindOf<Steps> kKinds[] = {
    {"Sequence", addSequence},
    {"NFC", addUnicode<Normalization::Nfc>},
    {"NFD", addUnicode<Normalization::Nfd>},
    {"NFKC", addUnicode<Normalization::Nfkc>},
    {"NFKD", addUnicode<Normalization::Nfkd>},
    {"Replace", addReplace},
    {"Prepend", addPrepend},
    {"Strip", addStrip},
    {"Lowercase", addLowercase},
    {"StripAccents", addStripAccents},
    {"Nmt", addNmt},
    {"ByteLevel", addByteAlphabet},
    {"BertNormalizer", addBertNormalizer},
    {"Precompiled", addPrecompiled},
};

void addSteps(const Json& config, const std::string& file, Steps& steps) { addKind(kKinds, config, file, "normalizer", steps); }

}  // namespace

void addUnicodeForm(Normalization form, NormalizerSteps& steps) { steps.push_back(std::make_unique<UnicodeNormalizer>(form)); }

Normalizers::Normalizers(const Json* config, const std::string& file) {
    if (config && !config->isNull()) addSteps(*config, file, steps_);
}

OriginView Normalizers::apply(const OriginView& from, bool tracked, OriginText& store) const {
    OriginView current = from;
    for (const auto& step : steps_) {
        OriginText next(tracked);
        if (!step->rewrite(current, next)) continue;
        next.finish(current);
        store = std::move(next);
        current = store.view();
    }
    return current;
}

std::string Normalizers::applied(std::string_view text) const {
    OriginText store(false);
    return std::string(apply({text}, false, store).text);
}

}  // namespace luthier
