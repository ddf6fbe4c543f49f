// SPDX-License-Identifier: Apache-2.0
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>

#include <fstream>

#include "core/base/file.h"
#include "core/base/json.h"
#include "tests/support/program.h"
#include "tests/support/temp_folder.h"
#include "tests/support/workplace.h"

namespace luthier::testing {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

const std::vector<std::string> kCommands{"run", "resume", "check", "tokenize", "render", "encode", "score", "generate", "judge", "export", "runs", "models", "data", "info"};

TEST(CommandLine, HelpNamesEveryCommand) {
    TempFolder home;
    const Ran ran = runLuthier({"--help"}, home.path());
    EXPECT_EQ(ran.code, 0);
    for (const std::string& command : kCommands) EXPECT_THAT(ran.output, HasSubstr("  " + command + " ")) << command;
}

TEST(CommandLine, ProgramIsFreeOfTorch) {
    // The dynamic linker lists what the program needs instead of starting it.
    Program program(luthierCommand({}), {{"LD_TRACE_LOADED_OBJECTS", "1"}});
    EXPECT_EQ(program.wait(), 0);
    EXPECT_THAT(program.output(), HasSubstr("libluthier_base"));
    EXPECT_THAT(program.output(), Not(HasSubstr("torch")));
    EXPECT_THAT(program.output(), Not(HasSubstr("luthier_engine")));
}

TEST(CommandLine, EveryCommandHasHelpAndThreads) {
    TempFolder home;
    for (const std::string& command : kCommands) {
        const Ran ran = runLuthier({command, "--help"}, home.path());
        EXPECT_EQ(ran.code, 0) << command;
        EXPECT_THAT(ran.output, HasSubstr("--threads")) << command;
        EXPECT_EQ(ran.errors, "") << command;
    }
}

TEST(CommandLine, HelpOfRunNamesEveryKeyWithItsDefault) {
    TempFolder home;
    EXPECT_THAT(runLuthier({"run", "--help"}, home.path()).output, HasSubstr("batch_size: 8"));
}

TEST(CommandLine, WrongLinesAreProblemsAndExitWithTwo) {
    TempFolder home;
    for (const std::vector<std::string>& line : std::vector<std::vector<std::string>>{
             {}, {"ruin"}, {"run"}, {"run", "x.yaml", "y.yaml"}, {"run", "none.yaml"}, {"info", "--threads", "0"}, {"info", "--threads", "many"}, {"info", "--nonsense"},
             {"run", "none.yaml", "--events", "xml"}, {"resume", "none"}, {"generate", "--model", "m"}, {"generate", "--model", "m", "--prompt", "a", "--data", "b"},
             {"score", "--data", "x"}, {"runs", "show", "x"}, {"runs", "compare", "x", "y"}, {"runs", "nonsense"}, {"data", "inspect", "/none"}, {"models", "get", "x"}, {"models", "info", "/none"},
             {"export", "none", "--out", "x"}}) {
        const Ran ran = runLuthier(line, home.path());
        EXPECT_EQ(ran.code, 2) << ::testing::PrintToString(line) << ran.errors;
        EXPECT_EQ(ran.output, "") << ::testing::PrintToString(line);
        EXPECT_NE(ran.errors, "") << ::testing::PrintToString(line);
    }
}

TEST(CommandLine, OnlyACommandThatMayHaveBeenMeantIsSuggested) {
    TempFolder home;
    EXPECT_THAT(runLuthier({"genrate"}, home.path()).errors, HasSubstr("did you mean luthier generate?"));
    EXPECT_THAT(runLuthier({"frobnicate"}, home.path()).errors, Not(HasSubstr("did you mean")));
}

TEST(CommandLine, OptionsThatNoCommandHasAreToldBesideThoseThatAreMissing) {
    TempFolder home;
    const Ran ran = runLuthier({"encode", "--modell", "x", "--dta", "y"}, home.path());
    for (const char* words : {"--model is required", "--modell", "--dta"}) EXPECT_THAT(ran.errors, ::testing::HasSubstr(words));
}

TEST(CommandLine, EveryValueThatIsWrongIsTold) {
    TempFolder home;
    const Ran ran = runLuthier({"generate", "--prompt", "a", "--data", "b", "--temperature", "-1", "--top-p", "2", "--max-new-tokens", "0", "--format", "csv", "--columns", "x", "--json"}, home.path());
    EXPECT_EQ(ran.code, 2);
    const Json list = Json::parse(ran.output);
    EXPECT_EQ(list.size(), 7u) << ran.output;
    for (const char* words : {"--temperature: Value -1", "--top-p: Value 2", "--max-new-tokens: Value 0", "--format: expected one of auto", "--columns: expected names", "--data excludes --prompt", "--model is required"})
        EXPECT_THAT(ran.output, HasSubstr(words));
    EXPECT_THAT(ran.output, Not(HasSubstr("--set")));  // which nobody gave
}

TEST(CommandLine, AnEmptyNameIsNoFileAndAnEmptyTextIsAText) {
    TempFolder home;
    const std::string model = dataFile("models/tiny-chat").string();
    for (const char* command : {"score", "generate"}) EXPECT_THAT(runLuthier({command, "--model", model, "--data", ""}, home.path()).errors, HasSubstr("--data: there is no file \"\""));
    EXPECT_EQ(runLuthier({"score", "--model", "starter", "--text", ""}, home.path()).errors, "");
}

TEST(CommandLine, ANameLongerThanAnyFilesIsNoFile) {
    TempFolder home;
    const std::string name(300, 'x'), recipe = "model: {path: starter}\ndata: {train: t.jsonl}\n";
    for (const char* key : {"model.path", "model.template", "data.train", "data.eval", "method.init_from"}) {
        const Ran ran = runLuthier({"check", "-", "--json", "--set", std::string(key) + "=" + name}, home.path(), recipe);
        EXPECT_EQ(ran.code, 2) << key << ran.errors;
        EXPECT_THAT(ran.output, HasSubstr("\"where\":\"" + std::string(key) + "\"")) << key;
    }
    for (const std::vector<std::string>& line : std::vector<std::vector<std::string>>{{"encode", "--model", "starter", "--data", name}, {"score", "--model", "starter", "--data", name},
             {"score", "--model", "starter", "--data", "-", "--adapter", name}, {"export", name, "--format", "peft", "--out", "o"}, {"export", "starter", "--format", "merged", "--out", name},
             {"data", "inspect", name}, {"tokenize", "--model", "starter", name}})
        EXPECT_EQ(runLuthier(line, home.path()).code, 2) << ::testing::PrintToString(line);
}

TEST(CommandLine, APipeIsNoDataOfARunThatMayGoOn) {
    TempFolder home;
    ASSERT_EQ(::mkfifo((home / "rows").c_str(), 0600), 0);
    for (const char* key : {"data.train", "data.eval", "data.test"}) {
        Program program(luthierCommand({"check", "-", "--json", "--set", std::string(key) + "=" + (home / "rows").string(), "--set", "objective.kind=classify"}), {{"LUTHIER_HOME", home.path().string()}});
        program.write("model: {path: starter}\ndata: {train: none.jsonl}\n");
        program.closeInput();
        EXPECT_EQ(program.wait(60), 2) << key;
        EXPECT_THAT(program.output(), HasSubstr("can be read once only")) << key;
    }
}

TEST(CommandLine, ProblemsAreAListWithJson) {
    TempFolder home;
    for (const std::vector<std::string>& line : std::vector<std::vector<std::string>>{
             {"ruin", "--json"}, {"check", "none.yaml", "--json"}, {"info", "--nonsense", "--json"}, {"runs", "show", "x", "--json"}, {"models", "info", "/none", "--json"}, {"data", "inspect", "/none", "--json"}}) {
        const Ran ran = runLuthier(line, home.path());
        EXPECT_EQ(ran.code, 2);
        const Json list = Json::parse(ran.output);
        ASSERT_EQ(list.size(), 1u) << ran.output;
        const Json& problem = list.asArray()[0];
        EXPECT_EQ(problem.stringOr("level", ""), "error");
        EXPECT_FALSE(problem.stringOr("where", "").empty() || problem.stringOr("what", "").empty() || problem.stringOr("mend", "").empty());
        EXPECT_EQ(problem.size(), 4u);
    }
}

TEST(CommandLine, RecipeKeysAreWhereProblemsAre) {
    TempFolder home;
    const Ran ran = runLuthier({"check", "-", "--json", "--set", "train.sed=3", "--set", "method.kind=dora"}, home.path(), "model: {path: /m}\ndata: {train: [/x]}\n");
    EXPECT_EQ(ran.code, 2);
    const Json list = Json::parse(ran.output);
    ASSERT_EQ(list.size(), 4u) << ran.output;
    EXPECT_EQ(list.asArray()[0].stringOr("where", ""), "train.sed");
    EXPECT_THAT(list.asArray()[0].stringOr("mend", ""), HasSubstr("train.seed"));
    EXPECT_EQ(list.asArray()[1].stringOr("where", ""), "method.kind");
    EXPECT_EQ(list.asArray()[2].stringOr("where", ""), "model.path");
    EXPECT_EQ(list.asArray()[3].stringOr("where", "").find("data.train"), 0u);
}

TEST(CommandLine, ControlAndARecipeCannotShareStandardInput) {
    TempFolder home;
    EXPECT_EQ(runLuthier({"run", "-", "--control"}, home.path(), "x").code, 2);
}

TEST(Models, DescribesAFolderAndWhetherItCanBeTuned) {
    TempFolder home;
    const std::string folder = dataFile("models/tiny-chat").string();
    const Ran good = runLuthier({"models", "info", folder, "--json"}, home.path());
    EXPECT_EQ(good.code, 0) << good.errors;
    const Json facts = Json::parse(good.output);
    EXPECT_TRUE(facts.boolOr("tunable", false));
    EXPECT_GT(facts.integerOr("parameters", 0), 1000);

    std::ofstream(home / "config.json") << R"({"model_type":"mamba"})";
    const Ran other = runLuthier({"models", "info", home.path().string(), "--json"}, home.path());
    EXPECT_EQ(other.code, 0);
    EXPECT_FALSE(Json::parse(other.output).boolOr("tunable", true));
    EXPECT_GT(Json::parse(other.output).find("problems")->size(), 0u);
}

TEST(Models, OneWhoseTextFilesCannotBeReadCannotBeTuned) {
    for (const char* file : {"tokenizer.json", "tokenizer_config.json", "chat_template.jinja"}) {
        TempFolder home;
        std::filesystem::copy(dataFile("models/tiny-chat"), home / "tiny");
        const std::string whole = readFile(home / "tiny" / file);
        std::ofstream(home / "tiny" / file) << whole.substr(0, whole.size() / 2);
        const Json facts = Json::parse(runLuthier({"models", "info", (home / "tiny").string(), "--json"}, home.path()).output);
        EXPECT_FALSE(facts.boolOr("tunable", true)) << file;
        EXPECT_GT(facts.find("problems")->size(), 0u) << file;
    }
}

TEST(Models, ListsOurFolderAndTheStarter) {
    TempFolder home;
    std::filesystem::create_directories(home / "models" / "empty");
    std::filesystem::copy(dataFile("models/tiny-chat"), home / "models" / "tiny", std::filesystem::copy_options::recursive);
    Program program(luthierCommand({"models", "list", "--json"}), {{"LUTHIER_HOME", home.path().string()}, {"HF_HUB_CACHE", "/none"}, {"HOME", home.path().string()}});
    EXPECT_EQ(program.wait(), 0);
    const Json list = Json::parse(program.output());
    ASSERT_EQ(list.size(), 2u) << program.output();
    EXPECT_EQ(list.asArray()[0].stringOr("path", ""), (home / "models" / "tiny").string());
    EXPECT_EQ(list.asArray()[1].stringOr("name", ""), "starter");
}

TEST(Info, TellsMachineLibrariesAndFolders) {
    TempFolder home;
    const Ran ran = runLuthier({"info", "--json"}, home.path());
    EXPECT_EQ(ran.code, 0) << ran.errors;
    const Json facts = Json::parse(ran.output);
    for (const char* key : {"version", "libraries", "processor", "gpu", "folders", "measured"}) EXPECT_TRUE(facts.find(key)) << key;
    EXPECT_EQ(facts.find("folders")->stringOr("home", ""), home.path().string());
}

TEST(Words, OfARunGoToStandardErrorOnly) {
    Workplace place(40, "train: {steps: 3, batch_size: 4, learning_rate: 1.0e-3}\n");
    const Ran ran = runLuthier({"run", place.recipe(), "--threads", "1"}, place.home());
    EXPECT_EQ(ran.code, 0) << ran.errors;
    EXPECT_EQ(ran.output, "");
    EXPECT_THAT(ran.errors, HasSubstr("step 3/3"));
    EXPECT_THAT(ran.errors, HasSubstr("finished (done)"));
    EXPECT_THAT(ran.errors, Not(HasSubstr("\033")));
}

TEST(Events, RunGoesOnWhenNobodyReadsThemAnyMore) {
    Workplace place(40, "train: {steps: 6, batch_size: 4, learning_rate: 1.0e-3}\n");
    const std::string line = std::string(LUTHIER_BIN) + "/luthier run " + place.recipe() + " --events jsonl --threads 1 | head -n 1";
    Program program({"/bin/sh", "-c", line}, {{"LUTHIER_HOME", place.home().string()}});
    EXPECT_EQ(program.wait(), 0);
    ASSERT_EQ(eventsIn(program.output()).size(), 1u);
    const std::string folder = eventsIn(program.output())[0].stringOr("dir", "");
    EXPECT_EQ(eventsIn(readFile(pathOf(folder) / "events.jsonl"), "finished").size(), 1u);
}

}  // namespace
}  // namespace luthier::testing
