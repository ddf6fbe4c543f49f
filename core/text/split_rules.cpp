// SPDX-License-Identifier: Apache-2.0
#include "core/text/split_rules.h"

#include "core/text/character_classes.h"

namespace luthier {
namespace {

bool isLineEnd(const ScannedCharacter& c) { return c.codePoint == '\r' || c.codePoint == '\n'; }

/// `\s+(?!\S)|\s+` at a white character.
size_t endOfBlanks(const CharacterScanner& text, size_t at) {
    size_t end = at, last = at;
    for (ScannedCharacter c = text.at(end); c.is(kWhiteSpace); c = text.at(end)) {
        last = end;
        end += c.bytes;
    }
    return end == text.size() || last == at ? end : last;
}

/// `\s*[\r\n]+|\s+(?!\S)|\s+` at a white character.
size_t endOfBlanksAndLines(const CharacterScanner& text, size_t at) {
    size_t end = at, last = at, lines = at;
    for (ScannedCharacter c = text.at(end); c.is(kWhiteSpace); c = text.at(end)) {
        last = end;
        end += c.bytes;
        if (isLineEnd(c)) lines = end;
    }
    if (lines != at) return lines;
    return end == text.size() || last == at ? end : last;
}

bool isSymbol(const ScannedCharacter& c, uint16_t others) { return c.bytes != 0 && !c.is(others); }

size_t skipSymbols(const CharacterScanner& text, size_t at, uint16_t others) {
    for (ScannedCharacter c = text.at(at); isSymbol(c, others); c = text.at(at)) at += c.bytes;
    return at;
}

size_t skipLines(const CharacterScanner& text, size_t at) {
    while (isLineEnd(text.at(at))) ++at;
    return at;
}

/// Folds what (?i:…) sees as the same letter; only s has a partner outside ASCII among the contractions (U+017F).
char32_t folded(const ScannedCharacter& c) {
    if (c.codePoint >= 'A' && c.codePoint <= 'Z') return c.codePoint + 32;
    return c.codePoint == 0x17F ? U's' : c.codePoint;
}

/// The end of 's 't 're 've 'm 'll 'd after the apostrophe that ends at `at`; 0 when there is none.
template <bool kAnyCase>
size_t endOfContraction(const CharacterScanner& text, size_t at) {
    const auto letter = [](const ScannedCharacter& c) { return kAnyCase ? folded(c) : c.codePoint; };
    const ScannedCharacter first = text.at(at);
    const char32_t a = letter(first);
    if (a == 's' || a == 't' || a == 'm' || a == 'd') return at + first.bytes;
    if (a != 'r' && a != 'v' && a != 'l') return 0;
    const ScannedCharacter second = text.at(at + first.bytes);
    return letter(second) == (a == 'l' ? U'l' : U'e') ? at + first.bytes + second.bytes : 0;
}

struct Gpt2 {
    static size_t next(const CharacterScanner& text, size_t at) {
        constexpr uint16_t kOthers = kWhiteSpace | kLetter | kNumber;
        ScannedCharacter c = text.at(at);
        if (c.codePoint == '\'')
            if (const size_t end = endOfContraction<false>(text, at + 1)) return end;
        size_t start = at;
        if (c.codePoint == ' ') {
            const ScannedCharacter second = text.at(at + 1);
            if (second.bytes == 0 || second.is(kWhiteSpace)) return endOfBlanks(text, at);
            c = second;
            start = at + 1;
        }
        if (c.is(kLetter)) return text.skip(start, kLetter);
        if (c.is(kNumber)) return text.skip(start, kNumber);
        return c.is(kWhiteSpace) ? endOfBlanks(text, at) : skipSymbols(text, start, kOthers);
    }
};

/// The family of cl100k: Llama 3, Qwen2 and kin. kDigits: how many digits stay together; kJoining: what stands with letters.
template <int kDigits, uint16_t kJoining>
struct Cl100k {
    static constexpr uint16_t kWordly = kLetter | kJoining;
    static constexpr uint16_t kOthers = kWhiteSpace | kWordly | kNumber;

    static size_t next(const CharacterScanner& text, size_t at) {
        const ScannedCharacter c = text.at(at);
        if (c.is(kWordly)) return text.skip(at, kWordly);
        if (c.is(kNumber)) return endOfNumber(text, at);
        if (c.codePoint == '\'')
            if (const size_t end = endOfContraction<true>(text, at + 1)) return end;
        const ScannedCharacter second = text.at(at + c.bytes);
        if (second.is(kWordly) && !isLineEnd(c)) return text.skip(at + c.bytes, kWordly);
        if (!c.is(kWhiteSpace)) return skipLines(text, skipSymbols(text, at, kOthers));
        if (c.codePoint == ' ' && isSymbol(second, kOthers)) return skipLines(text, skipSymbols(text, at + 1, kOthers));
        return endOfBlanksAndLines(text, at);
    }
    static size_t endOfNumber(const CharacterScanner& text, size_t at) {
        ScannedCharacter c = text.at(at);
        for (int digits = 0; digits < kDigits && c.is(kNumber); ++digits) {
            at += c.bytes;
            c = text.at(at);
        }
        return at;
    }
};

/// The family of o200k: words also end where small letters are followed by capitals. kContracted: contractions stay with their word.
template <int kDigits, bool kContracted>
struct O200k {
    static constexpr uint16_t kHeads = kUpperCase | kOtherLetter | kMark, kTails = kLowerCase | kOtherLetter | kMark;
    static constexpr uint16_t kOthers = kWhiteSpace | kLetter | kNumber;

