// SPDX-License-Identifier: Apache-2.0
#include "core/text/normalizer.h"

#include "core/base/error.h"
#include "core/base/unicode.h"
#include "core/text/character_classes.h"
#include "core/text/regex.h"
#include "core/text/section_reader.h"

namespace luthier {
namespace {

/// NFC and kin. Text is cut where a cut changes nothing: before a character that neither changes nor joins what stands before it.
class UnicodeNormalizer : public Normalizer {
public:
    explicit UnicodeNormalizer(Normalization form) : form_(form) {}

    bool leaves(std::string_view text) const override {
        const CharacterScanner scanner(text);
        for (size_t at = 0; at < text.size();) {
            const ScannedCharacter c = scanner.at(at);
            if (changes(c)) return false;
            at += c.bytes;
        }
        return true;
    }
    void apply(const OriginView& from, OriginText& to) const override {
        const CharacterScanner scanner(from.text);
        for (size_t at = 0; at < from.text.size();) {
            const size_t first = at;
            at += scanner.at(at).bytes;
            const size_t second = at;
            for (ScannedCharacter c = scanner.at(at); changes(c); c = scanner.at(at)) at += c.bytes;
            const TextRange range{static_cast<uint32_t>(first), static_cast<uint32_t>(at)};
            const std::string_view chunk = from.text.substr(first, at - first);
            if (second == at && !changes(scanner.at(first))) to.append(chunk, from, range);
            else to.append(normalizedUnicode9(chunk, form_), from, range);
        }
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

    bool leaves(std::string_view text) const override { return text.find(pattern_) == text.npos; }
    void apply(const OriginView& from, OriginText& to) const override {
        size_t at = 0;
        for (size_t hit = 0; (hit = from.text.find(pattern_, at)) != from.text.npos; at = hit + pattern_.size()) {
            keep(from, at, hit, to);
            to.append(content_, from, {static_cast<uint32_t>(hit), static_cast<uint32_t>(hit + pattern_.size())});
        }
        keep(from, at, from.text.size(), to);
    }

private:
    static void keep(const OriginView& from, size_t begin, size_t end, OriginText& to) {
        to.append(from.text.substr(begin, end - begin), from, {static_cast<uint32_t>(begin), static_cast<uint32_t>(end)});
    }
    std::string pattern_, content_;
};

class ReplacePattern : public Normalizer {
public:
    ReplacePattern(std::shared_ptr<const Regex> regex, std::string content, std::string file)
        : regex_(std::move(regex)), content_(std::move(content)), file_(std::move(file)) {}

    bool leaves(std::string_view text) const override { return found(text).empty(); }
    void apply(const OriginView& from, OriginText& to) const override {
        uint32_t at = 0;
        for (const TextRange match : found(from.text)) {
            to.append(from.text.substr(at, match.begin - at), from, {at, match.begin});
            to.append(content_, from, match);
            at = match.end;
        }
        to.append(from.text.substr(at), from, {at, static_cast<uint32_t>(from.text.size())});
    }

private:
    std::vector<TextRange> found(std::string_view text) const {
        std::vector<TextRange> matches;
        searchAll(*regex_, text, {0, static_cast<uint32_t>(text.size())}, file_, matches);
        return matches;
    }
    std::shared_ptr<const Regex> regex_;
    std::string content_, file_;
};

class Strip : public Normalizer {
public:
    Strip(bool left, bool right) : left_(left), right_(right) {}

    bool leaves(std::string_view text) const override {
        const TextRange kept = keptOf(text);
        return kept.begin == 0 && kept.end == text.size();
    }
    void apply(const OriginView& from, OriginText& to) const override {
        const TextRange kept = keptOf(from.text);
        to.append(from.text.substr(kept.begin, kept.end - kept.begin), from, kept);
    }

private:
    TextRange keptOf(std::string_view text) const {
        const CharacterScanner scanner(text);
        const size_t begin = left_ ? scanner.skip(0, kWhiteSpace) : 0;
        size_t end = text.size();
        for (ScannedCharacter c = scanner.before(end); right_ && end > begin && c.is(kWhiteSpace); c = scanner.before(end)) end -= c.bytes;
        return {static_cast<uint32_t>(begin), static_cast<uint32_t>(end)};
    }
    bool left_, right_;
};

class Prepend : public Normalizer {
public:
    explicit Prepend(std::string content) : content_(std::move(content)) {}
    bool leaves(std::string_view text) const override { return text.empty() || content_.empty(); }
    void apply(const OriginView& from, OriginText& to) const override {
        to.append(content_, from, {0, 0});
        to.append(from.text, from, from.whole());
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
        if (step->leaves(current.text)) continue;
        OriginText next(tracked);
        step->apply(current, next);
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
