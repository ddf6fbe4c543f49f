// SPDX-License-Identifier: Apache-2.0
// What earlier versions wrote stays readable for ever: tests/data/compat holds one of each published format.
#include <gtest/gtest.h>

#include "core/model/checkpoint.h"
#include "core/recipe/read.h"
#include "core/train/run_folder.h"
#include "core/train/snapshot.h"
#include "core/tuning/method.h"
#include "tests/support/temp_folder.h"

namespace luthier {
namespace {

std::filesystem::path earlyRun() { return testing::dataFile("compat/1/run"); }

TEST(Compat, TheRecipeOfFormat1Reads) {
    RecipeRead read = readRecipeFile(textOf(earlyRun() / "recipe.yaml"));
    EXPECT_TRUE(read.problems.empty());
    EXPECT_EQ(read.recipe.name, "kept");
    EXPECT_EQ(read.recipe.method.rank, 2);
    EXPECT_EQ(read.recipe.train.steps, 8);
}

TEST(Compat, TheEventsOfFormat1Read) {
    std::vector<RunEvent> events = readEvents(earlyRun());
    ASSERT_FALSE(events.empty());
    EXPECT_TRUE(std::holds_alternative<Started>(events.front()));
    const Finished* finished = std::get_if<Finished>(&events.back());
    ASSERT_TRUE(finished);
    EXPECT_EQ(finished->reason, "stopped");
    EXPECT_TRUE(finished->hasBest);
}

TEST(Compat, TheEnvironmentOfFormat1Reads) {
    Json environment = Json::parse(readFile(earlyRun() / "environment.json"));
    EXPECT_EQ(environment.integerOr("format", 0), 1);
    EXPECT_EQ(environment.find("resolved")->integerOr("steps", 0), 8);
}

TEST(Compat, TheSnapshotOfFormat1ContinuesTheRun) {
    Snapshots snapshots(earlyRun() / "snapshots");
    Problems problems;
    std::optional<Progress> progress = snapshots.newest(problems);
    ASSERT_TRUE(progress);
    EXPECT_TRUE(problems.empty());
    EXPECT_EQ(progress->step, 4);
    ASSERT_TRUE(progress->best());
    auto decoder = Decoder::random(readDecoderConfig(testing::dataFile("models/tiny-chat")).config, 42);
    auto method = makeTuningMethod(readRecipeFile(textOf(earlyRun() / "recipe.yaml")).recipe.method);
    ASSERT_TRUE(method->attach(*decoder, 42).empty());
    LearnedState state(method->learnables());
    snapshots.load(4, state, true);
    EXPECT_GT(flatNorm(state.mean), 0);
    EXPECT_GT(flatNorm(state.variance), 0);
}

}  // namespace
}  // namespace luthier
