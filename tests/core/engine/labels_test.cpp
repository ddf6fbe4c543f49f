// SPDX-License-Identifier: Apache-2.0
// Rows with labels: what is read of them before a run, and what the doctor finds.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "core/engine/checks.h"
#include "core/engine/prepare_labels.h"
#include "core/model/checkpoint.h"
#include "tests/support/workplace.h"

namespace luthier {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Not;

std::string row(const std::string& text, const std::string& label) { return R"({"text": ")" + text + R"(", "label": )" + label + "}\n"; }

/// Rows of a label, each another text.
std::string rowsOf(const std::string& label, int count) {
    std::string rows;
    for (int i = 0; i < count; i++) rows += row("Row " + std::to_string(i) + " of " + std::to_string(label.size()) + static_cast<char>(label[label.size() / 2]), label);
    return rows;
}

class Labelled : public ::testing::Test {
protected:
    Labelled() {
        recipe.model.path = textOf(testing::dataFile("models/tiny-chat"));
        recipe.model.init = "random";
        recipe.data.train = {place.file("rows.jsonl")};
        recipe.objective.kind = "classify";
    }
    Prepared prepared(const std::string& rows) {
        place.write("rows.jsonl", rows);
        return prepare(recipe, place.path());
    }
    /// What the check of labels says, one text after the other.
    std::string found(const std::string& rows) {
        const Prepared made = prepared(rows);
        EXPECT_FALSE(hasError(made.problems)) << made.problems.front().what;
        Problems problems;
        const Resolved resolved = resolve(recipe, made, 1, Json(), problems);
        const Workload work = workloadOf(recipe, made, resolved, 1e11);
        const Promise promise{};
        std::string words;
        for (const Check& check : checks())
            if (check.name == "labels")
                for (const Problem& problem : check.look({recipe, made, resolved, work, promise})) words += problem.what + "\n";
        return words;
    }
    static std::string words(const Problems& problems) {
        std::string all;
        for (const Problem& problem : problems) all += (problem.level == Level::Error ? "error " : "warning ") + problem.where + ": " + problem.what + "\n";
        return all;
    }

