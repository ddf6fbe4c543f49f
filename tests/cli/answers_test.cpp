// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include <cmath>
#include <cstring>
#include <set>

#include "core/base/file.h"
#include "core/base/json.h"
#include "tests/support/program.h"
#include "tests/support/workplace.h"

namespace luthier::testing {
namespace {

/// A workplace with a model folder that has weights: the tiny model, tuned as a whole for a few steps.
class WithModel : public ::testing::Test {
protected:
    static void SetUpTestSuite() {
        place = new Workplace(80, "export: [merged]\ntrain: {steps: 3, learning_rate: 1.0e-3}\n");
        Ran ran = runLuthier({"run", place->recipe(), "--set", "method.kind=full", "--events", "jsonl"}, place->home());
        ASSERT_EQ(ran.code, 0) << ran.errors;
        model = textOf(place->runs()[0] / "model");
        place->write("tune.yaml", "luthier: 1\nname: tuned\nmodel: {path: " + model + "}\ndata: {train: [rows.jsonl], max_length: 128}\n"
                                  "method: {rank: 4, alpha: 8}\ntrain: {steps: 6, learning_rate: 1.0e-3}\nexport: [peft, merged]\n");
        Ran tuned = runLuthier({"run", place->file("tune.yaml"), "--events", "jsonl"}, place->home());
        ASSERT_EQ(tuned.code, 0) << tuned.errors;
        run = textOf(place->runs()[1]);
    }
    static void TearDownTestSuite() { delete place; }

    static std::vector<Json> lines(const Ran& ran) {
        EXPECT_EQ(ran.code, 0) << ran.errors;
        return eventsIn(ran.output);
    }
    static double loss(const std::vector<std::string>& models) {
        std::vector<std::string> arguments{"score", "--data", place->file("rows.jsonl")};
        arguments.insert(arguments.end(), models.begin(), models.end());
        double sum = 0, count = 0;
        for (const Json& line : lines(runLuthier(arguments, place->home()))) {
            sum += line.numberOr("loss_sum", 0);
            count += line.numberOr("count", 0);
        }
        return sum / count;
    }

