// SPDX-License-Identifier: Apache-2.0
// The normalizers that change one character at a time, with the Unicode versions that tokenizers has in each.
#include <algorithm>
#include <array>
#include <iterator>

#include "core/base/unicode.h"
#include "core/text/byte_alphabet.h"
#include "core/text/character_classes.h"
#include "core/text/normalizer.h"
#include "core/text/section_reader.h"
#include "core/text/text_classes.h"

namespace luthier {
namespace {

struct CaseMapping {
    char32_t from, to, more;  ///< more: 0 but for the one that becomes two characters
};
constexpr CaseMapping kLowerCase[] = {
#include "core/text/lower_case.inc"
};

/// What becomes of a character: false when it stays.
using Change = bool (*)(const ScannedCharacter& c, std::string& out);

class EachCharacter : public Normalizer {
public:
    explicit EachCharacter(Change change) : change_(change) {
        std::string ignored;
        for (size_t c = 0; c < changes_.size(); ++c)
            changes_[c] = change(ScannedCharacter{static_cast<char32_t>(c), characterClasses()[c], 1}, ignored);
        changesAscii_ = std::find(changes_.begin(), changes_.end(), true) != changes_.end();
    }

    bool rewrite(const OriginView& from, OriginText& to) const override {
        const CharacterScanner scanner(from.text);
        ChangedText changed(from, to);
        std::string out;
        for (size_t at = 0; (at = skipKept(from.text, at)) < from.text.size();) {
            const ScannedCharacter c = scanner.at(at);
            const size_t end = at + c.bytes;
            out.clear();
            if (change_(c, out)) changed.replace({static_cast<uint32_t>(at), static_cast<uint32_t>(end)}, out);
            at = end;
        }
        return changed.finish();
    }

private:
    /// Over ASCII that stays.
    size_t skipKept(std::string_view text, size_t at) const {
        if (!changesAscii_) return skipAscii(text, at);
        for (; at < text.size(); ++at) {
            const auto byte = static_cast<unsigned char>(text[at]);
            if (byte >= changes_.size() || changes_[byte]) break;
        }
        return at;
    }
    Change change_;
    std::array<bool, 0x80> changes_{};
    bool changesAscii_;
};

bool is(const ScannedCharacter& c, TextClass wanted) { return (textClasses()[c.codePoint] & wanted) != 0; }

bool lowered(const ScannedCharacter& c, std::string& out) {
    if (c.codePoint < 0x80) {
        if (c.codePoint < 'A' || c.codePoint > 'Z') return false;
        out += static_cast<char>(c.codePoint + 32);
        return true;
    }
    const auto mapping = std::lower_bound(std::begin(kLowerCase), std::end(kLowerCase), c.codePoint, [](const CaseMapping& a, char32_t b) { return a.from < b; });
    if (mapping == std::end(kLowerCase) || mapping->from != c.codePoint) return false;
    appendUtf8(out, mapping->to);
    if (mapping->more) appendUtf8(out, mapping->more);
    return true;
}

template <TextClass kWanted>
bool removed(const ScannedCharacter& c, std::string&) {
    return is(c, kWanted);
}

bool bertCleaned(const ScannedCharacter& c, std::string& out) {
    if (is(c, kBertRemoved)) return true;
    if (!c.is(kWhiteSpace) || c.codePoint == ' ') return false;
    out += ' ';
    return true;
}

bool chineseParted(const ScannedCharacter& c, std::string& out) {
    if (!is(c, kChinese)) return false;
    out += ' ';
    appendUtf8(out, c.codePoint);
    out += ' ';
    return true;
}

bool nmtCleaned(const ScannedCharacter& c, std::string& out) {
    if (is(c, kNmtBlank)) out += ' ';
    return is(c, kNmtRemoved) || is(c, kNmtBlank);
}

bool alphabetWritten(const ScannedCharacter& c, std::string& out) {
    if (c.bytes == 1 && c.codePoint == 0xFFFD) return false;  // a broken byte
    std::string bytes;
    appendUtf8(bytes, c.codePoint);
    for (const char byte : bytes) appendUtf8(out, alphabetCharacter(static_cast<unsigned char>(byte)));
    return out != bytes;
}

template <Change kChange>
void add(const Json&, const std::string&, NormalizerSteps& steps) {
    steps.push_back(std::make_unique<EachCharacter>(kChange));
}

}  // namespace

void addLowercase(const Json& config, const std::string& file, NormalizerSteps& steps) { add<lowered>(config, file, steps); }
void addStripAccents(const Json& config, const std::string& file, NormalizerSteps& steps) { add<removed<kAccent>>(config, file, steps); }
void addNmt(const Json& config, const std::string& file, NormalizerSteps& steps) { add<nmtCleaned>(config, file, steps); }
void addByteAlphabet(const Json& config, const std::string& file, NormalizerSteps& steps) { add<alphabetWritten>(config, file, steps); }

void addBertNormalizer(const Json& config, const std::string& file, NormalizerSteps& steps) {
    const bool lowercase = config.boolOr("lowercase", true);
    if (config.boolOr("clean_text", true)) add<bertCleaned>(config, file, steps);
    if (config.boolOr("handle_chinese_chars", true)) add<chineseParted>(config, file, steps);
    if (config.boolOr("strip_accents", lowercase)) {
        addUnicodeForm(Normalization::Nfd, steps);
        add<removed<kBertAccent>>(config, file, steps);
    }
    if (lowercase) add<lowered>(config, file, steps);
}

}  // namespace luthier
