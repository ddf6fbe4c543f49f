// SPDX-License-Identifier: Apache-2.0
#include "core/text/piece_trie.h"

#include <gtest/gtest.h>

#include <map>
#include <random>
#include <string>

namespace luthier {
namespace {

std::string randomText(std::mt19937& random, size_t most) {
    std::string text;
    for (size_t i = random() % (most + 1); i > 0; --i) text += static_cast<char>(random() % 4 == 0 ? random() : 'a' + random() % 3);
    return text;
}

TEST(PieceTrie, FindsEveryTextThatBeginsAtAPlaceShortestFirst) {
    std::mt19937 random(3);
    for (int round = 0; round < 60; ++round) {
        PieceTrie trie;
        std::map<std::string, int32_t> known;
        for (int32_t value = 0; value < round * 10; ++value) {
            const std::string text = randomText(random, 6);
            EXPECT_EQ(trie.add(text, value), text.empty() || !known.contains(text));
            if (!text.empty()) known[text] = value;
        }
        EXPECT_EQ(trie.empty(), known.empty());
        const std::string text = randomText(random, 300);
        for (size_t at = 0; at <= text.size(); ++at) {
            std::vector<std::pair<size_t, int32_t>> found, expected;
            trie.each(text, at, [&](size_t end, int32_t value) { found.emplace_back(end, value); });
            for (size_t end = at + 1; end <= text.size() && end <= at + 6; ++end)
                if (const auto there = known.find(text.substr(at, end - at)); there != known.end()) expected.emplace_back(end, there->second);
            ASSERT_EQ(found, expected);
            if (at < text.size()) {
                ASSERT_GE(trie.canStart(text[at]), !expected.empty());
            }
        }
    }
}

}  // namespace
}  // namespace luthier
