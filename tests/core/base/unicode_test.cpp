// SPDX-License-Identifier: Apache-2.0
#include "core/base/unicode.h"

#include <gtest/gtest.h>

namespace luthier {
namespace {

TEST(Unicode, KnowsWhatIsValidUtf8) {
    for (const char* good : {"", "abc", "é", "\u20AC", "\U0001F600", "\xF4\x8F\xBF\xBF", "\xEE\x80\x80"}) EXPECT_TRUE(isValidUtf8(good)) << good;
    for (const char* bad : {"\x80", "\xC0\x80", "\xC1\xBF", "\xE0\x80\x80", "\xED\xA0\x80", "\xF0\x80\x80\x80", "\xF4\x90\x80\x80", "\xF5\x80\x80\x80", "\xFF",
                            "abcdefgh\xC3", "\xE2\x82", "\xE2\x82""a"}) {
        EXPECT_FALSE(isValidUtf8(bad)) << bad;
    }
}

TEST(Unicode, EveryMaximalIllFormedPartBecomesOneReplacement) {
    // The example of the Unicode standard, table 3-8 and 3-11.
    EXPECT_EQ(repairedUtf8("\x61\xF1\x80\x80\xE1\x80\xC2\x62\x80\x63\x80\xBF\x64"), "a\uFFFD\uFFFD\uFFFD" "b\uFFFD" "c\uFFFD\uFFFD" "d");
    EXPECT_EQ(repairedUtf8("\xC0\xAF\xE0\x80\xBF\xF0\x81\x82\x41"), "\uFFFD\uFFFD\uFFFD\uFFFD\uFFFD\uFFFD\uFFFD\uFFFD" "A");
    EXPECT_EQ(repairedUtf8("\xED\xA0\x80"), "\uFFFD\uFFFD\uFFFD");
    EXPECT_EQ(repairedUtf8("é plain"), "é plain");
    EXPECT_EQ(codePointCount("a\xE2\x82z"), 3u);
}

TEST(Unicode, NormalizesToEveryForm) {
    EXPECT_EQ(normalized("e\u0301", Normalization::Nfc), "\u00E9");
    EXPECT_EQ(normalized("\u00E9", Normalization::Nfd), "e\u0301");
    EXPECT_EQ(normalized("\uFB01\u2460", Normalization::Nfkc), "fi1");
    EXPECT_EQ(normalized("\uFB01\u00E9", Normalization::Nfkd), "fie\u0301");
}

TEST(Unicode, Unicode9LeavesLaterCharactersAlone) {
    // U+32FF (square era name Reiwa) came with Unicode 12.1.
    EXPECT_EQ(normalized("\u32FF", Normalization::Nfkc), "\u4EE4\u548C");
    EXPECT_EQ(normalizedUnicode9("\u32FF", Normalization::Nfkc), "\u32FF");
    EXPECT_EQ(normalizedUnicode9("\u32FE e\u0301", Normalization::Nfkc), "\u30F2 \u00E9");
}

TEST(Unicode, CasesAsPythonDoes) {
    EXPECT_EQ(lowerCased("ΑΣ ΑΣΑ İ"), "ας ασα i\u0307");
    EXPECT_EQ(upperCased("straße ŉ"), "STRASSE ʼN");
    EXPECT_EQ(titleCased("they're bill's ǆ ΑΣ ΑΣΑ ßa"), "They'Re Bill'S ǅ Ας Ασα Ssa");
    EXPECT_EQ(caseFolded("Straße ΑΣ"), "strasse ασ");
    EXPECT_EQ(lowerCased("ABC xyz [@"), "abc xyz [@");
}

TEST(Unicode, KnowsBlanksAndPrintables) {
    for (char32_t c : {U'\t', U'\x1C', U' ', U'\x85', U'\xA0', U'\u3000'}) EXPECT_TRUE(isWhiteSpace(c));
    for (char32_t c : {U'a', U'\u200B', U'\u180E', U'\uFEFF'}) EXPECT_FALSE(isWhiteSpace(c));
    for (const char* text : {"", " \n", "\u200B\uFEFF\u2060\u200E", "\u3164\u2800\u00AD"}) EXPECT_TRUE(isBlank(text)) << text;
    for (const char* text : {"a", "\u200Ba", "\u2801", "\U0001F600"}) EXPECT_FALSE(isBlank(text)) << text;
    for (char32_t c : {U' ', U'a', U'é', U'\U0001F600'}) EXPECT_TRUE(isPrintable(c));
    for (char32_t c : {U'\n', U'\xA0', U'\xAD', U'\uE000', U'\U000E0000'}) EXPECT_FALSE(isPrintable(c));
}

}  // namespace
}  // namespace luthier
