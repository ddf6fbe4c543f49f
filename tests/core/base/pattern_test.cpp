// SPDX-License-Identifier: Apache-2.0
#include "core/base/pattern.h"

#include <gtest/gtest.h>

#include "core/base/error.h"

namespace luthier {
namespace {

TEST(Pattern, TheWholeTextMustMatch) {
    EXPECT_TRUE(matchesFully("Hello .+", "Hello Anna"));
    EXPECT_FALSE(matchesFully("Hello", "Hello Anna"));
    EXPECT_FALSE(matchesFully("Anna", "Hello Anna"));
}

TEST(Pattern, ADotIsNoLineEndUnlessAsked) {
    EXPECT_FALSE(matchesFully("a.b", "a\nb"));
    EXPECT_TRUE(matchesFully("(?s)a.b", "a\nb"));
}

TEST(Pattern, PythonsNamedGroupsAreRead) { EXPECT_TRUE(matchesFully("(?P<first>a)(?P<rest>.*)", "abc")); }

TEST(Pattern, WhatIsNoExpressionOrTakesForEverIsRefused) {
    EXPECT_THROW(matchesFully("(", "a"), Error);
    EXPECT_THROW(matchesFully("(a+)+b", std::string(40, 'a')), Error);
}

}  // namespace
}  // namespace luthier
