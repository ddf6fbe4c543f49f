// SPDX-License-Identifier: Apache-2.0
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <signal.h>

#include <map>
#include <thread>

#include "tests/support/program.h"
#include "tests/support/workplace.h"

namespace luthier::testing {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

const std::string kQuick = "train: {steps: 12, batch_size: 4, eval_every: 4, save_every: 4, learning_rate: 2.0e-3}\n";

std::vector<std::string> run(const Workplace& place, const std::string& name, const std::vector<std::string>& settings = {}) {
    std::vector<std::string> command{"run", place.recipe(), "--name", name, "--threads", "1", "--events", "jsonl"};
    for (const std::string& setting : settings) command.insert(command.end(), {"--set", setting});
    return command;
}

Json jsonOf(const std::vector<std::string>& command, const Workplace& place) {
    const Ran ran = runLuthier(command, place.home());
    EXPECT_EQ(ran.code, 0) << ran.errors;
    return Json::parse(ran.output);
}

const Json& at(const Json& json, const std::string& name) {
    static const Json nothing;
    const Json* found = json.find(name);
    return found ? *found : nothing;
}

TEST(Runs, AreListedShownAndCompared) {
    Workplace place(80, kQuick);
    ASSERT_EQ(runLuthier(run(place, "first"), place.home()).code, 0);
    ASSERT_EQ(runLuthier(run(place, "second", {"method.rank=2", "train.learning_rate=1.0e-6"}), place.home()).code, 0);

    const Json list = jsonOf({"runs", "list", "--json"}, place);
    ASSERT_EQ(list.size(), 2u);
    EXPECT_EQ(list.asArray()[0].stringOr("name", ""), "second");
    EXPECT_EQ(list.asArray()[1].stringOr("state", ""), "finished");
    const Ran table = runLuthier({"runs"}, place.home());
    EXPECT_THAT(table.output, HasSubstr("first"));
    EXPECT_THAT(table.output, HasSubstr("finished"));

    const Json shown = jsonOf({"runs", "show", "first", "--json"}, place);
    EXPECT_EQ(at(shown, "gain").boolOr("distinguishable", false), true);
    EXPECT_EQ(at(shown, "evaluations").size(), 4u);
    EXPECT_EQ(at(shown, "artifacts").asArray().at(0).stringOr("format", ""), "peft");
    const Ran words = runLuthier({"runs", "show", "first"}, place.home());
    for (const char* part : {"Settings that were chosen", "learning_rate", "promised", "<- kept", "read back", "lower (95 %"}) EXPECT_THAT(words.output, HasSubstr(part));

    const Json compared = jsonOf({"runs", "compare", "first", "second", "--json"}, place);
    std::vector<std::string> keys;
    for (const Json& setting : at(compared, "settings").asArray()) keys.push_back(setting.stringOr("key", ""));
    EXPECT_THAT(keys, ::testing::IsSupersetOf({"method.rank", "train.learning_rate", "resolved.learning_rate"}));
    EXPECT_THAT(keys, Not(::testing::Contains("train.batch_size")));
    const Json& interval = at(compared, "intervals").asArray().at(0);
    EXPECT_TRUE(interval.boolOr("comparable", false));
    EXPECT_TRUE(interval.boolOr("distinguishable", false));
    EXPECT_GT(interval.numberOr("low", 0), 0) << "a rate of nothing learns less";
    EXPECT_THAT(runLuthier({"runs", "compare", "first", "second"}, place.home()).output, HasSubstr("<- best"));
}

TEST(Runs, OtherHeldOutRowsAreNotCompared) {
    Workplace place(120, kQuick);
    ASSERT_EQ(runLuthier(run(place, "a", {"data.eval=0.1"}), place.home()).code, 0);
    ASSERT_EQ(runLuthier(run(place, "b", {"data.eval=0"}), place.home()).code, 0);
    ASSERT_EQ(runLuthier(run(place, "c", {"data.eval=0.2"}), place.home()).code, 0);
    EXPECT_THAT(runLuthier({"runs", "compare", "a", "b"}, place.home()).output, HasSubstr("not comparable"));
    EXPECT_THAT(runLuthier({"runs", "compare", "a", "c"}, place.home()).output, HasSubstr("only by the second"));
    const Ran one = runLuthier({"runs", "compare", "a"}, place.home());
    EXPECT_EQ(one.code, 2);
    EXPECT_THAT(one.errors, HasSubstr("two runs"));
}

TEST(Runs, EveryEndLeavesAReport) {
    Workplace place(80, "train: {steps: 400, batch_size: 4, eval_every: 50, save_every: 10, early_stop: 0, learning_rate: 1.0e-3}\n");
    {
        Program program(luthierCommand(run(place, "stopped")), {{"LUTHIER_HOME", textOf(place.home())}});
        while (const auto line = program.line()) {
            if (line->find("\"saved\"") != std::string::npos) break;
        }
        program.signal(SIGINT);
        ASSERT_EQ(program.wait(), 130);
    }
    // After one step at this rate adapter times input times adapter is beyond float32: whatever the processor, the second step knows no numbers.
    ASSERT_EQ(runLuthier(run(place, "failed", {"train.learning_rate=1.0e+30", "train.clip=0", "train.warmup=0"}), place.home()).code, 1);
    for (const std::filesystem::path& folder : place.runs()) {
        const Json report = Json::parse(readFile(folder / "report.json"));
        EXPECT_EQ(report.stringOr("state", ""), report.stringOr("name", ""));
        EXPECT_THAT(report.stringOr("advice", ""), HasSubstr("luthier resume"));
        EXPECT_THAT(readFile(folder / "report.html"), HasSubstr("</html>"));
    }
    const Json list = jsonOf({"runs", "--json"}, place);
    for (const Json& one : list.asArray()) EXPECT_EQ(one.stringOr("state", ""), one.stringOr("name", ""));
}

TEST(Runs, AKilledOneIsToldWithHowToGoOn) {
    Workplace place(80, "train: {steps: 4000, batch_size: 4, save_every: 2, eval_every: 1000}\n");
    Program program(luthierCommand(run(place, "killed")), {{"LUTHIER_HOME", textOf(place.home())}});
    while (const auto line = program.line()) {
        if (line->find("\"saved\"") != std::string::npos) break;
    }
    EXPECT_EQ(jsonOf({"runs", "--json"}, place).asArray().at(0).stringOr("state", ""), "running");
    program.signal(SIGKILL);
    program.wait();
    const Ran list = runLuthier({"runs"}, place.home());
    EXPECT_THAT(list.output, HasSubstr("crashed"));
    EXPECT_THAT(list.errors, HasSubstr("luthier resume"));
}

TEST(Runs, ListsWhileARunTrainsAndAnotherLists) {
    Workplace place(80, "train: {steps: 100000, batch_size: 4, save_every: 5, eval_every: 5, early_stop: 0}\n");
    Program training(luthierCommand(run(place, "busy")), {{"LUTHIER_HOME", textOf(place.home())}});
    while (const auto line = training.line()) {
        if (line->find("\"step\"") != std::string::npos) break;
    }
    std::thread reader([&] {
        while (training.line()) {
        }
    });
    int64_t step = 0;
    for (int i = 0; i < 8 || (step == 0 && i < 200); ++i) {
        Program one(luthierCommand({"runs", "--json"}), {{"LUTHIER_HOME", textOf(place.home())}}), other(luthierCommand({"runs", "--json"}), {{"LUTHIER_HOME", textOf(place.home())}});
        EXPECT_EQ(one.wait(), 0) << one.errors();
        EXPECT_EQ(other.wait(), 0) << other.errors();
        for (const Program* listed : {&one, &other}) {
            const Json list = Json::parse(listed->output());
            EXPECT_EQ(list.size(), 1u);
            if (list.size() != 1u) continue;
            EXPECT_EQ(list.asArray()[0].stringOr("state", ""), "running");
            EXPECT_GE(list.asArray()[0].integerOr("step", -1), step - 1);
        }
        const Json list = Json::parse(one.output());
        for (const Json& listed : list.asArray()) step = std::max(step, listed.integerOr("step", 0));
    }
    EXPECT_GT(step, 0);
    training.signal(SIGINT);
    reader.join();
    EXPECT_EQ(training.wait(), 130);
}

TEST(Runs, NotesAndReportsAreMadeOnRequest) {
    Workplace place(80, kQuick);
    ASSERT_EQ(runLuthier(run(place, "plain"), place.home()).code, 0);
    ASSERT_EQ(runLuthier({"runs", "note", "plain", "--name", "renamed", "--tag", "good", "--notes", "answers well"}, place.home()).code, 0);
    const Json shown = jsonOf({"runs", "show", "renamed", "--json"}, place);
    EXPECT_EQ(at(shown, "tags").dump(), "[\"good\"]");
    EXPECT_EQ(shown.stringOr("notes", ""), "answers well");
    const std::filesystem::path run = place.runs().at(0);
    std::filesystem::remove(run / "report.html");
    const Ran made = runLuthier({"runs", "report", "renamed"}, place.home());
    EXPECT_EQ(made.code, 0) << made.errors;
    EXPECT_THAT(readFile(run / "report.html"), HasSubstr("renamed"));
    EXPECT_THAT(readFile(run / "adapter/README.md"), HasSubstr("library_name: peft"));
}

TEST(Runs, WithoutAnyThereIsAnEmptyList) {
    Workplace place;
    const Ran json = runLuthier({"runs", "--json"}, place.home());
    EXPECT_EQ(json.code, 0);
    EXPECT_EQ(Json::parse(json.output).size(), 0u);
    const Ran words = runLuthier({"runs"}, place.home());
    EXPECT_EQ(words.code, 0);
    EXPECT_THAT(words.errors, HasSubstr("no runs yet"));
}

}  // namespace
}  // namespace luthier::testing
