// SPDX-License-Identifier: Apache-2.0
#include "core/text/model_files.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

#include "core/base/error.h"
#include "core/base/file.h"
#include "core/text/text_model.h"
#include "tests/support/gguf_bytes.h"

namespace luthier {
namespace {

using testing::GgufBytes;
using testing::goldenFile;
using testing::TempFolder;
using ::testing::HasSubstr;

// Golden values of Transformers and gguf: tests/golden/gguf/make_gguf_golden.py.
class GgufTokenizer : public ::testing::TestWithParam<const char*> {
protected:
    std::filesystem::path file() const { return goldenFile(std::string("gguf/") + GetParam() + ".gguf"); }
    Json expected() const { return Json::parse(readFile(goldenFile(std::string("gguf/") + GetParam() + ".json"))); }
    Json told(const char* name) const { return Json::parse(ModelFiles(file()).read(name).value_or("null")); }
};

/// Members by name, at every depth: the order of the vocabulary is not part of what is compared.
std::string sorted(const Json& json) {
    Json::Style style;
    style.sortKeys = true;
    return json.dump(style);
}

TEST_P(GgufTokenizer, IsTheTokenizerJsonThatTransformersMakes) {
    const Json mine = told("tokenizer.json"), theirs = *expected().find("tokenizer");
    for (const auto& [section, value] : theirs.asObject()) {
        ASSERT_NE(mine.find(section), nullptr) << section;
        EXPECT_EQ(sorted(*mine.find(section)), sorted(value)) << section;
    }
    EXPECT_EQ(mine.size(), theirs.size());
}

TEST_P(GgufTokenizer, GivesTheReferencesIds) {
    const auto tokenizer = Tokenizer::load(file());
    const Json texts = Json::parse(readFile(goldenFile("text/tokenizer_texts.json"))), golden = expected();
    for (size_t i = 0; i < texts.find("texts")->size(); ++i) {
        const std::string& text = texts.find("texts")->asArray()[i].asString();
        std::vector<int32_t> ids;
        for (const Json& id : golden.find("ids")->asArray()[i].asArray()) ids.push_back(static_cast<int32_t>(id.asInteger()));
        EXPECT_EQ(tokenizer->encode(text, true), ids) << text;
    }
}

TEST_P(GgufTokenizer, NamesTheReferencesSpecialTokens) {
    const Json mine = told("tokenizer_config.json"), golden = expected();
    for (const auto& [name, token] : golden.find("special")->asObject()) EXPECT_EQ(mine.stringOr(name, "none"), token.isNull() ? "none" : token.asString()) << name;
}

INSTANTIATE_TEST_SUITE_P(Files, GgufTokenizer, ::testing::Values("llama_mixed", "llama_pieces", "qwen2_k", "llama3_tokens", "gpt4o_tokens", "gemma2_tokens", "phi3_tokens", "spm_bos"),
                         [](const auto& info) { return std::string(info.param); });

TEST(ModelFiles, OfAGgufFileHoldTheChatTemplate) {
    const TextModel model = TextModel::load(goldenFile("gguf/llama_mixed.gguf"));
    const Json golden = Json::parse(readFile(goldenFile("gguf/llama_mixed.json")));
    const Json chat = Json::parse(R"([{"role":"user","content":"Hi"}])");
    EXPECT_EQ(model.render(chat, nullptr, true).text, golden.stringOr("chat", ""));
    EXPECT_EQ(model.stopIds(), std::vector<int32_t>{2});
    EXPECT_EQ(model.maxLength(), 256);
}

TEST(ModelFiles, OfAFolderAreItsFiles) {
    const ModelFiles files(testing::dataFile("models/tiny-chat"));
    EXPECT_EQ(files.gguf(), nullptr);
    EXPECT_EQ(files.read("config.json"), readFile(testing::dataFile("models/tiny-chat/config.json")));
    EXPECT_EQ(files.read("none.json"), std::nullopt);
}

std::string faultOf(const GgufBytes& bytes) {
    TempFolder folder;
    try {
        Tokenizer::load(bytes.writeTo(folder));
    } catch (const Error& error) {
        EXPECT_THAT(error.where(), HasSubstr("model.gguf"));
        return error.what();
    }
    return "";
}

GgufBytes tokens(uint64_t keys, const std::string& kind) {
    GgufBytes bytes = GgufBytes().head(0, keys + 2).textKey("tokenizer.ggml.model", kind).key("tokenizer.ggml.tokens", GgufBytes::kArray);
    return bytes.number(GgufBytes::kText).number(uint64_t{2}).text("a").text("b");
}

TEST(ModelFiles, RefuseATokenizerThatIsMissingOrOfAnotherKind) {
    EXPECT_THAT(faultOf(GgufBytes().head(0, 1).textKey("general.architecture", "llama")), HasSubstr("no tokenizer"));
    EXPECT_THAT(faultOf(tokens(0, "rwkv")), HasSubstr("rwkv"));
    EXPECT_THAT(faultOf(tokens(0, "gpt2")), HasSubstr("tokenizer.ggml.merges"));
    EXPECT_THAT(faultOf(tokens(0, "llama")), HasSubstr("score"));
}

TEST(ModelFiles, RefuseIdsBeyondTheVocabularyAndBrokenMerges) {
    EXPECT_THAT(faultOf(tokens(1, "gpt2").sizeKey("tokenizer.ggml.eos_token_id", 2)), HasSubstr("eos_token_id is 2"));
    EXPECT_THAT(faultOf(tokens(1, "gpt2").key("tokenizer.ggml.merges", GgufBytes::kArray).number(GgufBytes::kText).number(uint64_t{1}).text("a b c")), HasSubstr("pair"));
    EXPECT_THAT(faultOf(tokens(1, "gpt2").key("tokenizer.ggml.merges", GgufBytes::kArray).number(GgufBytes::kText).number(uint64_t{1}).text("a x")), HasSubstr("'ax'"));
}

}  // namespace
}  // namespace luthier
