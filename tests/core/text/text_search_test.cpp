// SPDX-License-Identifier: Apache-2.0
#include "core/text/text_search.h"

#include <gtest/gtest.h>

#include <random>
#include <string>

namespace luthier {
namespace {

std::string randomText(std::mt19937& random, size_t most) {
    std::string text;
    for (size_t i = random() % (most + 1); i > 0; --i) text += "aab"[random() % 3];
    return text;
}

TEST(TextSearch, FindsWhatAPlainSearchFinds) {
    std::mt19937 random(11);
    for (int round = 0; round < 20000; ++round) {
        std::string text = randomText(random, 90), wanted = randomText(random, 30);
        if (round % 2 == 0 && text.size() > 40) wanted = text.substr(random() % 20, 17 + random() % 20);
        const size_t from = random() % 60;
        ASSERT_EQ(findText(text, wanted, from), text.find(wanted, from)) << text << ' ' << wanted << ' ' << from;
        ASSERT_EQ(findLastText(text, wanted, from), text.rfind(wanted, from)) << text << ' ' << wanted << ' ' << from;
        ASSERT_EQ(findLastText(text, wanted), text.rfind(wanted)) << text << ' ' << wanted;
    }
}

TEST(TextSearch, LongTextsThatNearlyMatchEverywhereAreSearchedToTheEnd) {
    const std::string text(2'000'000, 'a'), middle(1'000'000, 'a');
    EXPECT_EQ(findText(text, middle + 'b'), std::string::npos);
    EXPECT_EQ(findLastText(text, 'b' + middle), std::string::npos);
    EXPECT_EQ(findText(text + 'b', middle + 'b'), 1'000'000u);
    EXPECT_EQ(findLastText('b' + text, 'b' + middle), 0u);
}

}  // namespace
}  // namespace luthier
