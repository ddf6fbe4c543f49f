// SPDX-License-Identifier: Apache-2.0
#include "core/train/run_folder.h"

#include <gtest/gtest.h>

#include <fstream>
#include <regex>

#include "core/base/error.h"
#include "core/recipe/read.h"
#include "tests/support/temp_folder.h"

namespace luthier {
namespace {

class Listener : public Observer {
public:
    void on(const RunEvent&) override {}
    void onAt(const RunEvent& event, double time) override { lines += eventJson(event, time).dump() + "\n"; }
    std::string lines;
};

TEST(RunFolder, IsNamedByTimeAndFourDigits) {
    testing::TempFolder home;
    RunFolder folder = RunFolder::create(home / "runs");
    EXPECT_TRUE(std::regex_match(folder.id(), std::regex("\\d{8}-\\d{6}-[0-9a-f]{4}"))) << folder.id();
    EXPECT_TRUE(std::filesystem::exists(folder / "run.lock"));
}

TEST(RunFolder, KeepsTheRecipeWithEveryDefault) {
    testing::TempFolder home;
    RunFolder folder = RunFolder::create(home / "runs");
    Recipe recipe;
    recipe.model.path = "/models/small";
    recipe.data.train = {"/data/rows.jsonl"};
    folder.writeRecipe(recipe);
    RecipeRead read = readRecipeFile(textOf(folder / "recipe.yaml"));
    EXPECT_TRUE(read.problems.empty());
    EXPECT_EQ(read.recipe, recipe);
}

TEST(RunFolder, TheLockGoesWhenReleased) {
    testing::TempFolder home;
    RunFolder folder = RunFolder::create(home / "runs");
    folder.release();
    EXPECT_FALSE(std::filesystem::exists(folder / "run.lock"));
}

TEST(RunFolder, DiscardedLeavesNothing) {
    testing::TempFolder home;
    RunFolder folder = RunFolder::create(home / "runs");
    folder.writeNotes("x");
    folder.discard();
    EXPECT_TRUE(std::filesystem::is_empty(home / "runs"));
}

TEST(RunFolder, APlaceThatCannotBeWrittenIsSaidByName) {
    testing::TempFolder home;
    std::ofstream(home / "runs") << "a file";
    try {
        RunFolder::create(home / "runs");
        FAIL() << "a folder was made inside a file";
    } catch (const Error& error) {
        EXPECT_NE(error.where().find("runs"), std::string::npos);
        EXPECT_FALSE(error.mend().empty());
    }
}

TEST(RunFolder, AnEnvironmentOfANewerVersionIsRefused) {
    testing::TempFolder home;
    RunFolder folder = RunFolder::create(home / "runs");
    folder.writeEnvironment(Json::parse("{\"format\":2}"));
    EXPECT_THROW(folder.environment(), Error);
    std::ofstream(folder / "environment.json") << "{broken";
    EXPECT_THROW(folder.environment(), Error);
}

TEST(RunLog, TheFileHoldsTheSameLinesAsTheListenerHears) {
    testing::TempFolder home;
    RunFolder folder = RunFolder::create(home / "runs");
    Listener listener;
    RunLog log(folder, listener);
    log.tell(StepDone{1, 0.5, 2.25, 10, 20, 1e-4, 0.75, 100, 1000, 1});
    log.tell(Saved{1, "there"});
    EXPECT_EQ(readFile(folder / "events.jsonl"), listener.lines);
    EXPECT_EQ(log.bytes(), static_cast<int64_t>(listener.lines.size()));
}

TEST(RunLog, ReadersForgetStepsThatWereTrainedAgain) {
    testing::TempFolder home;
    RunFolder folder = RunFolder::create(home / "runs");
    Listener listener;
    RunLog log(folder, listener);
    for (int64_t step : {1, 2, 3}) log.tell(StepDone{step, 0, static_cast<double>(step), 1, 1, 0, 0, 0, 0, 0});
    log.tell(Resumed{1});
    log.tell(StepDone{2, 0, 20, 1, 1, 0, 0, 0, 0, 0});
    std::ofstream(folder / "events.jsonl", std::ios::app) << "{\"event\":\"st";  // torn by a crash
    std::vector<double> losses;
    for (const RunEvent& event : readEvents(folder.path())) {
        if (const StepDone* step = std::get_if<StepDone>(&event)) losses.push_back(step->loss);
    }
    EXPECT_EQ(losses, (std::vector<double>{1, 20}));
}

}  // namespace
}  // namespace luthier
