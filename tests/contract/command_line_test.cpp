// SPDX-License-Identifier: Apache-2.0
// What commands print for programs: the form of every line, one line a row, and how they end.
#include <gmock/gmock.h>
#include <signal.h>

#include <algorithm>
#include <set>

#include "tests/contract/one_run.h"

namespace luthier::testing {
namespace {

namespace fs = std::filesystem;
using ::testing::HasSubstr;
using ::testing::StartsWith;

const std::string kChat = R"({"messages":[{"role":"user","content":"What is 1 plus 1?"},{"role":"assistant","content":"It is 2."}]})" "\n";
const std::string kOpen = R"({"messages":[{"role":"user","content":"What is 1 plus 1?"}]})" "\n";

std::string textModel() { return textOf(dataFile("models/tiny-chat")); }

size_t linesIn(const std::string& text) { return static_cast<size_t>(std::count(text.begin(), text.end(), '\n')); }

class Commands : public ReadsOneRun {
protected:
    /// The members of each line a command prints.
    static std::vector<std::string> forms(const std::vector<std::string>& arguments, const std::string& input = "", int code = 0) {
        const Ran ran = one->command(arguments, input);
        EXPECT_EQ(ran.code, code) << ran.errors;
        std::vector<std::string> found;
        const std::vector<Json> lines = eventsIn(ran.output);
        EXPECT_EQ(lines.size(), linesIn(ran.output)) << "a line that is no JSON";
        for (const Json& line : lines) found.push_back(membersOf(line));
        return found;
    }
    using Forms = std::vector<std::string>;
};

TEST_F(Commands, TokenizeGivesIdsOrText) {
    EXPECT_EQ(forms({"tokenize", "--model", textModel()}, "\"a\"\n\"\"\n"), (Forms{"ids", "ids"}));
    EXPECT_EQ(forms({"tokenize", "--model", textModel(), "--decode", "-"}, "[5, 6]\n[]\n"), (Forms{"text", "text"}));
}

TEST_F(Commands, RenderGivesTextAndSpansOfBytes) {
    EXPECT_EQ(forms({"render", "--model", textModel()}, kChat), Forms{"text learn"});
    EXPECT_EQ(forms({"render", "--model", textModel(), "--generation-prompt"}, kOpen), Forms{"text learn"});
}

TEST_F(Commands, EncodeGivesIdsAndLabels) { EXPECT_EQ(forms({"encode", "--model", textModel(), "--data", "-"}, kChat), Forms{"input_ids labels"}); }

TEST_F(Commands, ScoreGivesSumAndCountAndLogProbabilitiesOnRequest) {
    EXPECT_EQ(forms({"score", "--model", one->base(), "--data", "-"}, kChat), Forms{"loss_sum count"});
    EXPECT_EQ(forms({"score", "--model", one->base(), "--data", "-", "--per-token"}, kChat), Forms{"loss_sum count logprobs"});
}

TEST_F(Commands, GenerateGivesTextIdsAndWhyItStopped) {
    const std::vector<std::string> command{"generate", "--model", one->base(), "--data", "-", "--max-new-tokens", "2"};
    EXPECT_EQ(forms(command, kOpen), Forms{"text ids stop"});
    EXPECT_THAT(one->command(command, kOpen).output, HasSubstr("\"stop\":\"length\""));
}

TEST_F(Commands, ARowThatTrainingWouldLeaveOutSaysWhyInItsPlace) {
    EXPECT_EQ(forms({"encode", "--model", textModel(), "--data", "-"}, kOpen + kChat), (Forms{"input_ids labels dropped", "input_ids labels"}));
    EXPECT_EQ(forms({"score", "--model", one->base(), "--data", "-"}, kOpen + kChat), (Forms{"loss_sum count dropped", "loss_sum count"}));
    EXPECT_EQ(forms({"render", "--model", textModel()}, kOpen + kChat), (Forms{"text learn dropped", "text learn"}));
    const std::string refused = R"({"messages":[{"role":"narrator","content":"x"}]})" "\n";
    EXPECT_EQ(forms({"generate", "--model", one->base(), "--data", "-", "--max-new-tokens", "1"}, refused + kChat), (Forms{"text ids stop dropped", "text ids stop"}));
    EXPECT_EQ(forms({"render", "--model", textModel()}, refused + kChat, 2), (Forms{"text learn dropped", "text learn"}));
}

TEST_F(Commands, NothingIsCutUnlessAskedFor) {
    std::string words;
    for (int i = 0; i < 700; i++) words += " and " + std::to_string(i);
    const std::string row = R"({"prompt":"Count","completion":")" + words + "\"}\n";
    const auto length = [&](std::vector<std::string> more) {
        more.insert(more.begin(), {"encode", "--model", textModel(), "--data", "-"});
        const Json line = Json::parse(one->command(more, row).output);
        EXPECT_EQ(line.find("input_ids")->size(), line.find("labels")->size());
        return line.find("input_ids")->size();
    };
    EXPECT_GT(length({}), 1024u);
    EXPECT_EQ(length({"--max-length", "20"}), 20u);
}

TEST_F(Commands, ScoresAreInFloat32UnlessAskedOtherwise) {
    const std::vector<std::string> command{"score", "--model", one->base(), "--data", "-"};
    const auto with = [&](const std::string& precision) {
        std::vector<std::string> all = command;
        all.insert(all.end(), {"--precision", precision});
        return one->command(all, kChat).output;
    };
    EXPECT_EQ(one->command(command, kChat).output, with("float32"));
    EXPECT_NE(one->command(command, kChat).output, with("bfloat16"));
}

TEST_F(Commands, ExportPrintsItsProof) {
    const Ran ran = one->command({"export", textOf(one->folder.filename()), "--format", "peft", "--out", one->place.file("exported")});
    EXPECT_EQ(ran.code, 0) << ran.errors;
    EXPECT_THAT(membersOf(Json::parse(ran.output)), StartsWith("rows loss_tuned loss_exported largest_difference tolerance"));
    fs::remove_all(one->place.file("exported"));
}

TEST_F(Commands, AnExportIsProvenOnTheRunsOwnHeldOutRowsAsLongAsTheyAreThere) {
    const auto proof = [&](const fs::path& run) {
        const Ran ran = one->command({"export", textOf(run), "--format", "peft", "--threads", "1", "--out", one->place.file("exported")});
        EXPECT_EQ(ran.code, 0) << ran.errors;
        fs::remove_all(one->place.file("exported"));
        return Json::parse(ran.output);
    };
    const Json own = one->events("finished").at(0).find("artifacts")->asArray().at(0);
    EXPECT_EQ(own.find("proof")->stringOr("rows_from", ""), "held-out");
    const Json again = proof(one->folder);
    for (const char* member : {"rows", "rows_from", "loss_tuned"}) EXPECT_EQ(*again.find(member), *own.find("proof")->find(member)) << member;
    one->place.write("held.jsonl", otherRows(25));
    const Json later = proof(one->folder);
    one->place.write("held.jsonl", otherRows(24));
    EXPECT_EQ(later.stringOr("rows_from", ""), "made-up");
}

TEST_F(Commands, FormatsThatComeLaterAreRefusedByName) {
    const Ran ran = one->command({"export", textOf(one->folder.filename()), "--format", "gguf", "--out", one->place.file("exported"), "--json"});
    EXPECT_EQ(ran.code, 2);
    EXPECT_THAT(Json::parse(ran.output).asArray().at(0).stringOr("what", ""), HasSubstr("gguf"));
}

TEST_F(Commands, CheckWritesNothingButWhatIsKnownOfTheMachine) {
    const OneRun& run = *one;
    const fs::path fresh = run.place.path() / "fresh";
    const Ran ran = runLuthier({"check", run.place.recipe(), "--json", "--threads", "1"}, fresh);
    EXPECT_EQ(ran.code, 0) << ran.errors;
    std::set<std::string> written;
    for (const auto& entry : fs::recursive_directory_iterator(fresh)) written.insert(textOf(entry.path().filename()));
    EXPECT_EQ(written, std::set<std::string>{"machine.json"});
    fs::remove_all(fresh);
}

TEST_F(Commands, CheckPromisesMemoryAndTime) {
    const Ran words = one->command({"check", one->place.recipe(), "--threads", "1"});
    EXPECT_THAT(words.output, ::testing::ContainsRegex("promise +12 steps, [0-9]+ MB of memory, [0-9]+ seconds"));
    const Ran list = one->command({"check", one->place.recipe(), "--threads", "1", "--json"});
    const Json problems = Json::parse(list.output);
    for (const Json& problem : problems.asArray()) EXPECT_THAT(membersOf(problem), StartsWith("level where what mend"));
    EXPECT_THAT(list.errors, HasSubstr("MB of memory"));
}

TEST_F(Commands, ARunSaysWhichRateItTookAndWhy) {
    const Ran ran = one->command({"run", one->place.recipe(), "--threads", "1", "--set", "train.steps=1", "--set", "train.learning_rate=auto", "--set", "data.eval=0"});
    EXPECT_EQ(ran.output, "");
    EXPECT_THAT(ran.errors, ::testing::ContainsRegex("rate +0.0002 \\(.+\\)"));
}

TEST_F(Commands, TheWorldsFaultsExitWithOne) {
    const fs::path broken = one->place.path() / "broken";
    fs::copy(pathOf(one->base()), broken);
    fs::resize_file(broken / "model.safetensors", fs::file_size(broken / "model.safetensors") / 2);
    for (const std::vector<std::string>& line : std::vector<std::vector<std::string>>{
             {"score", "--model", textOf(broken), "--data", one->place.file("held.jsonl")}, {"generate", "--model", textOf(broken), "--prompt", "a"},
             {"export", textOf(broken), "--format", "merged", "--out", one->place.file("out")},
             {"run", one->place.recipe(), "--set", "model.path=" + textOf(broken), "--set", "model.init=weights"}}) {
        const Ran ran = one->command(line);
        EXPECT_EQ(ran.code, 1) << line[0] << ran.errors;
        EXPECT_EQ(ran.output, "") << line[0];
        EXPECT_THAT(ran.errors, HasSubstr("->")) << "no word how to mend it";
    }
    fs::remove_all(broken);
}

TEST_F(Commands, AModelFolderWithoutItsFilesIsGivenWrong) {
    const std::string empty = one->place.file("empty");
    fs::create_directory(empty);
    for (const std::vector<std::string>& line : std::vector<std::vector<std::string>>{{"tokenize"}, {"render"}, {"encode", "--data", one->place.file("held.jsonl")},
                                                                                       {"score", "--data", one->place.file("held.jsonl")}, {"generate", "--prompt", "a"}}) {
        std::vector<std::string> arguments = line;
        arguments.insert(arguments.end(), {"--model", empty, "--json"});
        const Ran ran = one->command(arguments);
        EXPECT_EQ(ran.code, 2) << line[0] << ran.errors;
        EXPECT_GE(Json::parse(ran.output).size(), 1u) << line[0];
    }
    fs::remove_all(empty);
}

TEST_F(Commands, StoppedOnRequestIsOneHundredAndThirty) {
    Program generating(luthierCommand({"generate", "--model", one->base(), "--data", one->place.file("rows.jsonl"), "--threads", "1"}), {{"LUTHIER_HOME", textOf(one->place.home())}});
    ASSERT_TRUE(generating.line());
    generating.signal(SIGINT);
    EXPECT_EQ(generating.wait(), 130);
}

}  // namespace
}  // namespace luthier::testing
