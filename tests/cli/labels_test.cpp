// SPDX-License-Identifier: Apache-2.0
// Texts with labels from end to end: the program learns them, goes on after a stop, says how good it is, and answers.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <signal.h>

#include <cmath>

#include "core/base/file.h"
#include "core/base/json.h"
#include "tests/support/program.h"
#include "tests/support/workplace.h"

namespace luthier::testing {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

/// Texts of three kinds that their last words tell apart, with a label, a list of labels and a number.
std::string letters(int count) {
    const std::vector<std::string> kinds{"good", "bad", "ugly"};
    std::string rows;
    for (int i = 0; i < count; i++) {
        const std::string& kind = kinds[static_cast<size_t>(i % 3)];
        rows += R"({"text":"Number )" + std::to_string(i) + " is " + kind + R"(","label":")" + kind + R"(","all":[")" + kind + R"(")" + (i % 2 ? R"(,"odd")" : "") +
                R"(],"size":)" + std::to_string(i % 3) + "}\n";
    }
    return rows;
}

const std::string kSteps = "train: {steps: 12, batch_size: 6, eval_every: 4, save_every: 3, learning_rate: 3.0e-3}\nexport: [peft, merged]\n";

struct LabelPlace : Workplace {
    explicit LabelPlace(const std::string& more = "objective: {kind: classify}\n") : Workplace(1, more + kSteps) { write("rows.jsonl", letters(120)); }
    Ran run(std::vector<std::string> more = {}) const {
        std::vector<std::string> arguments{"run", recipe(), "--events", "jsonl", "--threads", "1"};
        arguments.insert(arguments.end(), more.begin(), more.end());
        return runLuthier(arguments, home());
    }
    Ran with(std::vector<std::string> arguments, const std::string& input = "") const { return runLuthier(arguments, home(), input); }
};

/// One trained run for all tests that only look at it.
class Classifier : public ::testing::Test {
protected:
    static void SetUpTestSuite() {
        place = new LabelPlace;
        ran = place->run();
        ASSERT_EQ(ran.code, 0) << ran.errors;
        folder = place->runs().at(0);
    }
    static void TearDownTestSuite() { delete place; }
    static std::vector<Json> score(std::vector<std::string> model, const std::string& data) {
        model.insert(model.begin(), {"score", "--data", data});
        const Ran scored = place->with(model);
        EXPECT_EQ(scored.code, 0) << scored.errors;
        return eventsIn(scored.output);
    }
    static std::vector<std::string> merged() { return {"--model", textOf(folder / "model")}; }
    static std::vector<std::string> adapter() { return {"--model", textOf(folder / "adapter" / "base"), "--adapter", textOf(folder / "adapter")}; }

