// SPDX-License-Identifier: Apache-2.0
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/support/program.h"
#include "tests/support/workplace.h"

namespace luthier::testing {
namespace {

using ::testing::HasSubstr;

const std::string kBefore = "{\"text\": \"It is 1.\"}\n{\"text\": \"Who knows?\"}\n";
const std::string kAfter = "{\"text\": \"It is 1.\", \"ids\": [], \"stop\": \"eos\"}\n{\"text\": \"It is 2.\"}\n";

TEST(Judge, CountsTheAnswersThatHaveTheForm) {
    Workplace place;
    place.write("before.jsonl", kBefore);
    place.write("after.jsonl", kAfter);
    const Ran ran = runLuthier({"judge", place.file("before.jsonl"), place.file("after.jsonl"), "--form", "It is \\d+\\.", "--json"}, place.home());
    ASSERT_EQ(ran.code, 0) << ran.errors;
    const Json judged = Json::parse(ran.output);
    EXPECT_EQ(judged.find("answers")->asArray()[0].integerOr("in_form", -1), 1);
    EXPECT_EQ(judged.find("answers")->asArray()[1].integerOr("in_form", -1), 2);
    EXPECT_DOUBLE_EQ(judged.find("change")->numberOr("difference", 0), 0.5);
}

TEST(Judge, RefusesWhatIsNoFormOrNoAnswer) {
    Workplace place;
    place.write("answers.jsonl", "{\"text\": 5}\n");
    EXPECT_EQ(runLuthier({"judge", place.file("answers.jsonl"), "--form", "("}, place.home()).code, 2);
    const Ran ran = runLuthier({"judge", place.file("answers.jsonl"), "--form", ".*"}, place.home());
    EXPECT_EQ(ran.code, 2);
    EXPECT_THAT(ran.errors, HasSubstr("answers.jsonl:1"));
}

TEST(Judge, RefusesAnswersToOtherRows) {
    Workplace place;
    place.write("before.jsonl", kBefore);
    place.write("one.jsonl", "{\"text\": \"It is 1.\"}\n");
    const Ran ran = runLuthier({"judge", place.file("before.jsonl"), place.file("one.jsonl"), "--form", ".*"}, place.home());
    EXPECT_EQ(ran.code, 2);
    EXPECT_THAT(ran.errors, HasSubstr("one.jsonl"));
    EXPECT_EQ(runLuthier({"judge", place.file("one.jsonl"), "--form", ".*", "--data", place.file("rows.jsonl")}, place.home()).code, 2);
}

}  // namespace
}  // namespace luthier::testing
