// SPDX-License-Identifier: Apache-2.0
#include "core/text/split_rules.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <functional>
#include <random>

#include "core/base/unicode.h"
#include "core/text/character_classes.h"

namespace luthier {
namespace {

// A slow and plain reading of the patterns: every alternative is a row of items, tried with backtracking, the first that matches wins.

using Set = std::function<bool(const ScannedCharacter&)>;

struct Item {
    Set set;
    int least = 1, most = 1;
    bool notFollowed = false;  // (?!set): matches nothing
};
using Alternative = std::vector<Item>;

/// The longest-first end of items from `item` on at character `at`; -1 when they do not match.
int endOf(const std::vector<ScannedCharacter>& text, int at, const Alternative& items, size_t item) {
    if (item == items.size()) return at;
    const Item& now = items[item];
    const auto size = static_cast<int>(text.size());
    if (now.notFollowed) return at < size && now.set(text[static_cast<size_t>(at)]) ? -1 : endOf(text, at, items, item + 1);
    int count = 0;
    while (count < now.most && at + count < size && now.set(text[static_cast<size_t>(at + count)])) ++count;
    for (; count >= now.least; --count)
        if (const int end = endOf(text, at + count, items, item + 1); end >= 0) return end;
    return -1;
}

constexpr int kMany = 1 << 20;

Set of(uint16_t classes) {
    return [=](const ScannedCharacter& c) { return c.is(classes); };
}
Set noneOf(uint16_t classes, bool norLines = false) {
    return [=](const ScannedCharacter& c) { return !c.is(classes) && !(norLines && (c.codePoint == '\r' || c.codePoint == '\n')); };
}
Set character(char32_t wanted, bool anyCase = false) {
    return [=](const ScannedCharacter& c) {
        return c.codePoint == wanted || (anyCase && (c.codePoint == wanted - 32 || (wanted == 's' && c.codePoint == 0x17F)));
    };
}

void addContractions(std::vector<Alternative>& pattern, bool anyCase) {
    for (const std::string_view word : {"s", "t", "re", "ve", "m", "ll", "d"}) {
        Alternative alternative{{character('\'')}};
        for (const char c : word) alternative.push_back({character(static_cast<char32_t>(c), anyCase)});
        pattern.push_back(alternative);
    }
}

void addBlanks(std::vector<Alternative>& pattern) {
    pattern.push_back({{of(kWhiteSpace), 1, kMany}, {noneOf(kWhiteSpace), 1, 1, true}});
    pattern.push_back({{of(kWhiteSpace), 1, kMany}});
}

std::vector<Alternative> gpt2() {
    std::vector<Alternative> pattern;
    addContractions(pattern, false);
    for (const Set& run : {of(kLetter), of(kNumber), noneOf(kWhiteSpace | kLetter | kNumber)}) pattern.push_back({{character(' '), 0, 1}, {run, 1, kMany}});
    addBlanks(pattern);
    return pattern;
}

std::vector<Alternative> cl100k(int digits, uint16_t joining) {
    const Set lines = [](const ScannedCharacter& c) { return c.codePoint == '\r' || c.codePoint == '\n'; };
    std::vector<Alternative> pattern;
    addContractions(pattern, true);
    pattern.push_back({{noneOf(kLetter | kNumber, true), 0, 1}, {of(kLetter | joining), 1, kMany}});
    pattern.push_back({{of(kNumber), 1, digits}});
    pattern.push_back({{character(' '), 0, 1}, {noneOf(kWhiteSpace | kLetter | joining | kNumber), 1, kMany}, {lines, 0, kMany}});
    pattern.push_back({{of(kWhiteSpace), 0, kMany}, {lines, 1, kMany}});
    addBlanks(pattern);
    return pattern;
}

std::vector<Alternative> o200k(int digits, bool contracted) {
    const Set lines = [](const ScannedCharacter& c) { return c.codePoint == '\r' || c.codePoint == '\n'; };
    const Set endings = [=](const ScannedCharacter& c) { return lines(c) || c.codePoint == '/'; };
    const Set heads = of(kUpperCase | kOtherLetter | kMark), tails = of(kLowerCase | kOtherLetter | kMark);
    std::vector<Alternative> contractions, pattern;
    if (contracted) addContractions(contractions, true);
    contractions.push_back({});
    for (const bool tailed : {true, false}) {
        // lead?(heads)(tails)contraction? with the contractions written out would try them before a shorter word, as the pattern does
        // not; contractions begin with an apostrophe, which no head or tail is, so the order makes no difference.
        for (const Alternative& contraction : contractions) {
            Alternative word{{noneOf(kLetter | kNumber, true), 0, 1}, {heads, tailed ? 0 : 1, kMany}, {tails, tailed ? 1 : 0, kMany}};
            word.insert(word.end(), contraction.begin(), contraction.end());
            pattern.push_back(word);
        }
    }
    pattern.push_back({{of(kNumber), 1, digits}});
    pattern.push_back({{character(' '), 0, 1}, {noneOf(kWhiteSpace | kLetter | kNumber), 1, kMany}, {endings, 0, kMany}});
    pattern.push_back({{of(kWhiteSpace), 0, kMany}, {lines, 1, kMany}});
    addBlanks(pattern);
    return pattern;
}

std::vector<TextRange> slowly(std::string_view text, const std::vector<Alternative>& pattern) {
    std::vector<ScannedCharacter> characters;
    std::vector<uint32_t> begins;
    const CharacterScanner scanner(text);
    for (size_t at = 0; at < text.size(); at += characters.back().bytes) {
        begins.push_back(static_cast<uint32_t>(at));
        characters.push_back(scanner.at(at));
    }
    begins.push_back(static_cast<uint32_t>(text.size()));
    std::vector<TextRange> matches;
    for (int at = 0; at < static_cast<int>(characters.size());) {
        int end = -1;
        for (size_t i = 0; i < pattern.size() && end <= at; ++i) end = endOf(characters, at, pattern[i], 0);
        matches.push_back({begins[static_cast<size_t>(at)], begins[static_cast<size_t>(end)]});
        at = end;
    }
    return matches;
}

std::string randomText(std::mt19937& random) {
    static const std::vector<std::string> parts = {"a", "B", "é", "ſ", "你", "1", "٣", "½", " ", "  ", "\t", "\n", "\r", "\xC2\xA0", "'", "s", "S", "t", "re", "LL",
                                                   "ve", "m", "D", "/", "ʰ", "ǅ", ".", "--", "_", "\xCC\x81", "\xE0\xA4\xBF", "👍", "\xE2\x80\x8D", "\xE1\xA0\x8E", "\xFF", "\xC3", "\x01"};
    std::string text;
    for (size_t i = random() % 16; i > 0; --i) text += parts[random() % parts.size()];
    return text;
}

struct KnownRule {
    std::string pattern;
    std::vector<Alternative> slow;
};

std::string o200kPattern(const std::string& contraction, const std::string& digits) {
    const std::string lead = R"([^\r\n\p{L}\p{N}]?)", heads = R"([\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}])", tails = R"([\p{Ll}\p{Lm}\p{Lo}\p{M}])";
    return lead + heads + "*" + tails + "+" + contraction + "|" + lead + heads + "+" + tails + "*" + contraction + "|" + digits +
           R"(| ?[^\s\p{L}\p{N}]+[\r\n/]*|\s*[\r\n]+|\s+(?!\S)|\s+)";
}

const std::vector<KnownRule>& knownRules() {
    static const std::string rest = R"(\s*[\r\n]+|\s+(?!\S)|\s+)", words = R"((?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?)";
    static const std::vector<KnownRule> rules = {
        {std::string(gpt2SplitRule().pattern), gpt2()},
        {words + R"(\p{L}+|\p{N}| ?[^\s\p{L}\p{N}]+[\r\n]*|)" + rest, cl100k(1, 0)},
        {words + R"(\p{L}+|\p{N}{1,3}| ?[^\s\p{L}\p{N}]+[\r\n]*|)" + rest, cl100k(3, 0)},
        {o200kPattern("", R"(\p{N})"), o200k(1, false)},
        {o200kPattern("(?i:'s|'t|'re|'ve|'m|'ll|'d)?", R"(\p{N}{1,3})"), o200k(3, true)},
        {words + R"([\p{L}\p{M}]+|\p{N}| ?[^\s\p{L}\p{M}\p{N}]+[\r\n]*|)" + rest, cl100k(1, kMark)},
    };
    return rules;
}

TEST(SplitRules, ScanAsTheirPatternsRead) {
    std::mt19937 random(6);
    for (const KnownRule& rule : knownRules()) {
        const SplitRule* known = splitRuleOf(rule.pattern);
        ASSERT_NE(known, nullptr) << rule.pattern;
        for (int round = 0; round < 20000; ++round) {
            const std::string text = randomText(random);
            std::vector<TextRange> fast;
            known->scan(text, {0, static_cast<uint32_t>(text.size())}, fast);
            const std::vector<TextRange> slow = slowly(text, rule.slow);
            ASSERT_EQ(fast.size(), slow.size()) << rule.pattern << "\n" << text;
            for (size_t i = 0; i < slow.size(); ++i) ASSERT_EQ(fast[i].end, slow[i].end) << rule.pattern << "\n" << text;
        }
    }
}

TEST(SplitRules, LookAroundsEndAtThePiece) {
    std::vector<TextRange> matches;
    gpt2SplitRule().scan("a  b", {0, 3}, matches);
    ASSERT_EQ(matches.size(), 2u);
    EXPECT_EQ(matches[1].end, 3u);
}

TEST(SplitRules, AnUnknownPatternIsNotGuessed) {
    EXPECT_EQ(splitRuleOf(R"(\p{L}+)"), nullptr);
    EXPECT_EQ(splitRuleOf(""), nullptr);
}

TEST(CharacterClasses, CountAsUnicode16Does) {
    const uint16_t* classes = characterClasses();
    const auto count = [&](uint16_t wanted) { return std::count_if(classes, classes + 0x110000, [=](uint16_t c) { return (c & wanted) != 0; }); };
    EXPECT_EQ(count(kLetter), 141028);
    EXPECT_EQ(count(kNumber), 1911);
    EXPECT_EQ(count(kMark), 2501);
    EXPECT_EQ(count(kPunctuation), 855);
    EXPECT_EQ(count(kSymbol), 8514);
    EXPECT_EQ(count(kWhiteSpace), 25);
    EXPECT_EQ(count(kNumeric), 1924);  // Unicode 17
}

TEST(CharacterScanner, BrokenBytesReadAsReplacements) {
    for (const std::string text : {"\xFF", "\xC3", "\xE2\x96", "\x80", "\xF4\x90\x80\x80", "\xED\xA0\x80", "\xC0\xAF", "\xF0\x9F\x91"}) {
        const CharacterScanner scanner(text);
        EXPECT_EQ(scanner.at(0).codePoint, U'\xFFFD');
        EXPECT_EQ(scanner.at(0).bytes, 1);
        EXPECT_EQ(scanner.before(text.size()).bytes, 1);
    }
    const CharacterScanner scanner("a\xC3\xA9");
    EXPECT_EQ(scanner.before(3).codePoint, U'\xE9');
    EXPECT_EQ(scanner.before(0).bytes, 0);
    EXPECT_EQ(scanner.at(3).bytes, 0);
}

}  // namespace
}  // namespace luthier
