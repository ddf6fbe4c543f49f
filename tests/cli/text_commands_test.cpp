// SPDX-License-Identifier: Apache-2.0
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/support/program.h"
#include "tests/support/workplace.h"

namespace luthier::testing {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;

std::string modelNamed(const char* name) { return textOf(dataFile(std::string("models/") + name)); }

/// A text command on standard input.
Ran given(const std::string& input, std::vector<std::string> arguments) {
    TempFolder home;
    return runLuthier(arguments, home.path(), input);
}

TEST(TokenizeCommand, GivesIdsAndTextBack) {
    const Ran ids = given("\"Hello <|im_end|>\"\n\"\"\n", {"tokenize", "--model", modelNamed("tiny-chat")});
    EXPECT_EQ(ids.code, 0);
    EXPECT_EQ(ids.output, "{\"ids\":[42,427,304,223,2]}\n{\"ids\":[]}\n");
    const Ran text = given("[42,427,304,223,2]\n[]\n", {"tokenize", "--decode", "--model", modelNamed("tiny-chat"), "-"});
    EXPECT_EQ(text.output, "{\"text\":\"Hello <|im_end|>\"}\n{\"text\":\"\"}\n");
    EXPECT_EQ(given(ids.output, {"tokenize", "--decode", "--model", modelNamed("tiny-chat")}).output, text.output);  // what one prints the other reads
}

TEST(TokenizeCommand, AddsAndKeepsSpecialTokensUnlessToldNotTo) {
    EXPECT_EQ(given("\"Hi\"", {"tokenize", "--model", modelNamed("tiny-base")}).output.find("{\"ids\":[1,"), 0u);
    EXPECT_EQ(given("\"Hi\"", {"tokenize", "--no-special", "--model", modelNamed("tiny-base")}).output.find("{\"ids\":[1,"), std::string::npos);
    EXPECT_EQ(given("[1,42,2]", {"tokenize", "--decode", "--model", modelNamed("tiny-base")}).output, "{\"text\":\"<s>H</s>\"}\n");
    EXPECT_EQ(given("[1,42,2]", {"tokenize", "--decode", "--no-special", "--model", modelNamed("tiny-base")}).output, "{\"text\":\"H\"}\n");
}

TEST(TokenizeCommand, ABadLineIsToldAndLeavesTheOthers) {
    const Ran ran = given("\"a\"\n{\n5\n\"\xFF\"\n\"b\"\n", {"tokenize", "--model", modelNamed("tiny-chat")});
    EXPECT_EQ(ran.code, 2);
    EXPECT_EQ(std::count(ran.output.begin(), ran.output.end(), '\n'), 2);
    EXPECT_THAT(ran.errors, ::testing::ContainsRegex("-:2(.|\n)*-:3(.|\n)*-:4"));
    for (const char* ids : {"[1.5]\n", "[-1]\n", "[99999999999]\n", "\"a\"\n"})
        EXPECT_EQ(given(ids, {"tokenize", "--decode", "--model", modelNamed("tiny-chat")}).code, 2) << ids;
}

TEST(RenderCommand, GivesTextAndWhatWouldBeLearnt) {
    const Ran ran = given(R"({"messages": [{"role": "user", "content": "Ü"}, {"role": "assistant", "content": "Ja"}]})", {"render", "--model", modelNamed("tiny-chat")});
    EXPECT_EQ(ran.code, 0);
    EXPECT_EQ(ran.output, "{\"text\":\"<|im_start|>user\\nÜ<|im_end|>\\n<|im_start|>assistant\\nJa<|im_end|>\\n\",\"learn\":[[52,64]]}\n");
}

TEST(RenderCommand, EndsWithTheGenerationPromptWhenAsked) {
    const Ran ran = given(R"({"messages": [{"role": "user", "content": "Hi"}]})", {"render", "--generation-prompt", "--model", modelNamed("tiny-chat")});
    EXPECT_EQ(ran.output, "{\"text\":\"<|im_start|>user\\nHi<|im_end|>\\n<|im_start|>assistant\\n\",\"learn\":[]}\n");
}

TEST(RenderCommand, ToolsMayBeWrittenAsJsonTextAndAreRefusedWhereTheyAreNone) {
    const auto rendered = [](const std::string& tools) {
        return given(R"({"messages": [{"role": "user", "content": "Hi"}, {"role": "assistant", "content": "Ho"}], "tools": )" + tools + "}", {"render", "--model", modelNamed("tiny-chat")});
    };
    EXPECT_EQ(rendered(R"("[{\"name\": \"f\"}]")").output, rendered(R"([{"name": "f"}])").output);
    EXPECT_EQ(rendered("\"f\"").code, 2);
    EXPECT_EQ(rendered("[\"f\"]").code, 2);
}

TEST(RenderCommand, AChatWithoutAnAnswerSaysThatItTeachesNothing) {
    const Ran ran = given(R"({"messages": [{"role": "user", "content": "Hi"}]})", {"render", "--model", modelNamed("tiny-chat")});
    EXPECT_EQ(ran.code, 0);
    EXPECT_EQ(ran.output, "{\"text\":\"<|im_start|>user\\nHi<|im_end|>\\n\",\"learn\":[],\"dropped\":\"no answer\"}\n");
}

TEST(RenderCommand, ARefusedChatIsToldWithItsLine) {
    const Ran ran = given("{\"messages\": []}\n{\"messages\": [{\"role\": \"narrator\", \"content\": \"x\"}]}\n{}\n", {"render", "--model", modelNamed("tiny-chat")});
    EXPECT_EQ(ran.code, 2);
    EXPECT_EQ(std::count(ran.output.begin(), ran.output.end(), '\n'), 2) << "one line for each chat, none for what is no chat";
    EXPECT_THAT(ran.output, HasSubstr("\"text\":\"\",\"learn\":[],\"dropped\":\"template: "));
    for (const char* words : {"-:1", "-:2", "narrator", "-:3"}) EXPECT_THAT(ran.errors, HasSubstr(words));
}

TEST(EncodeCommand, PrintsOneLineARowWhateverTrainingWouldDo) {
    const std::string rows = R"({"messages": [{"role": "user", "content": "Hi"}, {"role": "assistant", "content": "Ja"}]})" "\n"
                             R"({"messages": [{"role": "user", "content": "Hi"}]})" "\n";
    const Ran whole = given(rows, {"encode", "--model", modelNamed("tiny-chat"), "--data", "-"});
    EXPECT_EQ(whole.code, 0);
    EXPECT_EQ(std::count(whole.output.begin(), whole.output.end(), '\n'), 2);
    EXPECT_THAT(whole.output, HasSubstr("\"labels\":[-100,"));
    EXPECT_THAT(whole.output, HasSubstr("\"dropped\":\"no answer\"}\n"));
    const Ran cut = given(rows, {"encode", "--model", modelNamed("tiny-chat"), "--data", "-", "--max-length", "3"});
    EXPECT_THAT(cut.output, HasSubstr("\"labels\":[-100,-100,-100],\"dropped\":\"overlong\"}\n"));
}

TEST(EncodeCommand, ProblemsOfTheDataExitWithTwo) {
    const Ran ran = given("{\"text\": \"a\"}\n{\"text\": 5}\nnothing\n", {"encode", "--model", modelNamed("tiny-chat"), "--data", "-"});
    EXPECT_EQ(ran.code, 2);
    EXPECT_EQ(std::count(ran.output.begin(), ran.output.end(), '\n'), 1);
    EXPECT_THAT(ran.errors, HasSubstr(":2"));
    EXPECT_THAT(ran.errors, HasSubstr(":3"));
}

TEST(EncodeCommand, ATablesOwnColumnsCanBeNamed) {
    const Ran ours = given("prompt\tcompletion\nWhere?\tHere.\n", {"encode", "--model", modelNamed("tiny-chat"), "--data", "-"});
    const std::string theirs = "question\tanswer\nWhere?\tHere.\n";
    const Ran named = given(theirs, {"encode", "--model", modelNamed("tiny-chat"), "--data", "-", "--columns", "{prompt: question, completion: answer}"});
    EXPECT_EQ(named.code, 0);
    EXPECT_EQ(named.output, ours.output);
    const Ran unnamed = given(theirs, {"encode", "--model", modelNamed("tiny-chat"), "--data", "-"});
    EXPECT_EQ(unnamed.code, 2);
    EXPECT_THAT(unnamed.errors, AllOf(HasSubstr("name them with --columns, for example \"{prompt: question, completion: answer}\""), Not(HasSubstr("data."))));
    const Ran wrong = given(theirs, {"encode", "--model", modelNamed("tiny-chat"), "--data", "-", "--columns", "question"});
    EXPECT_EQ(wrong.code, 2);
    EXPECT_THAT(wrong.errors, AllOf(HasSubstr("--columns"), HasSubstr("{prompt: question}")));
    const Ran format = given(theirs, {"encode", "--model", modelNamed("tiny-chat"), "--data", "-", "--format", "xlsx"});
    EXPECT_EQ(format.code, 2);
    EXPECT_THAT(format.errors, HasSubstr("--format"));
}

TEST(EncodeCommand, WhatIsGivenWrongIsToldAllAtOnce) {
    const Ran ran = given("", {"encode", "--model", "/nowhere", "--data", "/nowhere.jsonl", "--objective", "dpo", "--learn", "much"});
    EXPECT_EQ(ran.code, 2);
    for (const char* words : {"--model", "--data", "--objective", "--learn"}) EXPECT_THAT(ran.errors, HasSubstr(words));
    EXPECT_EQ(given("", {"encode", "--model", modelNamed("tiny-chat"), "--data", "/nowhere.jsonl"}).code, 2);
    EXPECT_EQ(given("", {"encode", "--model", modelNamed("tiny-chat"), "--data", "-"}).code, 2);
}

}  // namespace
}  // namespace luthier::testing
