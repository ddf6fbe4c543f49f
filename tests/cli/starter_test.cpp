// SPDX-License-Identifier: Apache-2.0
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/support/program.h"
#include "tests/support/workplace.h"

namespace luthier::testing {
namespace {

using ::testing::HasSubstr;

TEST(Starter, AnswersWhereverTheProgramIsCalledFrom) {
    Workplace place;
    const Ran ran = runLuthier({"generate", "--model", "starter", "--temperature", "0", "--prompt", "Which day comes after Monday?", "--threads", "1"}, place.home());
    EXPECT_EQ(ran.code, 0) << ran.errors;
    EXPECT_EQ(ran.output, "The day after Monday is Tuesday.\n");
}

TEST(Starter, FollowsAStory) {
    Workplace place;
    const Ran ran = runLuthier({"generate", "--model", "starter", "--temperature", "0", "--prompt", "Nina takes the blue ball. Where is the ball?", "--threads", "1"}, place.home());
    EXPECT_EQ(ran.output, "Nina has the ball.\n") << ran.errors;
}

TEST(Starter, TheFirstRunIsFoundGood) {
    Workplace place;
    const Ran ran = runLuthier({"check", std::string(LUTHIER_SOURCE) + "/resources/recipes/first-run.yaml", "--json"}, place.home());
    EXPECT_EQ(ran.code, 0) << ran.output << ran.errors;
    EXPECT_THAT(ran.output, ::testing::Not(HasSubstr("\"level\":\"error\"")));
}

}  // namespace
}  // namespace luthier::testing
