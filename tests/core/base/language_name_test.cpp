// SPDX-License-Identifier: Apache-2.0
#include "core/base/language_name.h"

#include <gtest/gtest.h>

namespace luthier {
namespace {

TEST(LanguageName, IsGivenInTheReadersLanguage) {
    EXPECT_EQ(languageName("de", "en"), "German");
    EXPECT_EQ(languageName("en", "de"), "Englisch");
    EXPECT_EQ(languageName("fr", "de-AT"), "Französisch");
}

TEST(LanguageName, IsThatOfTheLanguageAloneWhenScriptOrCountryAreNamedToo) {
    EXPECT_EQ(languageName("zh-Hans", "en"), "Chinese");
    EXPECT_EQ(languageName("pt-BR", "de"), "Portugiesisch");
}

TEST(LanguageName, IsEmptyForWhatNamesNoLanguage) {
    for (const char* tag : {"", "und", "code", "multilingual", "en us", "zxx-", "\xFF"}) EXPECT_EQ(languageName(tag, "en"), "") << tag;
}

}  // namespace
}  // namespace luthier
