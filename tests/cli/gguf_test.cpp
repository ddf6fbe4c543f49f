// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include "core/base/file.h"
#include "core/base/json.h"
#include "tests/support/program.h"
#include "tests/support/workplace.h"

namespace luthier::testing {
namespace {

namespace fs = std::filesystem;

/// A run on a GGUF file, from start to both exports.
class WithGguf : public ::testing::Test {
protected:
    static void SetUpTestSuite() {
        place = new Workplace(60);
        file = textOf(goldenFile("gguf/llama_mixed.gguf"));
        place->write("gguf.yaml", "luthier: 1\nname: packed\nmodel: {path: " + file + "}\ndata: {train: [rows.jsonl], max_length: 128, eval: 0.2}\n"
                                  "method: {rank: 4, alpha: 8}\ntrain: {steps: 3, learning_rate: 1.0e-3}\nexport: [peft, merged]\n");
        const Ran ran = runLuthier({"run", place->file("gguf.yaml"), "--events", "jsonl"}, place->home());
        ASSERT_EQ(ran.code, 0) << ran.errors;
        run = place->runs()[0];
    }
    static void TearDownTestSuite() { delete place; }

    static double loss(const std::vector<std::string>& model) {
        std::vector<std::string> arguments{"score", "--data", place->file("rows.jsonl")};
        arguments.insert(arguments.end(), model.begin(), model.end());
        const Ran ran = runLuthier(arguments, place->home());
        EXPECT_EQ(ran.code, 0) << ran.errors;
        double sum = 0;
        for (const Json& line : eventsIn(ran.output)) sum += line.numberOr("loss_sum", 0);
        return sum;
    }

    inline static Workplace* place = nullptr;
    inline static std::string file;
    inline static fs::path run;
};

TEST_F(WithGguf, TheMergedFolderAnswersAsTheFileWithItsAdapter) {
    const double tuned = loss({"--model", file, "--adapter", textOf(run / "adapter")});
    EXPECT_NEAR(loss({"--model", textOf(run / "model")}), tuned, 1e-3);
    EXPECT_NE(loss({"--model", file}), tuned);
}

TEST_F(WithGguf, ARunOnPackedWeightsLosesToTheBitAsOneOnUnpackedOnes) {
    const Ran packed = runLuthier({"run", place->file("gguf.yaml"), "--events", "jsonl"}, place->home());
    const Ran unpacked = runLuthier({"run", place->file("gguf.yaml"), "--set", "model.store=float32", "--events", "jsonl"}, place->home());
    const std::vector<Json> one = eventsIn(packed.output, "step"), other = eventsIn(unpacked.output, "step");
    EXPECT_EQ(eventsIn(packed.output, "started").at(0).stringOr("store", ""), "packed");
    EXPECT_EQ(eventsIn(unpacked.output, "started").at(0).stringOr("store", ""), "float32");
    ASSERT_EQ(one.size(), 3u);
    for (size_t step = 0; step < one.size(); ++step) EXPECT_EQ(one[step].numberOr("loss", 0), other.at(step).numberOr("loss", 1));
}

TEST_F(WithGguf, TheMergedFolderHoldsTheFilesTokenizerAndTemplate) {
    EXPECT_EQ(Json::parse(readFile(run / "model/tokenizer.json")).stringOr("version", ""), "1.0");
    EXPECT_NE(Json::parse(readFile(run / "model/tokenizer_config.json")).find("chat_template"), nullptr);
    EXPECT_EQ(Json::parse(readFile(run / "model/config.json")).stringOr("dtype", ""), "float32");
}

TEST_F(WithGguf, TheRunKnowsTheFileByItsFingerprint) {
    const Json environment = Json::parse(readFile(run / "environment.json"));
    EXPECT_NE(environment.find("model")->find("files")->find("llama_mixed.gguf"), nullptr);
    EXPECT_NE(readFile(run / "report.html").find("apache-2.0"), std::string::npos);
}

TEST_F(WithGguf, ItsModelIsWrittenAsAFolderThatScoresTheSame) {
    const std::string out = place->file("unpacked");
    const Ran ran = runLuthier({"export", file, "--format", "merged", "--out", out}, place->home());
    ASSERT_EQ(ran.code, 0) << ran.errors;
    EXPECT_EQ(loss({"--model", out}), loss({"--model", file}));
}

TEST_F(WithGguf, AFolderThatHoldsItIsAModelAndOneThatHoldsTwoIsNot) {
    const fs::path folder = place->path() / "folder";
    fs::create_directories(folder);
    fs::copy_file(file, folder / "a.gguf");
    const Ran good = runLuthier({"models", "info", textOf(folder), "--json"}, place->home());
    EXPECT_TRUE(Json::parse(good.output).boolOr("tunable", false)) << good.output;
    EXPECT_EQ(Json::parse(good.output).stringOr("licence", ""), "apache-2.0");
    fs::copy_file(file, folder / "b.gguf");
    const Ran bad = runLuthier({"check", place->file("gguf.yaml"), "--set", "model.path=" + textOf(folder), "--json"}, place->home());
    EXPECT_EQ(bad.code, 2);
    EXPECT_NE(bad.output.find("2 GGUF files"), std::string::npos) << bad.output;
}

TEST_F(WithGguf, ABrokenFileIsToldInWords) {
    place->write("broken.gguf", readFile(file).substr(0, 4000));
    for (const char* command : {"tokenize", "render", "score", "generate"}) {
        std::vector<std::string> arguments{command, "--model", place->file("broken.gguf")};
        if (std::string(command) == "score") arguments.insert(arguments.end(), {"--data", place->file("rows.jsonl")});
        if (std::string(command) == "generate") arguments.insert(arguments.end(), {"--prompt", "Hi"});
        const Ran ran = runLuthier(arguments, place->home());
        EXPECT_TRUE(ran.code == 1 || ran.code == 2) << command << ran.code;
        EXPECT_NE(ran.errors.find("broken.gguf"), std::string::npos) << command << ran.errors;
    }
    const Ran info = runLuthier({"models", "info", place->file("broken.gguf"), "--json"}, place->home());
    EXPECT_FALSE(Json::parse(info.output).boolOr("tunable", true));
}

}  // namespace
}  // namespace luthier::testing
