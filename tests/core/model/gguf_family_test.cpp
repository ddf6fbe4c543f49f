// SPDX-License-Identifier: Apache-2.0
// GGUF files of every family, written as llama.cpp's converter writes them, give the logits of the model they were made of
// (tests/golden/gguf/families/make_gguf_families.py; gguf 0.19.0, Transformers 5.23.0).
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>

#include "core/base/os.h"
#include "core/model/decoder.h"
#include "tests/support/gguf_bytes.h"
#include "tests/support/torch_batch.h"
#include "tests/support/torch_family.h"

namespace luthier {
namespace {

using testing::GgufBytes;
using ::testing::HasSubstr;

std::filesystem::path folder() { return pathOf(LUTHIER_SOURCE) / "tests" / "golden" / "gguf" / "families"; }

/// A model of a file or a folder; a fault of any kind fails the test.
std::unique_ptr<Decoder> opened(const std::filesystem::path& model) {
    ConfigRead read = readDecoderConfig(model);
    auto decoder = hasError(read.problems) ? nullptr : Decoder::load(read.config, Checkpoint::open(model), read.problems);
    for (const Problem& problem : read.problems) ADD_FAILURE() << problem.where << " " << problem.what;
    return decoder;
}

class GgufFamilies : public ::testing::TestWithParam<std::string> {
protected:
    GgufFamilies() : json_(Json::parse(readFile(folder() / (GetParam() + ".json")))) {}
    std::filesystem::path file() const { return folder() / (GetParam() + ".gguf"); }

    at::Tensor logitsOf(Decoder& decoder) const {
        std::vector<int64_t> tokens;
        for (const Json& id : json_.find("tokens")->asArray()) tokens.push_back(id.asInteger());
        const at::NoGradGuard noGrad;
        return decoder.logits(decoder.hidden(packed({{tokens, tokens}})));
    }

    Json json_;
};

// Tolerance: 2e-5 of the largest logit.
TEST_P(GgufFamilies, LogitsAreThoseOfTheModelTheyWereMadeOf) {
    const auto decoder = opened(file());
    ASSERT_TRUE(decoder);
    EXPECT_EQ(decoder->config.eosIds, std::vector<int64_t>{2});
    const at::Tensor logits = logitsOf(*decoder);
    const Json::Array& rows = json_.find("rows")->asArray();
    for (size_t i = 0; i < rows.size(); ++i) {
        std::vector<double> row;
        for (const Json& value : json_.find("logits")->asArray()[i].asArray()) row.push_back(value.asNumber());
        const at::Tensor expected = at::tensor(row, at::kDouble);
        const double apart = (logits[rows[i].asInteger()].to(at::kDouble) - expected).abs().max().item<double>();
        EXPECT_LE(apart, 2e-5 * std::max(1.0, expected.abs().max().item<double>())) << "row " << rows[i].asInteger();
    }
}

/// Config and weights as an export writes them; with LUTHIER_EXPORTS there, to be opened by Transformers (tests/interop/gguf_families.py).
TEST_P(GgufFamilies, WrittenInTheHubsLayoutItIsTheSameModel) {
    const testing::TempFolder temporary;
    const auto kept = os::environment("LUTHIER_EXPORTS");
    const std::filesystem::path out = kept ? pathOf(*kept) / ("gguf_" + GetParam()) : temporary.path();
    std::filesystem::create_directories(out);
    const auto decoder = opened(file());
    ASSERT_TRUE(decoder);
    std::vector<StoredTensor> tensors;
    for (NamedTensor& parameter : decoder->parameters()) tensors.push_back(storedOf(publishedName(decoder->config, parameter.name), *parameter.tensor));
    writeSafetensors(out / "model.safetensors", tensors);
    writeFileAtomically(out / "config.json", decoder->config.source.dump());
    const auto again = opened(out);
    ASSERT_TRUE(again);
    EXPECT_TRUE(at::equal(logitsOf(*again), logitsOf(*decoder)));
}

std::vector<std::string> cases() { return testing::casesIn(folder()); }

INSTANTIATE_TEST_SUITE_P(Golden, GgufFamilies, ::testing::ValuesIn(cases()), testing::caseName);

TEST(GgufFamily, EveryFamilyThatHasOneHasAGoldenFile) {
    std::set<std::string> seen;
    for (const std::string& name : cases()) {
        const GgufFile file(folder() / (name + ".gguf"));
        if (const Architecture* family = architectureOf(file)) seen.insert(family->modelType);
    }
    for (const Architecture& family : architectures()) EXPECT_EQ(seen.contains(family.modelType), family.gguf.has_value()) << family.modelType;
}

/// What the golden file of a family says of itself, and one thing more.
ConfigRead readWith(const std::string& name, const std::string& key, uint32_t value) {
    const GgufFile file(folder() / (name + ".gguf"));
    GgufBytes members;
    uint64_t keys = 1;
    for (const auto& [known, told] : file.metadata().asObject()) {
        if (told.isString()) members.textKey(known, told.asString());
        else if (told.isInteger()) members.sizeKey(known, static_cast<uint32_t>(told.asInteger()));
        else if (told.isFloat()) members.key(known, GgufBytes::kF32).number(static_cast<float>(told.asNumber()));
        else continue;
        ++keys;
    }
    const testing::TempFolder place;
    return readDecoderConfig(GgufBytes().head(0, keys).raw(members.bytes()).sizeKey(key, value).writeTo(place));
}

TEST(GgufFamily, MetadataThatChangeNumbersAndAreNotKnownAreRefusedByName) {
    for (const auto& [name, key] : {std::pair("llama", "llama.attention.sliding_window"), std::pair("qwen2", "qwen2.final_logit_softcapping"),
                                    std::pair("olmo2", "olmo2.attention.sliding_window"), std::pair("qwen3", "qwen3.leading_dense_block_count"),
                                    std::pair("qwen2", "qwen2.rope.scaling.attn_factor"), std::pair("qwen2", "qwen2.attention.causal"), std::pair("gemma2", "gemma2.attention.sliding_window_pattern")}) {
        const ConfigRead read = readWith(name, key, 7);
        ASSERT_FALSE(read.problems.empty()) << key;
        EXPECT_THAT(read.problems.back().where, HasSubstr(key));
        EXPECT_THAT(read.problems.back().what, HasSubstr("is 7"));
    }
}

/// As llama.cpp reads a file that does not name the kind.
TEST(GgufFamily, PositionsWithAFactorAloneAreStretchedEvenly) {
    for (const char* key : {"qwen2.rope.scaling.factor", "qwen2.rope.scale_linear"}) {
        const ConfigRead read = readWith("qwen2", key, 4);
        EXPECT_TRUE(read.problems.empty()) << key;
        EXPECT_EQ(read.config.ropes.at(0).kind, RopeSettings::Kind::Linear) << key;
        EXPECT_EQ(read.config.ropes.at(0).factor, 4) << key;
    }
    EXPECT_EQ(readWith("qwen2", "qwen2.rope.scale_linear", 1).config.ropes.at(0).kind, RopeSettings::Kind::Default);
}

TEST(GgufFamily, AFamilyThatNoFormIsKnownOfIsRefusedByName) {
    const testing::TempFolder place;
    const ConfigRead read = readDecoderConfig(GgufBytes().head(0, 1).textKey("general.architecture", "mamba").writeTo(place));
    ASSERT_EQ(read.problems.size(), 1u);
    EXPECT_THAT(read.problems[0].what, HasSubstr("\"mamba\""));
}

}  // namespace
}  // namespace luthier