    testing::Workplace place{1};
    Recipe recipe;
};

TEST_F(Labelled, EveryRowIsOneSampleThatCountsOne) {
    const Prepared made = prepared(rowsOf("\"a\"", 40) + rowsOf("\"bb\"", 40));
    EXPECT_THAT(made.labels.names, ElementsAre("a", "bb"));
    EXPECT_EQ(made.labelsOf(Part::Train) + made.labelsOf(Part::Eval), 80);
    EXPECT_EQ(made.config.task.classes, 2);
    EXPECT_EQ(made.config.task.problemType, "single_label_classification");
    EXPECT_EQ(parameterCount(made.config), parameterCount(readDecoderConfig(testing::dataFile("models/tiny-chat")).config) + 2 * made.config.hidden);
}

TEST_F(Labelled, NumbersAreLearntByRegress) {
    recipe.objective.kind = "regress";
    const Prepared made = prepared(row("one", "1") + row("two", "\"2.5\"") + row("three", "\"no\""));
    EXPECT_EQ(made.config.task.classes, 1);
    EXPECT_EQ(made.train.size(), 2u);
    EXPECT_THAT((*made.store)[made.train[1]].target, ElementsAre(2.5F));
    EXPECT_THAT(words(made.problems), HasSubstr("rows.jsonl:3: expected a number as label, found \"no\""));
}

TEST_F(Labelled, RowsWithoutALabelAreCountedOnceAndLeftOut) {
    const Prepared made = prepared(row("x", "\"a\"") + row("y", "\"b\"") + row("z", "null") + row("w", "\"\""));
    EXPECT_EQ(made.train.size(), 2u);
    EXPECT_THAT(words(made.problems), HasSubstr("rows.jsonl:3: the row has no label; the row was left out (2 rows"));
}

TEST_F(Labelled, ALabelOfTheEvaluationFileAloneIsLeftOut) {
    place.write("eval.jsonl", row("new", "\"a\"") + row("other", "\"zebra\""));
    recipe.data.eval = {PartChoice::Kind::File, 0, place.file("eval.jsonl")};
    const Prepared made = prepared(row("x", "\"a\"") + row("y", "\"b\""));
    EXPECT_EQ(made.eval.size(), 1u);
    EXPECT_THAT(words(made.problems), HasSubstr("eval.jsonl:2: the label \"zebra\" is not among those that are learnt"));
}

TEST_F(Labelled, OtherRowsAreRefusedWithTheColumnTheyLack) {
    EXPECT_THAT(words(prepared(testing::chatRows(3)).problems), HasSubstr("the row has no \"text\""));
}

TEST_F(Labelled, OneLabelForAllIsAnError) {
    EXPECT_THAT(words(prepared(rowsOf("\"a\"", 5)).problems), HasSubstr("error data.train: all 5 rows have one label, \"a\""));
    EXPECT_THAT(words(prepared(rowsOf("\"a\"", 1)).problems), HasSubstr("error data.train: the only row has the label \"a\""));
}

TEST_F(Labelled, ALabelOfItsOwnForEveryRowIsSaid) {
    EXPECT_THAT(words(prepared(row("x", "\"a\"") + row("y", "\"b\"") + row("z", "\"c\"")).problems), HasSubstr("stands in one row only"));
}

TEST_F(Labelled, RowsWithLabelsCannotBeSplit) {
    recipe.data.overlong = "split";
    EXPECT_THAT(words(prepared(row("x", "\"a\"") + row("y", "\"b\"")).problems), HasSubstr("error data.overlong"));
}

TEST_F(Labelled, AnOwnHeadThatKnowsTheLabelsIsKept) {
    recipe.model = {textOf(testing::goldenFile("train/labels/one")), "weights", "auto", "auto", "auto"};
    place.write("rows.jsonl", row("x", "\"dog\"") + row("y", "\"bee\""));
    Prepared made;
    made.modelFolder = testing::goldenFile("train/labels/one");
    settleLabels(recipe, made);
    const ConfigRead read = readConfig(recipe, made);
    EXPECT_TRUE(read.config.task.own);
    EXPECT_THAT(made.labels.names, ElementsAre("ant", "bee", "cat", "dog"));
}

/// Weights with a head, their config.json naming no class of Transformers.
TEST_F(Labelled, AStoredHeadThatKnowsTheLabelsIsGoneOnWith) {
    const std::filesystem::path named = testing::goldenFile("train/labels/one");
    std::filesystem::copy_file(named / "model.safetensors", place.path() / "model.safetensors");
    Json settings = Json::parse(readFile(named / "config.json"));
    settings["architectures"] = Json();
    place.write("config.json", settings.dump());
    for (const bool known : {true, false}) {
        place.write("rows.jsonl", row("x", "\"dog\"") + row("y", known ? "\"bee\"" : "\"elk\""));
        Prepared made;
        made.modelFolder = place.path();
        settleLabels(recipe, made);
        const ConfigRead read = readConfig(recipe, made);
        EXPECT_EQ(read.config.task.own, known);
        EXPECT_THAT(words(read.problems), HasSubstr(known ? "the weights hold its head" : ""));
        EXPECT_THAT(words(made.problems), HasSubstr(known ? "" : "own classifier knows other labels"));
    }
}

TEST_F(Labelled, AnOwnHeadThatDoesNotIsReplacedAndThatIsSaid) {
    place.write("rows.jsonl", row("x", "\"dog\"") + row("y", "\"elk\""));
    Prepared made;
    made.modelFolder = testing::goldenFile("train/labels/one");
    settleLabels(recipe, made);
    const ConfigRead read = readConfig(recipe, made);
    EXPECT_FALSE(read.config.task.own);
    EXPECT_EQ(read.config.task.classes, 2);
    EXPECT_THAT(words(made.problems), HasSubstr("own classifier knows other labels"));
}

TEST_F(Labelled, AModelThatAnswersWithLabelsCannotLearnToWrite) {
    recipe.objective.kind = "sft";
    Prepared made;
    made.modelFolder = testing::goldenFile("train/labels/one");
    EXPECT_THAT(words(readConfig(recipe, made).problems), HasSubstr("error model.path: this model answers with labels"));
}

TEST_F(Labelled, AnEncoderCannotLearnToWrite) {
    recipe.objective.kind = "sft";
    place.write("config.json", R"({"model_type": "bert", "hidden_size": 8, "num_attention_heads": 2, "num_hidden_layers": 1, "intermediate_size": 16, "vocab_size": 50})");
    Prepared made;
    made.modelFolder = place.path();
    EXPECT_THAT(words(readConfig(recipe, made).problems), HasSubstr("error model.path: this model is an encoder (bert)"));
}

/// A DistilBERT as its makers publish it: no file holds what lies between the first token and the labels.
TEST_F(Labelled, WhatOfANewHeadNoFileHoldsIsToldAndIsNoFault) {
    place.write("config.json", R"({"model_type": "distilbert", "vocab_size": 1024, "dim": 8, "hidden_dim": 16, "n_layers": 1, "n_heads": 2, "max_position_embeddings": 64})");
    for (const char* file : {"tokenizer.json", "tokenizer_config.json"}) std::filesystem::copy_file(testing::dataFile("models/tiny-chat") / file, place.path() / file);
    const std::vector<TensorShape> shapes = expectedTensors(readDecoderConfig(place.path()).config);
    const std::vector<std::byte> zeros(shapes.front().shape[0] * shapes.front().shape[1] * sizeof(float));
    std::vector<StoredTensor> tensors;
    for (const TensorShape& tensor : shapes) {
        StoredTensor& stored = tensors.emplace_back();
        stored.name = tensor.name;
        stored.shape = tensor.shape;
        stored.bytes = std::span(zeros).first(static_cast<size_t>(stored.elements()) * sizeof(float));
    }
    writeSafetensors(place.path() / "model.safetensors", tensors);
    recipe.model = {textOf(place.path()), "weights", "auto", "auto", "auto"};
    recipe.method.rank = 4;
    recipe.data.maxLength = 32;
    const Prepared made = prepared(rowsOf("\"a\"", 30) + rowsOf("\"bb\"", 30));
    EXPECT_THAT(words(made.problems), HasSubstr("warning model.path: newly initialized, because no file of the model holds them: pre_classifier and classifier;"));
    EXPECT_THAT(made.config.task.drawn, ElementsAre("pre_classifier"));
    const CheckResult checked = check(recipe, 1, Unmeasured::Leave);
    EXPECT_FALSE(hasError(checked.problems)) << words(checked.problems);
    EXPECT_THAT(words(checked.problems), HasSubstr("pre_classifier and classifier"));
}

TEST_F(Labelled, GoodRowsHaveNoFindings) { EXPECT_EQ(found(rowsOf("\"a\"", 60) + rowsOf("\"bb\"", 60)), ""); }

TEST_F(Labelled, FewRowsOfALabelAreSaid) { EXPECT_THAT(found(rowsOf("\"a\"", 60) + rowsOf("\"bb\"", 60) + rowsOf("\"ccc\"", 4)), HasSubstr("rows have the label \"ccc\"")); }

TEST_F(Labelled, ALabelThatNoHeldOutRowHasIsSaid) {
    place.write("eval.jsonl", row("new", "\"a\""));
    recipe.data.eval = {PartChoice::Kind::File, 0, place.file("eval.jsonl")};
    EXPECT_THAT(found(rowsOf("\"a\"", 30) + rowsOf("\"bb\"", 30)), HasSubstr("no row held out has the label \"bb\""));
}

TEST_F(Labelled, WhatAlwaysGuessingWouldGetIsSaid) {
    EXPECT_THAT(found(rowsOf("\"a\"", 180) + rowsOf("\"bb\"", 20)), HasSubstr("% of the rows have the label \"a\": always answering it would be right as often"));
}

TEST_F(Labelled, ATextWithTwoLabelsIsSaid) {
    EXPECT_THAT(found(rowsOf("\"a\"", 30) + rowsOf("\"bb\"", 30) + row("torn", "\"a\"") + row("torn", "\"bb\"")), HasSubstr("1 text stands in several training rows with different labels"));
}

TEST_F(Labelled, NumbersTakenForNamesAreSaid) {
    std::string rows;
    for (int i = 0; i < 44; i++) rows += row("Row " + std::to_string(i), std::to_string(i % 11));
    EXPECT_THAT(found(rows), HasSubstr("the 11 labels are numbers"));
    recipe.objective.kind = "regress";
    EXPECT_THAT(found(rows), Not(HasSubstr("are numbers")));
}

}  // namespace
}  // namespace luthier
