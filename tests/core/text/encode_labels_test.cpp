// SPDX-License-Identifier: Apache-2.0
// Golden ids of tokenizers 0.23.3 (tests/golden/text/make_label_encode.py), exact.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "core/base/file.h"
#include "tests/core/text/chat_folder.h"

namespace luthier::testing {
namespace {

using ::testing::ElementsAre;
using ::testing::Each;

/// tiny-base with "</s>" behind every text, as encoders have their [SEP].
TextModel endingModel() {
    Json settings = Json::parse(readFile(dataFile("models/tiny-base") / "tokenizer.json"));
    Json& processor = settings["post_processor"];
    processor["single"].push_back(Json::parse(R"({"SpecialToken": {"id": "</s>", "type_id": 0}})"));
    processor["special_tokens"]["</s>"] = Json::parse(R"({"id": "</s>", "ids": [2], "tokens": ["</s>"]})");
    return ChatFolder("tiny-base").write("tokenizer.json", settings.dump()).load();
}

Example labelled(const std::string& text, Json label) {
    Example example;
    example.kind = Example::Kind::PromptCompletion;
    example.prompt = text;
    example.completion = labelText(label);
    example.label = std::move(label);
    return example;
}

EncodeSettings classifying(int64_t maxLength = 0, const std::string& overlong = "auto") {
    return {"classify", "assistant", maxLength, overlong, {LabelScheme::Kind::One, {"a", "b"}}};
}

TEST(EncodeLabels, IdsAreTheTokenizersWholeAndTruncated) {
    const TextModel model = endingModel();
    const std::string golden = readFile(goldenFile("text/label_encode.jsonl"));
    size_t rows = 0;
    for (size_t begin = 0; begin < golden.size(); ++rows) {
        const size_t end = golden.find('\n', begin);
        const Json line = Json::parse(std::string_view(golden).substr(begin, end - begin));
        begin = end + 1;
        const Encoded encoded = encode(model, labelled(line.stringOr("text", ""), "b"), classifying(line.integerOr("max_length", 0), "truncate"));
        ASSERT_EQ(encoded.samples.size(), 1u) << line.dump() << encoded.dropped;
        std::vector<int32_t> wanted;
        for (const Json& id : line.find("input_ids")->asArray()) wanted.push_back(static_cast<int32_t>(id.asInteger()));
        EXPECT_EQ(encoded.samples[0].ids, wanted) << line.dump();
    }
    EXPECT_EQ(rows, 21u);
}

TEST(EncodeLabels, NothingIsLearntButTheLabel) {
    const Sample sample = encode(endingModel(), labelled("Hello", "b"), classifying()).samples.at(0);
    EXPECT_THAT(sample.learnt, Each(false));
    EXPECT_THAT(sample.target, ElementsAre(1));
    EXPECT_EQ(sample.labelCount(), 1);
}

TEST(EncodeLabels, ATemplateWritesNothingAroundTheText) {
    const TextModel chat = TextModel::load(dataFile("models/tiny-chat"));
    ASSERT_TRUE(chat.hasTemplate());
    EXPECT_EQ(encode(chat, labelled("Hello", "a"), classifying()).samples.at(0).ids, chat.tokenizer().encode("Hello", true));
}

TEST(EncodeLabels, AnOverlongRowIsLeftOutUnlessItMayBeCut) {
    const TextModel model = endingModel();
    for (const char* overlong : {"auto", "drop", "split"}) EXPECT_EQ(encode(model, labelled("Hello, how are you?", "a"), classifying(3, overlong)).dropped, "overlong");
    const Sample cut = encode(model, labelled("Hello, how are you?", "a"), classifying(3, "truncate")).samples.at(0);
    EXPECT_EQ(cut.ids.size(), 3u);
    EXPECT_THAT(cut.target, ElementsAre(0));
}

TEST(EncodeLabels, ARowThatCannotBeLearntSaysWhy) {
    const TextModel model = endingModel();
    EXPECT_EQ(encode(model, labelled("Hello", Json()), classifying()).dropped, "no label");
    EXPECT_EQ(encode(model, labelled("Hello", "c"), classifying()).dropped, "unknown label");
    EXPECT_EQ(encode(model, labelled(" \n", "a"), classifying()).dropped, "no text");
    EncodeSettings number = classifying();
    number.labels = {LabelScheme::Kind::Number, {}};
    EXPECT_EQ(encode(model, labelled("Hello", "a"), number).dropped, "not a number");
}

TEST(EncodeLabels, ToAnObjectiveOverTokensALabelIsAnAnswer) {
    const TextModel chat = TextModel::load(dataFile("models/tiny-chat"));
    Example pair;
    pair.kind = Example::Kind::PromptCompletion;
    pair.prompt = "Hello";
    pair.completion = "b";
    EXPECT_EQ(encode(chat, labelled("Hello", "b"), {}).samples.at(0).labels(), encode(chat, pair, {}).samples.at(0).labels());
}

}  // namespace
}  // namespace luthier::testing
