// SPDX-License-Identifier: Apache-2.0
// What a run leaves behind: every file of its folder, what stands in it, and how a run is called on the command line.
#include <gmock/gmock.h>
#include <signal.h>

#include <map>
#include <regex>
#include <set>

#include "core/recipe/field.h"
#include "core/recipe/read.h"
#include "tests/contract/one_run.h"

namespace luthier::testing {
namespace {

namespace fs = std::filesystem;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsSupersetOf;

std::set<std::string> namesIn(const fs::path& folder) {
    std::set<std::string> names;
    for (const auto& entry : fs::directory_iterator(folder)) names.insert(textOf(entry.path().filename()));
    return names;
}

std::set<std::string> keysOf(const Json& object) {
    std::set<std::string> keys;
    for (const auto& [key, value] : object.asObject()) keys.insert(key);
    return keys;
}

class Folder : public ReadsOneRun {
protected:
    /// Of runs show: the folder that a word finds, or the problem's words.
    static std::string found(const std::string& word) {
        const Ran ran = one->command({"runs", "show", word, "--json"});
        return ran.code == 0 ? Json::parse(ran.output).stringOr("folder", "") : "";
    }
};

TEST_F(Folder, HoldsTheseFilesAndNoOthers) {
    EXPECT_THAT(namesIn(one->folder), ElementsAre("adapter", "environment.json", "events.jsonl", "held-out.jsonl", "model", "notes.json", "recipe.yaml", "report.html",
                                                  "report.json", "snapshots"));
}

TEST_F(Folder, IsCalledByTimeInUtcAndFourDigits) {
    EXPECT_TRUE(std::regex_match(textOf(one->folder.filename()), std::regex("\\d{8}-\\d{6}-[0-9a-f]{4}")));
    const std::time_t began = static_cast<std::time_t>(one->events("started").at(0).numberOr("time", 0));
    char day[16];
    std::strftime(day, sizeof day, "%Y%m%d-%H", std::gmtime(&began));
    EXPECT_THAT(textOf(one->folder.filename()), HasSubstr(day));
}

TEST_F(Folder, IsAllARunWritesButWhatIsKnownOfTheMachine) {
    std::set<std::string> written = namesIn(one->place.home());
    std::erase_if(written, [](const std::string& name) { return name.starts_with("history."); });  // of commands that list runs
    EXPECT_THAT(written, ElementsAre("machine.json", "runs"));
    EXPECT_THAT(namesIn(one->place.path()), ElementsAre("held.jsonl", "home", "recipe.yaml", "rows.jsonl"));
}

TEST_F(Folder, TheRecipeHasEveryKeyAndAbsolutePaths) {
    const std::string text = readFile(one->folder / "recipe.yaml");
    for (const Field& field : recipeFields()) EXPECT_THAT(text, HasSubstr(field.key.substr(field.key.rfind('.') + 1) + ": ")) << field.key;
    const RecipeRead read = readRecipe(text, "/elsewhere");
    EXPECT_TRUE(read.problems.empty());
    EXPECT_EQ(read.recipe.data.train, std::vector<std::string>{one->place.file("rows.jsonl")});
    EXPECT_EQ(read.recipe.data.eval.file, one->place.file("held.jsonl"));
    EXPECT_EQ(read.recipe.train.steps, 12);
}

TEST_F(Folder, TheEnvironmentNamesVersionsMachineFingerprintsAndWhatWasSettled) {
    const Json environment = one->file("environment.json");
    EXPECT_EQ(environment.integerOr("format", 0), 1);
    EXPECT_THAT(keysOf(environment), IsSupersetOf({"format", "versions", "machine", "model", "data", "resolved"}));
    EXPECT_THAT(keysOf(*environment.find("resolved")),
                IsSupersetOf({"precision", "store", "threads", "recompute", "micro_batch_tokens", "kernels", "learning_rate", "warmup_steps", "steps", "eval_every", "save_every"}));
    EXPECT_THAT(keysOf(*environment.find("model")->find("files")), IsSupersetOf({"config.json", "tokenizer.json"}));
    EXPECT_EQ(environment.find("data")->find("files")->size(), 2u);
    for (const Json& file : environment.find("data")->find("files")->asArray()) EXPECT_EQ(file.stringOr("sha256", "").size(), 64u);
}

TEST_F(Folder, SettledNumbersAreThoseOfTheRun) {
    const Json resolved = *one->file("environment.json").find("resolved");
    EXPECT_EQ(resolved.integerOr("steps", 0), 12);
    EXPECT_EQ(resolved.integerOr("warmup_steps", 0), 2);
    EXPECT_EQ(resolved.integerOr("eval_every", 0), 4);
    EXPECT_EQ(resolved.integerOr("save_every", 0), 3);
    EXPECT_EQ(resolved.integerOr("threads", 0), 1);
    EXPECT_DOUBLE_EQ(resolved.numberOr("learning_rate", 0), 3e-3);
}

TEST_F(Folder, HeldOutLossesStandForTheBaseTheBestAndTheLastStepOnceEach) {
    const int64_t best = one->events("finished").at(0).find("best")->integerOr("step", -1);
    std::map<int64_t, std::set<std::string>> rows;
    std::map<int64_t, double> sums, counts;
    for (const Json& line : eventsIn(readFile(one->folder / "held-out.jsonl"))) {
        EXPECT_EQ(membersOf(line), "step row group loss_sum count");
        const int64_t step = line.integerOr("step", -1);
        EXPECT_TRUE(rows[step].insert(line.stringOr("row", "")).second) << "a row stands twice";
        sums[step] += line.numberOr("loss_sum", 0);
        counts[step] += line.numberOr("count", 0);
    }
    std::set<int64_t> steps;
    for (const auto& [step, found] : rows) {
        steps.insert(step);
        EXPECT_EQ(found.size(), 24u);
        EXPECT_EQ(found, rows.at(0));
    }
    EXPECT_EQ(steps, (std::set<int64_t>{0, best, 12}));
    for (const Json& eval : one->events("eval")) {
        const int64_t step = eval.integerOr("step", -1);
        if (steps.contains(step)) {
            EXPECT_NEAR(sums[step] / counts[step], eval.numberOr("loss", 0), 1e-9);
        }
    }
}

TEST_F(Folder, NotesHaveNameTagsNotesAndRatings) {
    const Json notes = one->file("notes.json");
    EXPECT_THAT(keysOf(notes), IsSupersetOf({"name", "tags", "notes", "ratings"}));
    EXPECT_EQ(notes.stringOr("name", ""), "sums");
}

TEST_F(Folder, SnapshotsAreTheLastTwoAndTheBest) {
    const int64_t best = one->events("finished").at(0).find("best")->integerOr("step", -1);
    std::set<std::string> expected{"step-9", "step-12"};
    if (best > 0) expected.insert("step-" + std::to_string(best));
    EXPECT_EQ(namesIn(one->folder / "snapshots"), expected);
}

TEST_F(Folder, ResultsHaveTheLayoutOfPeftAndTransformers) {
    EXPECT_THAT(namesIn(one->folder / "adapter"), IsSupersetOf({"adapter_config.json", "adapter_model.safetensors", "README.md"}));
    EXPECT_THAT(namesIn(one->folder / "model"), IsSupersetOf({"config.json", "model.safetensors", "tokenizer.json", "tokenizer_config.json", "chat_template.jinja", "README.md"}));
}

TEST_F(Folder, AWholeModelIsKeptWhereTheMethodHasNoAdapter) {
    const Ran full = one->with({"method.kind=full", "train.steps=1", "data.eval=0", "export=[peft]"});
    ASSERT_EQ(full.code, 0) << full.errors;
    const fs::path folder = pathOf(eventsIn(full.output, "finished").at(0).stringOr("dir", ""));
    EXPECT_TRUE(fs::exists(folder / "model/model.safetensors"));
    EXPECT_FALSE(fs::exists(folder / "adapter"));
}

TEST_F(Folder, TheReportHoldsTheModelCard) {
    const Json report = one->file("report.json");
    EXPECT_THAT(report.stringOr("model_card", ""), HasSubstr("base_model"));
    EXPECT_THAT(keysOf(report), IsSupersetOf({"run", "name", "state", "model", "data", "examples", "settings", "resolved", "base", "best", "kept", "evaluations", "gain", "artifacts", "warnings"}));
    EXPECT_THAT(readFile(one->folder / "report.html"), HasSubstr("</html>"));
}

TEST_F(Folder, IsLockedWhileItRuns) {
    Program running(luthierCommand({"run", one->place.recipe(), "--events", "jsonl", "--threads", "1", "--set", "train.steps=100000", "--set", "train.eval_every=100000"}),
                    {{"LUTHIER_HOME", textOf(one->place.home())}});
    const fs::path folder = pathOf(Json::parse(running.line().value_or("null")).stringOr("dir", "none"));
    EXPECT_TRUE(fs::exists(folder / "run.lock"));
    EXPECT_EQ(one->command({"resume", textOf(folder)}).code, 1) << "two at once";
    running.signal(SIGTERM);
    EXPECT_EQ(running.wait(), 130);
    EXPECT_FALSE(fs::exists(folder / "run.lock"));
}

TEST_F(Folder, ARunIsFoundByItsIdItsBeginningItsNameAndItsFolder) {
    const std::string id = textOf(one->folder.filename()), folder = textOf(one->folder);
    ASSERT_EQ(one->command({"runs", "note", id, "--name", "../the one"}).code, 0);
    for (const std::string& word : {id, id.substr(0, id.size() - 1), std::string("../the one"), folder}) EXPECT_EQ(found(word), folder) << word;
    EXPECT_EQ(found("../nothing"), "");
    EXPECT_EQ(one->command({"runs", "show", "2"}).code, 2) << "the beginning of several runs";
    EXPECT_FALSE(fs::exists(one->place.home() / "the one")) << "a name became a path";
}

TEST_F(Folder, TheIndexIsMadeAgainFromTheFolders) {
    const std::string before = one->command({"runs", "--json"}).output;
    for (const char* file : {"history.sqlite", "history.sqlite-wal", "history.sqlite-shm"}) fs::remove(one->place.home() / file);
    EXPECT_EQ(one->command({"runs", "--json"}).output, before);
    EXPECT_TRUE(fs::exists(one->place.home() / "history.sqlite"));
}

TEST_F(Folder, IntervalsAreOfGroupsAndSayWhatTheyHold) {
    const Json gain = *one->file("report.json").find("gain");
    EXPECT_EQ(gain.integerOr("groups", 0), 24);
    EXPECT_EQ(gain.integerOr("resamples", 0), 10000);
    EXPECT_DOUBLE_EQ(gain.numberOr("level", 0), 0.95);
    const bool holdsZero = gain.numberOr("low", 0) <= 0 && gain.numberOr("high", 0) >= 0;
    EXPECT_EQ(gain.boolOr("distinguishable", true), !holdsZero);
    EXPECT_EQ(gain.stringOr("words", "").find("not distinguishable") != std::string::npos, holdsZero) << gain.dump();
}

}  // namespace
}  // namespace luthier::testing
