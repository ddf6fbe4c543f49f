// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include "core/base/file.h"
#include "core/base/json.h"
#include "tests/support/program.h"
#include "tests/support/workplace.h"

namespace luthier::testing {
namespace {

const std::string kRows = "{\"prompt\":\"q \",\"completion\":\"a\"}\n{\"prompt\":\"r\",\"completion\":\"\"}\n";

TEST(Data, InspectTellsFindingsInWordsAndAsJson) {
    Workplace place;
    place.write("dirty.jsonl", kRows);
    const Ran json = runLuthier({"data", "inspect", place.file("dirty.jsonl"), "--json"}, place.home());
    ASSERT_EQ(json.code, 0) << json.errors;
    const Json told = Json::parse(json.output);
    EXPECT_EQ(told.integerOr("rows", 0), 2);
    EXPECT_EQ(told.find("findings")->asArray().at(0).stringOr("cleaner", ""), "empty");
    const Ran words = runLuthier({"data", "inspect", place.file("dirty.jsonl")}, place.home());
    EXPECT_NE(words.output.find("Empty rows: 1 row "), std::string::npos) << words.output;
    EXPECT_NE(words.errors.find("not looked for: Overlong rows"), std::string::npos) << words.errors;
}

TEST(Data, CleanWritesACopyAndLeavesTheFile) {
    Workplace place;
    place.write("dirty.jsonl", kRows);
    const Ran ran = runLuthier({"data", "clean", place.file("dirty.jsonl"), "--steps", "encoding,empty", "--out", place.file("clean.jsonl"), "--json"}, place.home());
    ASSERT_EQ(ran.code, 0) << ran.errors;
    EXPECT_EQ(Json::parse(ran.output).integerOr("written", 0), 1);
    EXPECT_EQ(readFile(pathOf(place.file("dirty.jsonl"))), kRows);
    EXPECT_EQ(readFile(pathOf(place.file("clean.jsonl"))), "{\"prompt\":\"q \",\"completion\":\"a\"}\n");
    EXPECT_EQ(runLuthier({"data", "clean", place.file("dirty.jsonl"), "--steps", "nonsense", "--out", place.file("x.jsonl")}, place.home()).code, 2);
    EXPECT_EQ(runLuthier({"data", "clean", place.file("dirty.jsonl"), "--steps", "overlong", "--out", place.file("x.jsonl")}, place.home()).code, 2);
}

TEST(Data, ATablesOwnColumnsCanBeNamed) {
    Workplace place;
    place.write("tickets.csv", "question,answer\nWhere?,Here.\nWhen?,\n");
    EXPECT_EQ(runLuthier({"data", "inspect", place.file("tickets.csv")}, place.home()).code, 2);
    const Ran ran = runLuthier({"data", "clean", place.file("tickets.csv"), "--columns", "{prompt: question, completion: answer}", "--steps", "empty", "--out", place.file("clean.jsonl")}, place.home());
    ASSERT_EQ(ran.code, 0) << ran.errors;
    EXPECT_EQ(readFile(pathOf(place.file("clean.jsonl"))), "{\"prompt\":\"Where?\",\"completion\":\"Here.\"}\n");
}

TEST(Data, OverlongRowsAreFoundWithAModel) {
    Workplace place;
    const Ran ran = runLuthier({"data", "inspect", place.file("rows.jsonl"), "--model", dataFile("models/tiny-chat").string(), "--max-length", "8", "--json"}, place.home());
    ASSERT_EQ(ran.code, 0) << ran.errors;
    EXPECT_EQ(Json::parse(ran.output).find("findings")->asArray().back().integerOr("rows", 0), 80);
}

TEST(Data, ARecipesCleanersAreAppliedAndTold) {
    Workplace place(80, "");
    place.write("rows.jsonl", chatRows(80) + chatRows(3) + R"({"messages":[{"role":"user","content":"q"},{"role":"assistant","content":" "}]})" + "\n");
    const Ran ran = runLuthier({"check", place.recipe(), "--set", "data.clean=[empty,copies]", "--json"}, place.home());
    ASSERT_EQ(ran.code, 0) << ran.errors << ran.output;
    EXPECT_NE(ran.output.find("empty: 1 row left out"), std::string::npos) << ran.output;
    EXPECT_NE(ran.output.find("copies: 3 rows left out"), std::string::npos) << ran.output;
    const Ran none = runLuthier({"check", place.recipe(), "--set", "data.clean=[empti]", "--json"}, place.home());
    EXPECT_EQ(none.code, 2);
}

}  // namespace
}  // namespace luthier::testing