    static size_t next(const CharacterScanner& text, size_t at) {
        const ScannedCharacter c = text.at(at);
        const bool canLead = !c.is(kLetter | kNumber) && !isLineEnd(c);
        for (const auto word : {endOfHeadsAndTail, endOfHeadsAndTails}) {
            if (canLead)
                if (const size_t end = word(text, at + c.bytes)) return withContraction(text, end);
            if (const size_t end = word(text, at)) return withContraction(text, end);
        }
        if (c.is(kNumber)) return Cl100k<kDigits, 0>::endOfNumber(text, at);
        const size_t start = c.codePoint == ' ' ? at + 1 : at;
        if (isSymbol(text.at(start), kOthers)) return skipLinesAndSlashes(text, skipSymbols(text, start, kOthers));
        return endOfBlanksAndLines(text, at);
    }

private:
    /// `heads*tails+`; 0 when there is none. Without a tail after the heads, the last of them that is one too ends the word.
    static size_t endOfHeadsAndTail(const CharacterScanner& text, size_t at) {
        size_t end = text.skip(at, kHeads);
        if (text.at(end).is(kTails)) return text.skip(end, kTails);
        while (end > at) {
            const ScannedCharacter last = text.before(end);
            if (last.is(kTails)) return end;
            end -= last.bytes;
        }
        return 0;
    }
    /// `heads+tails*`
    static size_t endOfHeadsAndTails(const CharacterScanner& text, size_t at) {
        const size_t end = text.skip(at, kHeads);
        return end == at ? 0 : text.skip(end, kTails);
    }
    static size_t withContraction(const CharacterScanner& text, size_t at) {
        if (!kContracted || text.at(at).codePoint != '\'') return at;
        const size_t end = endOfContraction<true>(text, at + 1);
        return end ? end : at;
    }
    static size_t skipLinesAndSlashes(const CharacterScanner& text, size_t at) {
        while (isLineEnd(text.at(at)) || text.at(at).codePoint == '/') ++at;
        return at;
    }
};

template <class Rule>
void scan(std::string_view text, TextRange range, std::vector<TextRange>& matches) {
    const CharacterScanner piece(text.substr(range.begin, range.end - range.begin));
    for (size_t at = 0; at < piece.size();) {
        const size_t end = Rule::next(piece, at);
        matches.push_back({range.begin + static_cast<uint32_t>(at), range.begin + static_cast<uint32_t>(end)});
        at = end;
    }
}

#define LUTHIER_CL100K(word, digits, symbols) \
    "(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\\r\\n\\p{L}\\p{N}]?" word "+|" digits "| ?" symbols "+[\\r\\n]*|\\s*[\\r\\n]+|\\s+(?!\\S)|\\s+"
#define LUTHIER_POSSESSIVE(digits) \
    "'(?i:[sdmt]|ll|ve|re)|[^\\r\\n\\p{L}\\p{N}]?+\\p{L}+|" digits "| ?[^\\s\\p{L}\\p{N}]++[\\r\\n]*|\\s*[\\r\\n]|\\s+(?!\\S)|\\s+"

#define LUTHIER_O200K(contraction, digits) \
    "[^\\r\\n\\p{L}\\p{N}]?[\\p{Lu}\\p{Lt}\\p{Lm}\\p{Lo}\\p{M}]*[\\p{Ll}\\p{Lm}\\p{Lo}\\p{M}]+" contraction \
    "|[^\\r\\n\\p{L}\\p{N}]?[\\p{Lu}\\p{Lt}\\p{Lm}\\p{Lo}\\p{M}]+[\\p{Ll}\\p{Lm}\\p{Lo}\\p{M}]*" contraction "|" digits \
    "| ?[^\\s\\p{L}\\p{N}]+[\\r\\n/]*|\\s*[\\r\\n]+|\\s+(?!\\S)|\\s+"

constexpr SplitRule kRules[] = {
    {"'s|'t|'re|'ve|'m|'ll|'d| ?\\p{L}+| ?\\p{N}+| ?[^\\s\\p{L}\\p{N}]+|\\s+(?!\\S)|\\s+", scan<Gpt2>},
    {LUTHIER_CL100K("\\p{L}", "\\p{N}", "[^\\s\\p{L}\\p{N}]"), scan<Cl100k<1, 0>>},        // Qwen2
    {LUTHIER_CL100K("\\p{L}", "\\p{N}{1,3}", "[^\\s\\p{L}\\p{N}]"), scan<Cl100k<3, 0>>},   // Llama 3
    {LUTHIER_CL100K("[\\p{L}\\p{M}]", "\\p{N}", "[^\\s\\p{L}\\p{M}\\p{N}]"), scan<Cl100k<1, kMark>>},  // Qwen3.5
    {LUTHIER_POSSESSIVE("\\p{N}"), scan<Cl100k<1, 0>>},
    {LUTHIER_POSSESSIVE("\\p{N}{1,3}"), scan<Cl100k<3, 0>>},
    {LUTHIER_O200K("(?i:'s|'t|'re|'ve|'m|'ll|'d)?", "\\p{N}{1,3}"), scan<O200k<3, true>>},  // gpt-oss, Llama 4
    {LUTHIER_O200K("", "\\p{N}"), scan<O200k<1, false>>},                                   // Mistral Nemo
};

}  // namespace

const SplitRule* splitRuleOf(std::string_view pattern) {
    for (const SplitRule& rule : kRules)
        if (rule.pattern == pattern) return &rule;
    return nullptr;
}

const SplitRule& gpt2SplitRule() { return kRules[0]; }

}  // namespace luthier