    inline static Workplace* place = nullptr;
    inline static std::string model, run;
};

TEST_F(WithModel, RowsOfATableWithOtherNamesAreScoredAndAnswered) {
    place->write("ours.csv", "prompt,completion\nWhere?,Here.\n");
    place->write("theirs.csv", "question,answer\nWhere?,Here.\n");
    const std::vector<std::string> columns{"--columns", "{prompt: question, completion: answer}"};
    for (const char* command : {"score", "generate"}) {
        std::vector<std::string> theirs{command, "--model", model, "--data", place->file("theirs.csv")};
        EXPECT_EQ(runLuthier(theirs, place->home()).code, 2) << command;
        theirs.insert(theirs.end(), columns.begin(), columns.end());
        const Ran named = runLuthier(theirs, place->home());
        EXPECT_EQ(named.code, 0) << named.errors;
        EXPECT_EQ(named.output, runLuthier({command, "--model", model, "--data", place->file("ours.csv")}, place->home()).output);
    }
}

TEST_F(WithModel, AQuestionThatTheChatTemplateRefusesIsWrongInput) {
    const std::filesystem::path refusing = pathOf(place->file("refusing"));
    std::filesystem::copy(pathOf(model), refusing, std::filesystem::copy_options::recursive);
    writeFileAtomically(refusing / "chat_template.jinja", "{{ raise_exception('no chats here') }}");
    const Ran asked = runLuthier({"generate", "--model", textOf(refusing), "--prompt", "a", "--json"}, place->home());
    EXPECT_EQ(asked.code, 2);
    EXPECT_EQ(eventsIn(asked.output).at(0).asArray().at(0).stringOr("what", ""), "the chat template cannot be used: line 1: no chats here");
}

TEST_F(WithModel, ScoreGivesEveryRowItsLossInOrder) {
    auto scored = lines(runLuthier({"score", "--model", model, "--data", place->file("rows.jsonl"), "--per-token"}, place->home()));
    ASSERT_EQ(scored.size(), 80u);
    for (const Json& line : scored) {
        double sum = 0;
        for (const Json& value : line.find("logprobs")->asArray()) sum -= value.asNumber();
        EXPECT_NEAR(sum, line.numberOr("loss_sum", 0), 1e-4);
        EXPECT_EQ(static_cast<int64_t>(line.find("logprobs")->size()), line.integerOr("count", -1));
    }
}

TEST_F(WithModel, MergedAnswersAsBasePlusAdapter) {
    double adapter = loss({"--model", model, "--adapter", run + "/adapter"}), merged = loss({"--model", run + "/model"});
    EXPECT_NEAR(adapter, merged, 1e-4);
    EXPECT_LT(adapter, loss({"--model", model}) - 1e-4) << "tuning changed nothing";
}

TEST_F(WithModel, GenerateAnswersEveryRow) {
    auto answers = lines(runLuthier({"generate", "--model", model, "--data", place->file("rows.jsonl"), "--max-new-tokens", "5"}, place->home()));
    ASSERT_EQ(answers.size(), 80u);
    for (const Json& answer : answers) {
        EXPECT_LE(answer.find("ids")->size(), 5u);
        EXPECT_TRUE(answer.stringOr("stop", "") == "eos" || answer.stringOr("stop", "") == "length");
        EXPECT_TRUE(answer.find("text")->isString());
    }
}

TEST_F(WithModel, EveryRowDrawsWithTheSeedAfterThatOfTheRowBeforeIt) {
    place->write("same.jsonl", "{\"prompt\": \"Hello\"}\n{\"prompt\": \"Hello\"}\n");
    auto answers = [&](const std::string& seed, const std::string& temperature) {
        return lines(runLuthier({"generate", "--model", model, "--data", place->file("same.jsonl"), "--max-new-tokens", "12",
                                  "--temperature", temperature, "--seed", seed}, place->home()));
    };
    const auto first = answers("7", "1.5"), next = answers("8", "1.5"), greedy = answers("7", "0");
    ASSERT_EQ(first.size(), 2u);
    EXPECT_NE(first[0].find("ids")->dump(), first[1].find("ids")->dump());
    EXPECT_EQ(first[1], next[0]);
    EXPECT_EQ(greedy[0], greedy[1]);
}

TEST_F(WithModel, GenerateStreamsOneAnswer) {
    Ran ran = runLuthier({"generate", "--model", model, "--prompt", "What is 3 plus 4?", "--max-new-tokens", "8"}, place->home());
    EXPECT_EQ(ran.code, 0) << ran.errors;
    EXPECT_FALSE(ran.output.empty());
}

TEST_F(WithModel, ExportOfARunEqualsItsResult) {
    Ran ran = runLuthier({"export", run, "--format", "peft", "--out", place->file("out-peft")}, place->home());
    ASSERT_EQ(ran.code, 0) << ran.errors;
    EXPECT_NE(ran.output.find("tolerance"), std::string::npos);
    EXPECT_EQ(readFile(place->path() / "out-peft" / "adapter_model.safetensors"), readFile(pathOf(run) / "adapter" / "adapter_model.safetensors"));
    ran = runLuthier({"export", run + "/adapter", "--format", "merged", "--out", place->file("out-merged")}, place->home());
    ASSERT_EQ(ran.code, 0) << ran.errors;
    EXPECT_EQ(readFile(place->path() / "out-merged" / "model.safetensors"), readFile(pathOf(run) / "model" / "model.safetensors"));
}

TEST_F(WithModel, ARunsOwnResultIsNotExportedOver) {
    for (const char* inside : {"/adapter", "/adapter/", "/adapter/copy", "/model"}) {
        const Ran ran = runLuthier({"export", run, "--format", "merged", "--out", run + inside}, place->home());
        EXPECT_EQ(ran.code, 2) << inside;
        EXPECT_NE(ran.errors.find("a run keeps its own result"), std::string::npos) << ran.errors;
    }
    EXPECT_TRUE(std::filesystem::exists(pathOf(run) / "adapter/adapter_config.json"));
}

TEST_F(WithModel, AHomeThatCannotBeWrittenIsNoObstacleToWhatKeepsNothing) {
    place->write("file", "x");
    place->write("asked.jsonl", "{\"prompt\": \"a\", \"completion\": \"b\"}\n");
    for (const char* command : {"score", "generate"}) {
        const Ran ran = runLuthier({command, "--model", model, "--precision", "auto", "--data", place->file("asked.jsonl")}, place->path() / "file/home");
        EXPECT_EQ(ran.code, 0) << ran.errors;
        EXPECT_NE(ran.errors.find("warning"), std::string::npos) << ran.errors;
    }
}

TEST_F(WithModel, AnAnswerEndsWithTheTokenThatStoppedIt) {
    place->write("asked.jsonl", "{\"prompt\": \"Hello\"}\n");
    const std::filesystem::path stopping = place->path() / "stopping";
    std::filesystem::copy(pathOf(model), stopping);
    const auto answer = [&] {
        return lines(runLuthier({"generate", "--model", textOf(stopping), "--max-new-tokens", "5", "--data", place->file("asked.jsonl")}, place->home())).at(0);
    };
    const Json free = answer();
    ASSERT_EQ(free.stringOr("stop", ""), "length");
    const Json first = free.find("ids")->asArray().front();
    std::ofstream(stopping / "generation_config.json") << Json(Json::Object{{"eos_token_id", first}}).dump();
    const Json stopped = answer();
    EXPECT_EQ(stopped.stringOr("stop", ""), "eos");
    EXPECT_EQ(stopped.find("ids")->dump(), Json(Json::Array{first}).dump());
    EXPECT_EQ(stopped.stringOr("text", "-"), "");
}

TEST_F(WithModel, AnUnknownFormatIsRefusedByName) {
    Ran ran = runLuthier({"export", run, "--format", "gguf", "--out", place->file("out"), "--json"}, place->home());
    EXPECT_EQ(ran.code, 2);
    EXPECT_NE((ran.output + ran.errors).find("gguf"), std::string::npos);
}

TEST_F(WithModel, CheckIsCleanAndPromises) {
    Ran ran = runLuthier({"check", place->file("tune.yaml"), "--json"}, place->home());
    EXPECT_EQ(ran.code, 0) << ran.errors;
    EXPECT_TRUE(Json::parse(ran.output).isArray());
    ran = runLuthier({"check", place->file("tune.yaml")}, place->home());
    EXPECT_NE(ran.output.find("promise"), std::string::npos) << ran.output;
}

TEST_F(WithModel, CheckNamesEverythingThatIsWrong) {
    place->write("bad.jsonl", "{\"messages\":[{\"role\":\"user\",\"content\":\"a\"},{\"role\":\"assistant\",\"content\":\"b\"}]}\n{broken\n");
    Ran ran = runLuthier({"check", place->file("tune.yaml"), "--json", "--set", "data.train=[" + place->file("bad.jsonl") + "]", "--set", "data.max_length=100000"},
                         place->home());
    EXPECT_EQ(ran.code, 2);
    const Json problems = Json::parse(ran.output);
    for (const Json& problem : problems.asArray()) {
        for (const char* key : {"level", "where", "what", "mend"}) EXPECT_TRUE(problem.find(key)) << key;
    }
    EXPECT_NE(ran.output.find("data.max_length"), std::string::npos);
}

TEST_F(WithModel, InputsThatAreNotThereAreToldTogetherByTheirKeys) {
    const Ran ran = runLuthier({"check", place->file("tune.yaml"), "--json", "--set", "data.train=/no.jsonl", "--set", "model.template=/no.jinja", "--set",
                                "method.init_from=/no-adapter", "--set", "data.columns={promt: a}"},
                               place->home());
    EXPECT_EQ(ran.code, 2);
    std::multiset<std::string> places;
    const Json problems = Json::parse(ran.output);
    for (const Json& problem : problems.asArray()) places.insert(problem.stringOr("where", ""));
    EXPECT_EQ(places, (std::multiset<std::string>{"data.train", "method.init_from", "model.template"}));
}

TEST_F(WithModel, WhatIsGivenWrongToScoreAndGenerateIsToldAllAtOnce) {
    for (const char* command : {"score", "generate"}) {
        const Ran ran = runLuthier({command, "--model", "/no-model", "--adapter", "/no-adapter", "--data", "/no.jsonl", "--precision", "much"}, place->home());
        EXPECT_EQ(ran.code, 2) << command;
        for (const char* words : {"--model", "--adapter", "--data", "--precision"}) EXPECT_NE(ran.errors.find(words), std::string::npos) << command << words;
    }
}

TEST_F(WithModel, WeightsThatAreNoPartOfTheModelAreNamedWhereverItAnswers) {
    const std::filesystem::path more = place->path() / "more";
    std::filesystem::copy(pathOf(model), more);
    Json config = Json::parse(readFile(more / "config.json"));
    config["num_hidden_layers"] = config.integerOr("num_hidden_layers", 0) - 1;
    std::ofstream(more / "config.json") << config.dump();
    place->write("asked.jsonl", "{\"prompt\": \"a\", \"completion\": \"b\"}\n");
    for (const char* command : {"score", "generate"}) {
        const Ran ran = runLuthier({command, "--model", textOf(more), "--data", place->file("asked.jsonl")}, place->home());
        EXPECT_EQ(ran.code, 0) << ran.errors;
        EXPECT_NE(ran.errors.find("not part of this model"), std::string::npos) << command << ran.errors;
    }
    const Ran info = runLuthier({"models", "info", textOf(more)}, place->home());
    EXPECT_EQ(info.code, 0) << info.errors;
    EXPECT_NE(info.errors.find("not part of this model"), std::string::npos) << info.errors;
}

TEST_F(WithModel, WeightsThatAreNoNumbersAreRefusedInWords) {
    std::filesystem::path broken = place->path() / "broken";
    std::filesystem::copy(pathOf(model), broken);
    std::string bytes = readFile(broken / "model.safetensors");
    const float nan = NAN;
    std::memcpy(bytes.data() + bytes.size() - 4, &nan, 4);
    std::ofstream(broken / "model.safetensors", std::ios::binary) << bytes;
    Ran ran = runLuthier({"run", place->file("tune.yaml"), "--set", "model.path=" + textOf(broken)}, place->home());
    EXPECT_EQ(ran.code, 1);
    EXPECT_NE(ran.errors.find("NaN"), std::string::npos) << ran.errors;
}

}  // namespace
}  // namespace luthier::testing
