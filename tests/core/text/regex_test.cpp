// SPDX-License-Identifier: Apache-2.0
#include "core/text/regex.h"

#include <gtest/gtest.h>

#include <chrono>
#include <random>

#include "core/base/unicode.h"
#include "core/text/split_rules.h"

namespace luthier {
namespace {

std::vector<std::string> matchesOf(const Regex& regex, const std::string& text) {
    std::vector<TextRange> ranges;
    regex.findAll(text, {0, static_cast<uint32_t>(text.size())}, ranges);
    std::vector<std::string> matches;
    for (const TextRange range : ranges) matches.push_back(text.substr(range.begin, range.end - range.begin));
    return matches;
}

using Matches = std::vector<std::string>;

struct Case {
    std::string pattern, text;
    Matches matches;
};

class RegexCase : public ::testing::TestWithParam<Case> {};

TEST_P(RegexCase, MatchesAsOniguruma) { EXPECT_EQ(matchesOf(Regex(GetParam().pattern), GetParam().text), GetParam().matches); }

INSTANTIATE_TEST_SUITE_P(Regex, RegexCase,
                         ::testing::Values(Case{"a|ab", "abab", {"a", "a"}}, Case{"a*?b", "aabb", {"aab", "b"}}, Case{"a++ab|b", "aab", {"b"}}, Case{"(?>a|ab)c|ab", "abc", {"ab"}},
                                           Case{R"(\s+$)", "a \nb \n", {" ", " \n"}}, Case{"^.", "ab\nc\n", {"a", "c"}}, Case{R"(\h+)", "xyz1fG", {"1f"}},
                                           Case{"[a-e&&[^bd]]+", "abcde", {"a", "c", "e"}}, Case{"(?i:'s)", "'S '\u017F '\u1E9E", {"'S", "'\u017F"}}, Case{"x{2,3}", "xxxxx", {"xxx", "xx"}},
                                           Case{"x{,2}y", "xxxy", {"xxy"}}, Case{"a{b", "a{b", {"a{b"}}, Case{R"(\bb\B.)", "bb b", {"bb"}}, Case{"(?<!a)b", "ab b", {"b"}}, Case{"(?<=ab|cd)e", "abe cde e", {"e", "e"}},
                                           Case{R"(\p{^L}+)", "a1!b", {"1!"}}, Case{R"([\p{Han}&&[^\x{4f60}]])", "你好", {"好"}}, Case{"[]a]+", "a]b", {"a]"}}, Case{"x*", "axb", {"", "x", ""}},
                                           Case{R"(\A.|.\z)", "abc", {"a", "c"}}));

TEST(Regex, ReadsTheKnownRulesAsTheirScannersDo) {
    static const std::vector<std::string> parts = {"a", "B", "é", "ſ", "你", "1", "٣", " ", "  ", "\n", "\r", "'", "s", "re", "LL", "/", "ǅ", ".", "--", "\xCC\x81", "👍", "\xFF", "\xC3"};
    std::mt19937 random(12);
    const Regex regex{gpt2SplitRule().pattern};
    for (int round = 0; round < 20000; ++round) {
        std::string text;
        for (size_t i = random() % 14; i > 0; --i) text += parts[random() % parts.size()];
        const TextRange whole{0, static_cast<uint32_t>(text.size())};
        std::vector<TextRange> scanned, matched;
        gpt2SplitRule().scan(text, whole, scanned);
        regex.findAll(text, whole, matched);
        std::erase_if(matched, [](const TextRange& range) { return range.begin == range.end; });
        ASSERT_EQ(scanned.size(), matched.size()) << text;
        for (size_t i = 0; i < scanned.size(); ++i) ASSERT_EQ(scanned[i].end, matched[i].end) << text;
    }
}

TEST(Regex, LooksOnlyWhereAMatchCanBeginAndMissesNone) {
    const char* const patterns[] = {"^a", R"((?<!\n)^)", R"(^(?=a)|^b)", R"(\s+$)", "a+b|c", "\u00E9|\u4E16b", "(?:a|\n)*?c", R"([^\W\d]+|\d)", "(?>a|ab)c|^", "(?:ab|cd){2}|x??b", R"(\bb|$)"};
    const char* const letters[] = {"a", "b", "c", "d", " ", "\n", "1", "\u00E9", "\u4E16", "x"};
    std::mt19937 random(17);
    for (const std::string pattern : patterns) {
        const Regex regex(pattern), anywhere("(?:" + pattern + "|(?!))");  // of which nothing is known where a match can begin
        for (int round = 0; round < 500; ++round) {
            std::string text;
            for (size_t i = random() % 24; i > 0; --i) text += letters[random() % std::size(letters)];
            ASSERT_EQ(matchesOf(regex, text), matchesOf(anywhere, text)) << pattern << " in " << text;
        }
    }
}

TEST(Regex, ARunOfOneSetMatchesAsStepByStep) {
    const char* const patterns[] = {"a", "a+", "[ab]{2}", "[ab]{2,3}", "a{2,}", "aa", "[ab][ba][ab]", R"(\s?[ab]+)", "\\s?[ \u4E16a]+", R"(a?[ab]{2,3})", "a?a", "a?aa", R"(\s+$)", "[ab\n]+$", "[\u4E16-\u9FA5b]+", "[^a]+"};
    const char* const letters[] = {"a", "a", "b", " ", "\n", "\u00E9", "\u4E16", "\xFF"};
    std::mt19937 random(18);
    for (const std::string pattern : patterns) {
        const Regex regex(pattern), steps("(?:" + pattern + "|(?!))");
        for (int round = 0; round < 2000; ++round) {
            std::string text;
            for (size_t i = random() % 16; i > 0; --i) text += letters[random() % std::size(letters)];
            ASSERT_EQ(matchesOf(regex, text), matchesOf(steps, text)) << pattern << " in " << text;
        }
    }
}

TEST(Regex, WhatIsNotSupportedIsNamed) {
    const std::pair<std::string, std::string> refused[] = {{R"(\p{Emoji})", "Emoji"}, {R"((a)\1)", "\\1"}, {"(?<n>a)", "(?<n"}, {"[[:alpha:]]", "[:alpha:]"}, {"(?i:ss)", "'ss'"}, {"(?i:é)", "outside ASCII"},
                                                           {"(a*)*", "endless"}, {"(?<=a+)b", "look-behind"}, {R"(\K)", "\\K"}, {"(", "')'"}, {")", "'('"}, {"*a", "repeat of nothing"}, {"a{3,2}", "wrong way"},
                                                           {"[b-a]", "wrong way"}, {"[a", "end"}, {"\\", "end"}, {"a{2000}", "1000"}, {"((a{500}){500}){500}", "multiply"}, {"\xFF", "UTF-8"}};
    for (const auto& [pattern, named] : refused) try {
            Regex regex(pattern);
            ADD_FAILURE() << pattern;
        } catch (const RegexError& error) {
            EXPECT_NE(std::string(error.what()).find(named), std::string::npos) << pattern << ": " << error.what();
        }
    EXPECT_THROW(Regex(std::string(1000, '(')), RegexError);
    EXPECT_THROW(Regex(std::string(2000, 'a')), RegexError);
}

TEST(Regex, AHostilePatternEnds) {
    std::vector<TextRange> matches;
    const std::string text(64, 'a');
    EXPECT_THROW(Regex("(?:a|aa|aaa)+$b").findAll(text, {0, 64}, matches), RegexError);
}

TEST(Regex, RandomPatternsNeverCrash) {
    static const std::vector<std::string> parts = {"a", "b", "(", ")", "(?:", "(?=", "(?<!", "[", "]", "^", "$", "*", "+", "?", "{2}", "{1,", "|", "\\s", "\\p{L}", "\\p{", "&&", "-", ".", "\\b", "(?i:", "é"};
    std::mt19937 random(13);
    int compiled = 0;
    for (int round = 0; round < 5000; ++round) {
        std::string pattern;
        for (size_t i = 1 + random() % 8; i > 0; --i) pattern += parts[random() % parts.size()];
        try {
            matchesOf(Regex(pattern), "ab é\nbaab");
            ++compiled;
        } catch (const RegexError&) {
        }
    }
    EXPECT_GT(compiled, 200);
}

}  // namespace
}  // namespace luthier
