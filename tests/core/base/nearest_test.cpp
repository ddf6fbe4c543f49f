// SPDX-License-Identifier: Apache-2.0
#include "core/base/nearest.h"

#include <gtest/gtest.h>

namespace luthier {
namespace {

TEST(Nearest, CountsEdits) {
    EXPECT_EQ(editDistance("", "abc"), 3u);
    EXPECT_EQ(editDistance("kitten", "sitting"), 3u);
    EXPECT_EQ(editDistance("lroa", "lora"), 1u);
    EXPECT_EQ(editDistance("same", "same"), 0u);
}

TEST(Nearest, FindsTheWordThatWasMeant) {
    EXPECT_EQ(nearestWord("lerning_rate", {"seed", "learning_rate", "rank"}), "learning_rate");
    EXPECT_EQ(nearestWord(std::string(10'000'000, 'x'), {"a", "xx"}), "xx");
}

TEST(Nearest, NamesOnlyWhatMayHaveBeenMeant) {
    const std::vector<std::string> commands{"run", "generate", "judge"};
    EXPECT_EQ(nearWord("genarate", commands), "generate");
    EXPECT_EQ(nearWord("jugde", commands), "judge");
    EXPECT_EQ(nearWord("frobnicate", commands), "");
    EXPECT_EQ(nearWord("", commands), "");
    EXPECT_EQ(nearWord("run", {}), "");
}

}  // namespace
}  // namespace luthier
