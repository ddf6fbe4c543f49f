// SPDX-License-Identifier: Apache-2.0
// What becomes of the rows that are given: which are refused and which are left out, how many are held out, how many steps they make.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>
#include <tuple>

#include "core/engine/check.h"
#include "core/recipe/read.h"
#include "tests/support/workplace.h"

namespace luthier::testing {
namespace {

using ::testing::HasSubstr;
using ::testing::MatchesRegex;

/// The doctor's findings and facts about rows, for the tiny chat model on random weights.
CheckResult checked(const std::string& rows, const std::vector<std::string>& sets = {}, const std::string& held = "") {
    Workplace place(1);
    place.write("rows.jsonl", rows);
    if (!held.empty()) place.write("held.jsonl", held);
    place.write("LICENSE", "CC0");
    std::vector<std::string> all{"data.max_length=auto"};
    if (!held.empty()) all.push_back("data.eval=" + place.file("held.jsonl"));
    all.insert(all.end(), sets.begin(), sets.end());
    const RecipeRead read = readRecipeFile(place.recipe(), all);
    EXPECT_TRUE(read.problems.empty());
    return check(read.recipe, 1, Unmeasured::Leave);
}

int64_t rowsOf(const CheckResult& result, const char* part) {
    const Json* facts = result.facts.find(part);
    return facts ? facts->integerOr("rows", -1) : -1;
}

std::string chat(const std::string& question, const std::string& answer) {
    return R"({"messages":[{"role":"user","content":")" + question + R"("},{"role":"assistant","content":")" + answer + "\"}]}\n";
}

std::string words(int count) {
    std::string text;
    for (int i = 0; i < count; i++) text += "word " + std::to_string(i) + " ";
    return text;
}

// ---- bad rows -----------------------------------------------------------------------------------------------------------

struct BadRow {
    const char* name;
    std::string row;  ///< put behind 80 good ones
    Level level;
    std::vector<std::string> sets;
};

const std::vector<BadRow> kBadRows{
    {"BrokenJson", "{\"messages\": nothing}\n", Level::Error, {}},
    {"BrokenEncoding", "{\"messages\":[{\"role\":\"user\",\"content\":\"\xFF\"}]}\n", Level::Error, {}},
    {"MissingColumn", "{\"question\": \"a\", \"answer\": \"b\"}\n", Level::Error, {}},
    {"NoAnswer", R"({"messages":[{"role":"user","content":"Hello?"}]})" "\n", Level::Warning, {}},
    {"EmptyAnswer", chat("Hello?", ""), Level::Warning, {}},
    {"Overlong", chat("Hello?", words(400)), Level::Warning, {}},
    {"NothingLearnt", chat(words(90), "Yes."), Level::Warning, {"data.max_length=128", "data.overlong=truncate"}},
};

class EveryBadRow : public ::testing::TestWithParam<BadRow> {};

TEST_P(EveryBadRow, IsToldWithItsFileAndLineOrLeftOutWithAWarning) {
    const CheckResult result = checked(chatRows(80) + GetParam().row, GetParam().sets);
    ASSERT_EQ(result.problems.size(), 1u) << (result.problems.empty() ? "" : result.problems[1].what);
    const Problem& problem = result.problems[0];
    EXPECT_EQ(problem.level, GetParam().level) << problem.what;
    EXPECT_THAT(problem.where, MatchesRegex(".*/rows.jsonl:81"));
    EXPECT_FALSE(problem.what.empty() || problem.mend.empty());
    if (GetParam().level == Level::Warning) {
        EXPECT_EQ(rowsOf(result, "train") + rowsOf(result, "eval"), 80);
    }
}

TEST_P(EveryBadRow, IsCountedWithOthersOfItsKind) {
    const BadRow& bad = GetParam();
    const CheckResult result = checked(chatRows(80) + bad.row + bad.row + bad.row, bad.sets);
    ASSERT_EQ(result.problems.size(), 1u);
    EXPECT_THAT(result.problems[0].what, HasSubstr("3 rows"));
    EXPECT_THAT(result.problems[0].where, MatchesRegex(".*/rows.jsonl:81"));
}

INSTANTIATE_TEST_SUITE_P(Data, EveryBadRow, ::testing::ValuesIn(kBadRows), [](const auto& info) { return info.param.name; });

TEST(Data, AllThatIsWrongIsToldAtOnce) {
    const CheckResult result = checked(chatRows(80) + "nothing\n" + kBadRows[2].row + kBadRows[3].row);
    EXPECT_EQ(result.problems.size(), 3u);
}

TEST(Data, AnEmptyOrMissingFileAndRowsOfWhichNoneIsLeftAreErrors) {
    for (const std::string& rows : {std::string(), chat("Hello?", "")}) EXPECT_TRUE(hasError(checked(rows).problems)) << rows;
    const CheckResult missing = checked("", {"data.train=/nowhere.jsonl"});
    ASSERT_TRUE(hasError(missing.problems));
    EXPECT_EQ(missing.problems[0].where, "data.train");
}

TEST(Data, AnEvaluationFileMoreThanHalfOfWhichIsInTrainingIsAnError) {
    EXPECT_FALSE(hasError(checked(chatRows(80), {}, chatRows(10) + chat("a?", "b") + chat("b?", "c") + chat("c?", "d") + chat("d?", "e") + chat("e?", "f") + chat("f?", "g") +
                                                       chat("g?", "h") + chat("h?", "i") + chat("i?", "j") + chat("j?", "k")).problems)) << "half is not more than half";
    const CheckResult result = checked(chatRows(80), {}, chatRows(2) + chat("a?", "b"));
    ASSERT_TRUE(hasError(result.problems));
    EXPECT_EQ(result.problems[0].where, "data.eval");
}

TEST(Data, AnEvaluationRowThatIsInTrainingIsLeftOutWhateverItsForm) {
    const std::string copy = R"({"prompt": "What is 1 plus 0?", "completion": "It is 1."})" "\n";
    const CheckResult result = checked(chatRows(80), {}, copy + R"({"prompt": "a?", "completion": "b"})" "\n" R"({"prompt": "c?", "completion": "d"})" "\n");
    ASSERT_EQ(result.problems.size(), 1u);
    EXPECT_EQ(result.problems[0].level, Level::Warning);
    EXPECT_EQ(rowsOf(result, "eval"), 2);
}

TEST(Data, LongTextIsSplitCountedAndTold) {
    const CheckResult result = checked("{\"text\": \"" + words(60) + "\"}\n{\"text\": \"" + words(70) + "\"}\n", {"objective.kind=text", "data.max_length=64", "data.eval=0"});
    ASSERT_FALSE(result.problems.empty());
    EXPECT_THAT(result.problems[0].what, HasSubstr("split into pieces, each a sample where it teaches something (2 rows"));
    EXPECT_GT(result.facts.find("train")->integerOr("samples", 0), 2);
}

// ---- the held-out part --------------------------------------------------------------------------------------------------

TEST(Data, AutoHoldsATenthOutAtLeastTwentyAtMostFiveHundredNoneUnderSixty) {
    for (const auto& [rows, held] : std::vector<std::pair<int, int64_t>>{{59, 0}, {60, 20}, {200, 20}, {201, 21}, {400, 40}, {5100, 500}}) {
        const CheckResult result = checked(chatRows(rows));
        EXPECT_EQ(rowsOf(result, "eval"), held) << rows;
        EXPECT_EQ(rowsOf(result, "train"), rows - held);
    }
}

TEST(Data, RowsThatAreLeftOutDoNotCountAsRows) {
    std::string open;
    for (int i = 0; i < 40; i++) open += chat("Unanswered " + std::to_string(i) + "?", "");
    EXPECT_EQ(rowsOf(checked(open + chatRows(60)), "eval"), 20);
    EXPECT_EQ(rowsOf(checked(open + chatRows(59)), "eval"), 0);
}

TEST(Data, NothingHeldOutIsSaid) {
    const auto warned = [](const CheckResult& result) {
        for (const Problem& problem : result.problems)
            if (problem.where == "data.eval") return problem.what;
        return std::string();
    };
    EXPECT_THAT(warned(checked(chatRows(59))), HasSubstr("few rows (59)"));
    std::string same;
    for (int i = 0; i < 80; i++) same += chat(i % 2 ? "How much?" : " how  MUCH?", "It is " + std::to_string(i));
    EXPECT_THAT(warned(checked(same)), HasSubstr("belong together"));
    EXPECT_THAT(warned(checked(same, {"data.eval=0.5"})), HasSubstr("belong together"));
}

// ---- steps --------------------------------------------------------------------------------------------------------------

TEST(Data, StepsAreSamplesOverBatchRoundedUpTimesEpochs) {
    for (const auto& [batch, epochs, steps] : std::vector<std::tuple<int, int, int64_t>>{{8, 3, 12}, {5, 3, 18}, {30, 1, 1}, {7, 2, 10}, {64, 4, 4}}) {
        const CheckResult result = checked(chatRows(30), {"train.batch_size=" + std::to_string(batch), "train.epochs=" + std::to_string(epochs), "data.eval=0"});
        EXPECT_EQ(result.facts.integerOr("steps", 0), steps) << batch;
    }
}

TEST(Data, WarmUpIsAShareOfTheStepsRoundedUpOrACount) {
    for (const auto& [warmup, steps, warm] : std::vector<std::tuple<std::string, int, int64_t>>{{"0.03", 10, 1}, {"0.03", 100, 3}, {"0.5", 7, 4}, {"0", 7, 0}, {"1", 7, 1}, {"5", 7, 5}}) {
        const CheckResult result = checked(chatRows(30), {"train.warmup=" + warmup, "train.steps=" + std::to_string(steps), "data.eval=0"});
        EXPECT_EQ(result.facts.find("resolved")->integerOr("warmup_steps", -1), warm) << warmup << " of " << steps;
    }
}

TEST(Data, TheRateGoesByTheMethodAndItsReasonIsSaid) {
    for (const auto& [method, rate] : std::map<std::string, double>{{"lora", 2e-4}, {"full", 2e-5}, {"freeze", 2e-5}}) {
        const Json resolved = *checked(chatRows(30), {"method.kind=" + method, "data.eval=0"}).facts.find("resolved");
        EXPECT_DOUBLE_EQ(resolved.numberOr("learning_rate", 0), rate) << method;
        EXPECT_FALSE(resolved.stringOr("learning_rate_reason", "").empty());
    }
}

TEST(Data, TheLongestRowIsWhatTheModelCanAtMost2048) {
    EXPECT_EQ(checked(chatRows(30)).facts.find("resolved")->integerOr("max_length", 0), 512);
}

}  // namespace
}  // namespace luthier::testing
