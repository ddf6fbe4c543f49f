// SPDX-License-Identifier: Apache-2.0
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>
#include <numeric>

#include "core/base/file.h"
#include "core/data/importer.h"
#include "tests/core/text/chat_folder.h"

namespace luthier::testing {
namespace {

using ::testing::HasSubstr;
using ::testing::StartsWith;

Example only(const std::string& line, const char* name = "a.jsonl") {
    TempFolder folder;
    std::ofstream(folder / name, std::ios::binary) << line;
    std::vector<Example> examples;
    importFile((folder / name).string(), {},
               {[&](Example&& example) {
                    examples.push_back(std::move(example));
                    return true;
                },
                [](RowProblem&& problem) { ADD_FAILURE() << problem.problem.what; }});
    EXPECT_EQ(examples.size(), 1u) << line;
    return examples.empty() ? Example() : examples[0];
}

std::vector<int32_t> integers(const Json& list) {
    std::vector<int32_t> values;
    for (const Json& value : list.asArray()) values.push_back(static_cast<int32_t>(value.asInteger()));
    return values;
}

EncodeSettings limited(int64_t maxLength, const std::string& overlong = "auto") {
    EncodeSettings settings;
    settings.maxLength = maxLength;
    settings.overlong = overlong;
    return settings;
}

const TextModel& model(const std::string& name) {
    static std::map<std::string, TextModel> models;
    const auto found = models.find(name);
    return found != models.end() ? found->second : models.emplace(name, TextModel::load(dataFile("models/" + name))).first->second;
}

const char* kChat = R"({"messages": [{"role": "user", "content": "Hi"}, {"role": "assistant", "content": "Hello, how are you?"}]})";

TEST(Encode, AgreesWithTransformersAndTrl) {
    const std::string golden = readFile(goldenFile("text/encode.jsonl"));
    size_t rows = 0;
    for (size_t begin = 0; begin < golden.size(); ++rows) {
        const size_t end = golden.find('\n', begin);
        const Json line = Json::parse(std::string_view(golden).substr(begin, end - begin));
        begin = end + 1;
        EncodeSettings settings;
        settings.objective = line.stringOr("objective", "");
        settings.learn = line.stringOr("learn", "");
        const Encoded encoded = encode(model(line.stringOr("model", "")), only(line.find("row")->dump()), settings);
        ASSERT_EQ(encoded.samples.size(), 1u) << line.dump() << encoded.dropped;
        EXPECT_EQ(encoded.samples[0].ids, integers(*line.find("input_ids"))) << line.dump();
        EXPECT_EQ(encoded.samples[0].labels(), integers(*line.find("labels"))) << line.dump();
    }
    EXPECT_EQ(rows, 94u);
}

TEST(Encode, PromptAndCompletionAreAChatWhereThereIsATemplate) {
    const Encoded pair = encode(model("tiny-chat"), only(R"({"prompt": "Hi", "completion": "Hello, how are you?"})"), {});
    EXPECT_EQ(pair.samples.at(0).labels(), encode(model("tiny-chat"), only(kChat), {}).samples.at(0).labels());
}

TEST(Encode, PlainIsATemplateWhenItIsAskedFor) {
    const TextModel plain = TextModel::load(dataFile("models/tiny-base"), "plain");
    const Encoded pair = encode(plain, only(R"({"prompt": "Hi", "completion": "Hello"})"), {});
    EXPECT_EQ(plain.tokenizer().decode(pair.samples.at(0).ids, false), "<s>User:\nHi\n\nAssistant:\nHello</s>\n\n");
}

TEST(Encode, ATokenThatBeginsInThePromptIsNotLearnt) {
    const Sample sample = encode(model("tiny-base"), only(R"({"prompt": "Question: ", "completion": "what"})"), {}).samples.at(0);
    EXPECT_EQ(model("tiny-base").tokenizer().tokenOf(sample.ids[sample.ids.size() - 2]), "\xC4\xA0what");
    EXPECT_EQ(sample.labelCount(), 1);  // eos
}

TEST(Encode, AnEmptyPromptLeavesTheBeginningTokenUnlearnt) {
    const Sample sample = encode(model("tiny-base"), only(R"({"prompt": "", "completion": "what"})"), {}).samples.at(0);
    EXPECT_EQ(sample.ids.front(), 1);
    EXPECT_EQ(sample.labels().front(), kNotLearnt);
    EXPECT_NE(sample.labels().at(1), kNotLearnt);
}

TEST(Encode, RowsWithoutAnswerAreDropped) {
    for (const char* row : {R"({"messages": [{"role": "user", "content": "Hi"}]})", R"({"messages": []})", R"({"prompt": "Hi", "completion": ""})",
                            R"({"prompt": "Hi", "completion": null})", R"({"prompt": "Hi", "completion": " \n"})",
                            R"({"prompt": "Hi", "completion": "\u200b\ufeff\u2060\u00a0\u3164\u2800"})",
                            R"({"messages": [{"role": "user", "content": "Hi"}, {"role": "assistant", "content": ""}]})",
                            R"({"prompt": [{"role": "assistant", "content": "Hi"}], "completion": []})"})
        for (const char* name : {"tiny-chat", "tiny-base"}) {
            const Encoded encoded = encode(model(name), only(row), {});
            EXPECT_EQ(encoded.dropped, "no answer") << row << name;
            EXPECT_TRUE(encoded.samples.empty());
        }
}

TEST(Encode, RowsTheTemplateRefusesSayWhy) {
    const Encoded encoded = encode(model("tiny-chat"), only(R"({"messages": [{"role": "narrator", "content": "x"}, {"role": "assistant", "content": "y"}]})"), {});
    EXPECT_THAT(encoded.dropped, StartsWith("template: "));
    EXPECT_THAT(encoded.dropped, HasSubstr("narrator"));
}

TEST(Encode, RowsThatTeachNothingAreDropped) {
    EXPECT_EQ(encode(model("tiny-chat"), only(R"({"text": ""})"), {}).dropped, "nothing learnt");
    EXPECT_EQ(encode(model("tiny-chat"), only(kChat), limited(3, "truncate")).dropped, "nothing learnt");
}

TEST(Encode, OverlongRowsAreDroppedUnlessAskedOtherwise) {
    const Sample whole = encode(model("tiny-chat"), only(kChat), {}).samples.at(0);
    const int64_t length = std::ssize(whole.ids);
    EXPECT_EQ(encode(model("tiny-chat"), only(kChat), limited(length)).dropped, "");
    EXPECT_EQ(encode(model("tiny-chat"), only(kChat), limited(length - 1)).dropped, "overlong");
    const Encoded cut = encode(model("tiny-chat"), only(kChat), limited(length - 4, "truncate"));
    EXPECT_EQ(std::ssize(cut.samples.at(0).ids), length - 4);
    const Encoded pieces = encode(model("tiny-chat"), only(kChat), limited(10, "split"));
    EXPECT_LE(pieces.samples.size(), 2u);
    EXPECT_TRUE(pieces.split);
    EXPECT_FALSE(cut.split);
    for (const Sample& piece : pieces.samples) EXPECT_GT(piece.labelCount(), 0);
}

TEST(Encode, KeptDroppedRowsAreCutToTheLimit) {
    EncodeSettings settings = limited(7);
    settings.keepDropped = true;
    const Encoded encoded = encode(model("tiny-chat"), only(kChat), settings);
    EXPECT_EQ(encoded.dropped, "overlong");
    EXPECT_EQ(encoded.samples.at(0).ids.size(), 7u);
}

TEST(Encode, LongDocumentsAreSplitWithEosAfterTheLastPieceOnly) {
    std::string text;
    for (int i = 0; i < 100; ++i) text += "Tuning a model is not so different. ";
    const Example document = only(text, "a.md");
    const Sample whole = encode(model("tiny-base"), document, {}).samples.at(0);
    const Encoded split = encode(model("tiny-base"), document, limited(64));
    std::vector<int32_t> joined;
    for (const Sample& piece : split.samples) {
        EXPECT_LE(piece.ids.size(), 64u);
        EXPECT_EQ(piece.labelCount(), std::ssize(piece.ids) - 1);
        joined.insert(joined.end(), piece.ids.begin(), piece.ids.end());
    }
    EXPECT_EQ(joined, whole.ids);
    EXPECT_EQ(std::count(joined.begin(), joined.end(), 2), 1);
    EXPECT_EQ(joined.back(), 2);
}

TEST(Encode, OnlyTheAnswerOfAConversationalCompletionIsLearnt) {
    const char* row = R"({"prompt": [{"role": "user", "content": "a"}, {"role": "assistant", "content": "b"}, {"role": "user", "content": "c"}], "completion": [{"role": "assistant", "content": "d"}]})";
    for (const char* name : {"tiny-chat", "tiny-chat-marked", "tiny-base"}) {
        const Sample sample = encode(model(name), only(row), {}).samples.at(0);
        std::vector<int32_t> learnt;
        for (size_t i = 0; i < sample.ids.size(); ++i)
            if (sample.learnt[i]) learnt.push_back(sample.ids[i]);
        EXPECT_EQ(model(name).tokenizer().decode(learnt, true), "d") << name;
    }
}

TEST(Encode, TheTextObjectiveLearnsRowsWithoutAnswer) {
    EncodeSettings settings;
    settings.objective = "text";
    const Encoded encoded = encode(model("tiny-chat"), only(R"({"messages": [{"role": "user", "content": "Hi"}]})"), settings);
    EXPECT_EQ(encoded.dropped, "");
    EXPECT_EQ(encoded.samples.at(0).labelCount(), std::ssize(encoded.samples.at(0).ids) - 1);
}

}  // namespace
}  // namespace luthier::testing
