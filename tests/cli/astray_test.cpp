// SPDX-License-Identifier: Apache-2.0
// Runs that diverge or find no room, from end to end, and what becomes of them when they are stopped in between and go on.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <signal.h>

#include <algorithm>
#include <map>

#include "core/base/file.h"
#include "core/base/json.h"
#include "tests/support/program.h"
#include "tests/support/workplace.h"

namespace luthier::testing {
namespace {

using ::testing::HasSubstr;

/// A whole model whose rate rises to ten thousand times what is usual.
constexpr const char* kAstray = "train: {steps: 150, batch_size: 4, eval_every: 10, early_stop: 0, learning_rate: 3, schedule: linear, warmup: 150}\n";

std::vector<std::string> command(const Workplace& place, const std::vector<std::string>& sets) {
    std::vector<std::string> all{"run", place.recipe(), "--events", "jsonl", "--threads", "1", "--set", "model.precision=float32"};
    for (const std::string& set : sets) all.insert(all.end(), {"--set", set});
    return all;
}

/// The last loss that was told of every step.
std::map<int64_t, double> lossesOf(const std::filesystem::path& run) {
    std::map<int64_t, double> losses;
    for (const Json& step : eventsIn(readFile(run / "events.jsonl"), "step")) losses[step.integerOr("step", 0)] = step.numberOr("loss", 0);
    return losses;
}

/// The folder of the run whose events these are.
std::filesystem::path folderOf(const std::string& events) { return pathOf(eventsIn(events, "started").at(0).stringOr("dir", "")); }

/// Starts a run and stops it once `kind` was told and a further step done after it.
std::filesystem::path stoppedAfter(const Workplace& place, const std::vector<std::string>& arguments, const std::string& kind, int64_t step) {
    Program program(luthierCommand(arguments), {{"LUTHIER_HOME", textOf(place.home())}});
    bool seen = false;
    while (const auto line = program.line()) {
        const Json event = Json::parse(*line);
        seen = seen || event.stringOr("event", "") == kind;
        if (seen && event.stringOr("event", "") == "step" && event.integerOr("step", 0) >= step) break;
    }
    program.signal(SIGINT);
    EXPECT_EQ(program.wait(), 130) << program.errors();
    return folderOf(program.output());
}

Ran resumed(const Workplace& place, const std::filesystem::path& run) {
    return runLuthier({"resume", textOf(run), "--events", "jsonl", "--threads", "1"}, place.home());
}

/// A run that went astray and was left to itself.
class Astray : public ::testing::Test {
protected:
    static void SetUpTestSuite() {
        place = new Workplace(80, kAstray);
        ran = runLuthier(command(*place, {"method.kind=full"}), place->home());
        run = folderOf(ran.output);
    }
    static void TearDownTestSuite() { delete place; }
    inline static Workplace* place = nullptr;
    inline static Ran ran;
    inline static std::filesystem::path run;
};

TEST_F(Astray, ItIsToldAndEndsWithItsSnapshotsButNoResult) {
    EXPECT_EQ(ran.code, 1);
    const std::vector<Json> failed = eventsIn(ran.output, "failed");
    ASSERT_EQ(failed.size(), 1u);
    EXPECT_THAT(failed[0].stringOr("where", ""), HasSubstr("step "));
    EXPECT_THAT(failed[0].stringOr("mend", ""), HasSubstr("train.learning_rate"));
    EXPECT_FALSE(std::filesystem::exists(run / "model"));
    EXPECT_FALSE(std::filesystem::is_empty(run / "snapshots"));
    EXPECT_EQ(Json::parse(readFile(run / "report.json")).stringOr("state", ""), "failed");
}

TEST_F(Astray, WhatWasGoodBeforeItCanBeExported) {
    const Ran exported = runLuthier({"export", textOf(run), "--format", "merged", "--out", place->file("best")}, place->home());
    EXPECT_EQ(exported.code, 0) << exported.errors;
}

TEST(AstrayAgain, StoppedAfterARestartItGoesOnToTheSameBits) {
    Workplace place(80, kAstray);
    const std::vector<std::string> arguments = command(place, {"method.kind=full", "train.on_divergence=restart"});
    const Ran whole = runLuthier(arguments, place.home());
    ASSERT_FALSE(eventsIn(whole.output, "resumed").empty());
    const std::filesystem::path run = stoppedAfter(place, arguments, "resumed", 1);
    const Ran continued = resumed(place, run);
    EXPECT_EQ(continued.code, whole.code) << continued.errors;
    EXPECT_EQ(lossesOf(run), lossesOf(folderOf(whole.output)));
}

class NoRoom {
public:
    NoRoom() { ::setenv("LUTHIER_TENSOR_MEMORY", "3", 1); }
    ~NoRoom() { ::unsetenv("LUTHIER_TENSOR_MEMORY"); }
};

int memoryWarnings(const Ran& ran) {
    const std::vector<Json> warned = eventsIn(ran.output, "warned");
    return static_cast<int>(std::ranges::count_if(warned, [](const Json& event) { return event.stringOr("what", "").starts_with("memory ran out"); }));
}

TEST(OutOfMemory, StoppedInSmallerPacksItGoesOnToTheSameBits) {
    Workplace place(1, "train: {steps: 12, batch_size: 32, eval_every: 12, save_every: 2, learning_rate: 1.0e-3}\n");
    std::string rows;
    for (int i = 0; i < 80; i++) {
        std::string answer;
        for (int word = 0; word < 10 + i % 29; word++) answer += " " + std::to_string(word * i % 97);
        rows += R"({"prompt":"Count )" + std::to_string(i) + R"(","completion":")" + answer + "\"}\n";
    }
    place.write("rows.jsonl", rows);
    const std::vector<std::string> arguments = command(place, {"data.eval=0"});
    Ran whole;
    std::filesystem::path run;
    {
        const NoRoom limit;
        whole = runLuthier(arguments, place.home());
        ASSERT_EQ(whole.code, 0) << whole.errors;
        ASSERT_EQ(memoryWarnings(whole), 1) << "packs have to get smaller before the stop, and once";
        run = stoppedAfter(place, arguments, "started", 4);
    }
    ASSERT_TRUE(Json::parse(readFile(run / "environment.json")).find("resolved")->find("smaller_packs"));
    const Ran continued = resumed(place, run);  // with room again
    ASSERT_EQ(continued.code, 0) << continued.errors;
    EXPECT_EQ(lossesOf(run), lossesOf(folderOf(whole.output)));
    EXPECT_EQ(readFile(run / "adapter/adapter_model.safetensors"), readFile(folderOf(whole.output) / "adapter/adapter_model.safetensors"));
}

}  // namespace
}  // namespace luthier::testing