    inline static LabelPlace* place = nullptr;
    inline static Ran ran;
    inline static std::filesystem::path folder;
};

TEST_F(Classifier, EveryEvaluationTellsItsMetrics) {
    for (const Json& eval : eventsIn(ran.output, "eval")) {
        const Json* metrics = eval.find("metrics");
        ASSERT_TRUE(metrics && metrics->isObject());
        for (const char* name : {"accuracy", "majority", "f1_macro", "f1_micro", "f1_weighted", "ece"}) EXPECT_TRUE(metrics->find(name) && metrics->find(name)->isNumber()) << name;
        ASSERT_EQ(metrics->find("confusion")->size(), 3u);
        int64_t rows = 0;
        for (const Json& line : metrics->find("confusion")->asArray())
            for (const Json& count : line.asArray()) rows += count.asInteger();
        EXPECT_EQ(rows, eval.integerOr("count", 0));
    }
    EXPECT_GT(eventsIn(ran.output, "eval").back().find("metrics")->numberOr("accuracy", 0), 0.5);
}

TEST_F(Classifier, SamplesAreAnsweredWithALabelAndItsChance) {
    const std::vector<Json> samples = eventsIn(ran.output, "sample");
    ASSERT_FALSE(samples.empty());
    EXPECT_THAT(samples.front().stringOr("prompt", ""), HasSubstr("Number "));
    EXPECT_THAT(samples.front().stringOr("now", ""), ::testing::MatchesRegex("(good|bad|ugly) \\([0-9]+ %\\)"));
}

TEST_F(Classifier, HeldOutRowsSayWhetherTheyWereRight) {
    std::map<int64_t, std::pair<double, double>> right;
    for (const Json& line : eventsIn(readFile(folder / "held-out.jsonl"))) {
        ASSERT_TRUE(line.find("right") && line.find("right")->isBool());
        EXPECT_EQ(line.integerOr("count", 0), 1);
        right[line.integerOr("step", -1)].first += line.boolOr("right", false);
        right[line.integerOr("step", -1)].second += 1;
    }
    for (const Json& eval : eventsIn(ran.output, "eval")) {
        const auto found = right.find(eval.integerOr("step", -1));
        if (found == right.end()) continue;
        EXPECT_NEAR(found->second.first / found->second.second, eval.find("metrics")->numberOr("accuracy", -1), 1e-12);
    }
}

TEST_F(Classifier, TheReportShowsEveryLabel) {
    const Json report = Json::parse(readFile(folder / "report.json"));
    EXPECT_EQ(report.find("labels")->find("names")->dump(), R"(["bad","good","ugly"])");
    EXPECT_EQ(report.find("labels")->find("kept")->find("classes")->size(), 3u);
    EXPECT_TRUE(report.find("accuracy_gain") && report.find("accuracy_gain")->find("low"));
    const std::string page = readFile(folder / "report.html");
    for (const char* words : {"How well it tells labels apart", "What is taken for what", "Whether chances come true", "nats per row"}) EXPECT_THAT(page, HasSubstr(words));
    EXPECT_THAT(page, Not(HasSubstr("<script")));
    EXPECT_THAT(report.stringOr("model_card", ""), HasSubstr("pipeline_tag: text-classification"));
}

TEST_F(Classifier, ScoreGivesLogitsAndALabel) {
    const std::vector<Json> lines = score(merged(), place->file("rows.jsonl"));
    ASSERT_EQ(lines.size(), 120u);
    int right = 0;
    for (size_t i = 0; i < lines.size(); ++i) {
        const Json::Array& logits = lines[i].find("logits")->asArray();
        ASSERT_EQ(logits.size(), 3u);
        const std::vector<std::string> names{"bad", "good", "ugly"}, kinds{"good", "bad", "ugly"};
        const auto best = std::max_element(logits.begin(), logits.end(), [](const Json& a, const Json& b) { return a.asNumber() < b.asNumber(); }) - logits.begin();
        EXPECT_EQ(lines[i].stringOr("label", ""), names[static_cast<size_t>(best)]);
        right += lines[i].stringOr("label", "") == kinds[i % 3];
        const auto id = static_cast<size_t>(std::find(names.begin(), names.end(), kinds[i % 3]) - names.begin());
        double sum = 0;
        for (const Json& logit : logits) sum += std::exp(logit.asNumber());
        EXPECT_NEAR(lines[i].numberOr("loss_sum", 0), std::log(sum) - logits[id].asNumber(), 1e-4);
    }
    EXPECT_GT(right, 60);
}

TEST_F(Classifier, OneTextIsAnsweredAsARowOfAFileAndMissesNoLabel) {
    place->write("one.jsonl", R"({"text":"Number 7 is bad"})" "\n");
    const std::vector<Json> row = score(merged(), place->file("one.jsonl"));
    const Ran alone = place->with({"score", "--model", textOf(folder / "model"), "--text", "Number 7 is bad"});
    ASSERT_EQ(alone.code, 0) << alone.errors;
    const Json answer = eventsIn(alone.output).at(0);
    EXPECT_EQ(*answer.find("logits"), *row.at(0).find("logits"));
    EXPECT_EQ(answer.stringOr("label", "?"), row.at(0).stringOr("label", ""));
    EXPECT_EQ(row.at(0).stringOr("dropped", ""), "no label");
    EXPECT_FALSE(answer.find("dropped"));
    EXPECT_EQ(place->with({"score", "--model", textOf(folder / "model")}).code, 2);
}

TEST_F(Classifier, TheHeadARunBeganWithAnswersAsTheModelDidBefore) {
    for (const Json& sample : eventsIn(ran.output, "sample")) {
        if (sample.integerOr("step", -1) != 0) continue;
        const Ran scored = place->with({"score", "--model", textOf(folder / "adapter" / "base"), "--as-begun", textOf(folder), "--text", sample.stringOr("prompt", "")});
        ASSERT_EQ(scored.code, 0) << scored.errors;
        EXPECT_THAT(sample.stringOr("before", ""), ::testing::StartsWith(eventsIn(scored.output).at(0).stringOr("label", "?") + " ("));
    }
}

TEST_F(Classifier, ARunThatLearntNoLabelsBeganWithNoHead) {
    const Workplace words(20, "train: {steps: 1}\n");
    ASSERT_EQ(runLuthier({"run", words.recipe()}, words.home()).code, 0);
    const Ran scored = runLuthier({"score", "--model", textOf(folder / "model"), "--as-begun", textOf(words.runs().at(0)), "--text", "a", "--json"}, words.home());
    EXPECT_EQ(scored.code, 2);
    EXPECT_THAT(scored.output, HasSubstr("did not learn labels"));
}

TEST_F(Classifier, AnAdapterAnswersAsTheMergedModel) {
    const std::vector<Json> whole = score(merged(), place->file("rows.jsonl")), beside = score(adapter(), place->file("rows.jsonl"));
    ASSERT_EQ(whole.size(), beside.size());
    for (size_t i = 0; i < whole.size(); ++i) {
        EXPECT_EQ(whole[i].stringOr("label", "a"), beside[i].stringOr("label", "b"));
        for (size_t c = 0; c < 3; ++c) EXPECT_NEAR(whole[i].find("logits")->asArray()[c].asNumber(), beside[i].find("logits")->asArray()[c].asNumber(), 2e-2);
    }
}

TEST_F(Classifier, ATextWithoutALabelIsAnsweredToo) {
    place->write("asked.jsonl", "{\"text\": \"Number 500 is good\"}\n");
    const std::vector<Json> lines = score(merged(), place->file("asked.jsonl"));
    ASSERT_EQ(lines.size(), 1u);
    EXPECT_EQ(lines[0].find("logits")->size(), 3u);
    EXPECT_EQ(lines[0].integerOr("count", -1), 0);
}

TEST_F(Classifier, ItCannotWriteAndSaysSo) {
    std::vector<std::string> arguments{"generate", "--prompt", "Hello"};
    const std::vector<std::string> model = merged();
    arguments.insert(arguments.end(), model.begin(), model.end());
    const Ran asked = place->with(arguments);
    EXPECT_EQ(asked.code, 2);
    EXPECT_THAT(asked.errors, HasSubstr("answers with labels"));
}

TEST_F(Classifier, AnObjectiveThatTheModelHasNoHeadForIsRefused) {
    const Ran writing = place->with({"score", "--model", "starter", "--data", place->file("rows.jsonl"), "--objective", "classify"});
    EXPECT_EQ(writing.code, 2);
    EXPECT_THAT(writing.errors, HasSubstr("no head that answers with labels"));
    const Ran labels = place->with({"score", "--model", textOf(folder / "model"), "--data", place->file("rows.jsonl"), "--objective", "sft"});
    EXPECT_EQ(labels.code, 2);
    EXPECT_THAT(labels.errors, HasSubstr("answers with labels"));
}

TEST_F(Classifier, EncodeGivesIdsOfLabelsInTheModelsOrder) {
    for (const std::vector<std::string>& model : {merged(), std::vector<std::string>{"--model", textOf(dataFile("models/tiny-chat"))}}) {
        const Ran encoded = place->with({"encode", model[0], model[1], "--data", place->file("rows.jsonl"), "--objective", "classify"});
        ASSERT_EQ(encoded.code, 0) << encoded.errors;
        const std::vector<Json> lines = eventsIn(encoded.output);
        ASSERT_EQ(lines.size(), 120u);
        EXPECT_EQ(lines[0].integerOr("labels", -1), 1);
        EXPECT_EQ(lines[1].integerOr("labels", -1), 0);
    }
}

TEST_F(Classifier, ShowAndCompareTellTheAccuracy) {
    ASSERT_EQ(place->run({"--set", "train.steps=2", "--name", "short"}).code, 0);
    const std::string id = textOf(folder.filename());
    EXPECT_THAT(place->with({"runs", "show", id}).output, HasSubstr("accuracy"));
    const Ran compared = place->with({"runs", "compare", id, "short", "--json"});
    ASSERT_EQ(compared.code, 0) << compared.errors;
    const Json facts = Json::parse(compared.output);
    EXPECT_TRUE(facts.find("intervals")->asArray()[0].find("accuracy")->find("low"));
    EXPECT_THAT(compared.output, HasSubstr("\"f1_macro\""));
}

TEST_F(Classifier, ExportOfTheRunIsItsResult) {
    const std::string out = place->file("exported");
    const Ran exported = place->with({"export", textOf(folder.filename()), "--format", "merged", "--out", out});
    ASSERT_EQ(exported.code, 0) << exported.errors;
    EXPECT_EQ(readFile(pathOf(out) / "model.safetensors"), readFile(folder / "model" / "model.safetensors"));
    const Json config = Json::parse(readFile(pathOf(out) / "config.json"));
    EXPECT_EQ(config.find("id2label")->dump(), R"({"0":"bad","1":"good","2":"ugly"})");
    EXPECT_THAT(config.find("architectures")->dump(), HasSubstr("ForSequenceClassification"));
}

TEST(LabelRun, StoppedAndContinuedItIsTheSameBitForBit) {
    LabelPlace place, stopped;
    ASSERT_EQ(place.run().code, 0);
    Program program(luthierCommand({"run", stopped.recipe(), "--events", "jsonl", "--threads", "1"}), {{"LUTHIER_HOME", textOf(stopped.home())}});
    while (auto line = program.line()) {
        const Json event = Json::parse(*line);
        if (event.stringOr("event", "") == "step" && event.integerOr("step", 0) == 5) break;
    }
    program.signal(SIGTERM);
    EXPECT_EQ(program.wait(), 130);
    const Ran resumed = stopped.with({"resume", textOf(stopped.runs().at(0)), "--events", "jsonl", "--threads", "1"});
    ASSERT_EQ(resumed.code, 0) << resumed.errors;
    for (const char* name : {"adapter/adapter_model.safetensors", "held-out.jsonl"}) EXPECT_EQ(readFile(place.runs()[0] / name), readFile(stopped.runs()[0] / name)) << name;
}

TEST(LabelRun, SeveralLabelsAreLearntFromLists) {
    LabelPlace place("objective: {kind: classify}\n");
    const Ran ran = place.run({"--set", "data.columns={label: all}", "--set", "method.kind=full"});
    ASSERT_EQ(ran.code, 0) << ran.errors;
    const Json metrics = *eventsIn(ran.output, "eval").back().find("metrics");
    for (const char* name : {"accuracy", "hamming_loss", "f1_macro", "f1_samples"}) EXPECT_TRUE(metrics.find(name)) << name;
    EXPECT_EQ(metrics.find("classes")->size(), 4u);
    const Json config = Json::parse(readFile(place.runs()[0] / "model" / "config.json"));
    EXPECT_EQ(config.stringOr("problem_type", ""), "multi_label_classification");
}

TEST(LabelRun, NumbersAreLearntByTheirDistance) {
    LabelPlace place("objective: {kind: regress}\n");
    const Ran ran = place.run({"--set", "data.columns={label: size}", "--set", "train.steps=30"});
    ASSERT_EQ(ran.code, 0) << ran.errors;
    const std::vector<Json> evals = eventsIn(ran.output, "eval");
    EXPECT_LT(evals.back().numberOr("loss", 9), evals.front().numberOr("loss", 0));
    EXPECT_NEAR(evals.back().find("metrics")->numberOr("mse", -1), evals.back().numberOr("loss", -2), 1e-5);
    EXPECT_THAT(readFile(place.runs()[0] / "report.html"), HasSubstr("How close its numbers are"));
}

TEST(LabelRun, TheDoctorCountsTheRowsOfEveryLabel) {
    LabelPlace place;
    const Ran checked = place.with({"check", place.recipe(), "--json"});
    EXPECT_EQ(checked.code, 0) << checked.output;
    EXPECT_THAT(place.with({"check", place.recipe()}).output + place.with({"check", place.recipe()}).errors, HasSubstr("labels"));
    place.write("rows.jsonl", "{\"text\": \"x\", \"label\": \"a\"}\n{\"text\": \"y\", \"label\": \"a\"}\n");
    const Ran one = place.with({"check", place.recipe(), "--json"});
    EXPECT_EQ(one.code, 2);
    EXPECT_THAT(one.output, HasSubstr("nothing to tell apart"));
}

TEST(LabelRun, TheSampleOfLettersIsReadyToBeLearnt) {
    const Workplace place(1);
    const std::string resources = std::string(LUTHIER_SOURCE) + "/resources/recipes/labels-lora.yaml";
    const Ran checked = runLuthier({"check", resources, "--set", "model.path=starter", "--json"}, place.home());
    EXPECT_EQ(checked.code, 0) << checked.output << checked.errors;
    EXPECT_THAT(checked.output, Not(HasSubstr("\"error\"")));
}

}  // namespace
}  // namespace luthier::testing
