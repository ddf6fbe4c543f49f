// SPDX-License-Identifier: Apache-2.0
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cstring>

#include "core/base/error.h"
#include "core/base/file.h"
#include "core/base/gguf_file.h"
#include "core/base/hash.h"
#include "core/model/checkpoint.h"
#include "core/model/decoder.h"
#include "core/ops/matmul.h"
#include "core/ops/packed_weight.h"
#include "tests/support/gguf_bytes.h"
#include "tests/support/torch_batch.h"
#include "tests/support/torch_near.h"

namespace luthier {
namespace {

using testing::GgufBytes;
using testing::goldenFile;
using testing::TempFolder;
using ::testing::HasSubstr;

// Golden values of the gguf library and Transformers: tests/golden/gguf/make_gguf_golden.py.

std::string valuesOf(const StoredTensor& tensor) {
    std::string values(static_cast<size_t>(tensor.elements()) * bytesOf(tensor.format), '\0');
    tensor.readRows(0, tensor.shape.front(), reinterpret_cast<std::byte*>(values.data()));
    return values;
}

std::string widenedHalves(const std::string& halves, bool brain) {
    std::string wide(halves.size() * 2, '\0');
    for (size_t i = 0; i < halves.size() / 2; ++i) {
        uint16_t bits;
        std::memcpy(&bits, halves.data() + 2 * i, 2);
        const uint32_t shifted = uint32_t{bits} << 16;
        const float value = brain ? std::bit_cast<float>(shifted) : halfValue(bits);
        std::memcpy(wide.data() + 4 * i, &value, 4);
    }
    return wide;
}

class BlockFormats : public ::testing::TestWithParam<const char*> {};

TEST_P(BlockFormats, GiveTheGgufLibrarysValuesBitForBit) {
    const Checkpoint blocks = Checkpoint::open(goldenFile("gguf/blocks.gguf")), expected = Checkpoint::openFile(goldenFile("gguf/blocks.safetensors"));
    int seen = 0;
    for (const auto& [name, tensor] : expected.tensors()) {
        if (!name.starts_with(GetParam() + std::string("."))) continue;
        ++seen;
        const StoredTensor* packed = blocks.find(name);
        ASSERT_NE(packed, nullptr) << name;
        EXPECT_EQ(packed->shape, tensor.shape) << name;
        std::string values = valuesOf(*packed);
        if (packed->format == NumberFormat::Float16 || packed->format == NumberFormat::BFloat16) values = widenedHalves(values, packed->format == NumberFormat::BFloat16);
        EXPECT_EQ(values, std::string(reinterpret_cast<const char*>(tensor.bytes.data()), tensor.bytes.size())) << name;
    }
    EXPECT_GT(seen, 0);
}

INSTANTIATE_TEST_SUITE_P(All, BlockFormats, ::testing::Values("F32", "F16", "BF16", "Q4_0", "Q4_1", "Q5_0", "Q5_1", "Q8_0", "Q4_K", "Q5_K", "Q6_K"),
                         [](const auto& info) { return std::string(info.param); });

TEST(HalfValue, IsExactAtTheEdges) {
    EXPECT_EQ(halfValue(0x0001), 0x1p-24f);
    EXPECT_EQ(halfValue(0x83FF), -1023 * 0x1p-24f);
    EXPECT_EQ(halfValue(0x7BFF), 65504.0f);
    EXPECT_TRUE(std::signbit(halfValue(0x8000)));
    EXPECT_TRUE(std::isinf(halfValue(0xFC00)));
    EXPECT_TRUE(std::isnan(halfValue(0x7E00)));
}

class GgufModel : public ::testing::TestWithParam<const char*> {
protected:
    std::filesystem::path file() const { return goldenFile(std::string("gguf/") + GetParam() + ".gguf"); }
    Json golden() const { return Json::parse(readFile(goldenFile(std::string("gguf/") + GetParam() + ".json"))); }
    std::unique_ptr<Decoder> decoder(Store store = Store::Float32) const {
        ConfigRead read = readDecoderConfig(file());
        auto decoder = Decoder::load(read.config, Checkpoint::open(file()), read.problems, store);
        EXPECT_TRUE(read.problems.empty()) << read.problems[0].what;
        return decoder;
    }
};

TEST_P(GgufModel, HasTheReferencesConfig) {
    const DecoderConfig config = readDecoderConfig(file()).config;
    const Json expected = *golden().find("config");
    const auto number = [&](const char* key) { return expected.integerOr(key, -1); };
    EXPECT_EQ(config.modelType, expected.stringOr("model_type", ""));
    EXPECT_EQ(config.vocabulary, number("vocab_size"));
    EXPECT_EQ(config.hidden, number("hidden_size"));
    EXPECT_EQ(config.intermediate, number("intermediate_size"));
    EXPECT_EQ(config.layers, number("num_hidden_layers"));
    EXPECT_EQ(config.heads, number("num_attention_heads"));
    EXPECT_EQ(config.kvHeads, number("num_key_value_heads"));
    EXPECT_EQ(config.headSize, number("head_dim"));
    EXPECT_EQ(config.maxPositions, number("max_position_embeddings"));
    EXPECT_EQ(config.finalNorm.eps, expected.numberOr("rms_norm_eps", 0));
    EXPECT_EQ(config.ropes.at(0).theta, expected.numberOr("rope_theta", 0));
    EXPECT_EQ(config.tied, expected.boolOr("tie_word_embeddings", !config.tied));
    EXPECT_EQ(config.eosIds, std::vector<int64_t>{number("eos_token_id")});
}

TEST_P(GgufModel, LoadsTheReferencesWeightsBitForBit) {
    const auto model = decoder();
    const Json expected = *golden().find("weights");
    size_t seen = 0;
    for (const NamedTensor& parameter : model->parameters()) {
        const StoredTensor stored = storedOf(parameter.name, parameter.tensor->contiguous());
        const std::string_view bytes(reinterpret_cast<const char*>(stored.bytes.data()), stored.bytes.size());
        EXPECT_EQ(sha256Hex(bytes), expected.stringOr(parameter.name, "")) << parameter.name;
        ++seen;
    }
    EXPECT_EQ(seen, expected.size());
}

TEST_P(GgufModel, GivesTheReferencesLogits) {
    const Checkpoint numbers = Checkpoint::openFile(goldenFile(std::string("gguf/") + GetParam() + ".safetensors"));
    const at::Tensor expected = tensorOf(*numbers.find("logits"));
    std::vector<int64_t> tokens;
    const Json golden = this->golden();
    for (const Json& id : golden.find("tokens")->asArray()) tokens.push_back(id.asInteger());
    for (const Store store : {Store::Float32, Store::AsStored}) {
        const auto model = decoder(store);
        KvCache cache = model->newCache(64);
        const at::Tensor logits = model->next(tokens, cache), last = expected[expected.size(0) - 1];
        EXPECT_LT((logits - last).abs().max().item<float>(), 1e-5f * last.abs().max().item<float>());
    }
}

TEST_P(GgufModel, StaysPackedAndAnswersToTheBitAsUnpacked) {
    const auto packed = decoder(Store::AsStored), unpacked = decoder();
    const Checkpoint checkpoint = Checkpoint::open(file());
    const bool hasBlocks = std::ranges::any_of(checkpoint.tensors(), [](const auto& stored) { return stored.second.packing != nullptr; });
    const std::vector<NamedTensor> parameters = packed->parameters();
    EXPECT_EQ(std::ranges::any_of(parameters, [](const NamedTensor& parameter) { return isPacked(*parameter.tensor); }), hasBlocks);
    KvCache one = packed->newCache(16), other = unpacked->newCache(16);
    EXPECT_TRUE(at::equal(packed->next({5, 9, 2, 11}, one), unpacked->next({5, 9, 2, 11}, other)));
    EXPECT_TRUE(at::equal(luthier::valuesOf(packed->embedding.weight), unpacked->embedding.weight));
}

INSTANTIATE_TEST_SUITE_P(Files, GgufModel, ::testing::Values("llama_mixed", "llama_pieces", "qwen2_k"), [](const auto& info) { return std::string(info.param); });

GgufBytes family(uint64_t tensors, uint64_t keys, const std::string& name = "llama") {
    return GgufBytes()
        .head(tensors, keys + 4)
        .textKey("general.architecture", name)
        .sizeKey(name + ".attention.head_count", 4)
        .sizeKey(name + ".embedding_length", 64)
        .sizeKey(name + ".block_count", 2);
}

std::string faultOf(const GgufBytes& bytes) {
    TempFolder folder;
    try {
        Checkpoint::open(bytes.writeTo(folder));
    } catch (const Error& error) {
        EXPECT_THAT(error.where(), HasSubstr("model.gguf"));
        return error.what();
    }
    return "";
}

TEST(GgufCheckpoint, RefusesFamiliesAndFormatsItCannotOpen) {
    EXPECT_THAT(faultOf(family(0, 0, "mamba")), HasSubstr("mamba"));
    EXPECT_THAT(faultOf(family(1, 0).tensor("token_embd.weight", {256, 2}, 16, 0).data(256)), HasSubstr("IQ2_XXS"));
}

TEST(GgufCheckpoint, RefusesPackedTensorsThatAreNoMatrices) {
    EXPECT_THAT(faultOf(family(1, 0).tensor("blk.0.attn_norm.weight", {64}, 8, 0).data(68)), HasSubstr("no matrix"));
}

TEST(GgufCheckpoint, RefusesRowsThatItsHeadsDoNotDivide) {
    EXPECT_THAT(faultOf(family(1, 0).tensor("blk.0.attn_q.weight", {64, 12}, 0, 0).data(4096)), HasSubstr("4 heads"));
    EXPECT_THAT(faultOf(GgufBytes().head(1, 1).textKey("general.architecture", "llama").tensor("blk.0.attn_q.weight", {64, 12}, 0, 0).data(4096)), HasSubstr("0 heads"));
}

Problems problemsOf(const GgufBytes& bytes, DecoderConfig* config = nullptr) {
    TempFolder folder;
    ConfigRead read = readDecoderConfig(bytes.writeTo(folder));
    if (config) *config = read.config;
    return read.problems;
}

/// Factors by which Llama 3.1's frequencies are divided, as llama.cpp's converter writes them; `wrong` spoils one.
GgufBytes stretched(float wrong = 0) {
    RopeSettings plain;
    plain.theta = 500000;
    RopeSettings stretched = plain;
    stretched.kind = RopeSettings::Kind::Llama3;
    stretched.factor = 8, stretched.originalMaxPositions = 8192;
    GgufBytes bytes = family(1, 1).key("llama.rope.freq_base", GgufBytes::kF32).number(500000.0f).tensor("rope_freqs.weight", {8}, 0, 0).data(0);
    const std::vector<double> usual = plain.inverseFrequencies(16), changed = stretched.inverseFrequencies(16);
    for (size_t i = 0; i < usual.size(); ++i) bytes.number(static_cast<float>(usual[i] / changed[i]) + (i == 5 ? wrong : 0));
    return bytes;
}

TEST(GgufConfig, TellsLlama3sStretchedRotationByItsFactors) {
    DecoderConfig config;
    EXPECT_FALSE(hasError(problemsOf(stretched(), &config)));
    EXPECT_EQ(config.ropes.at(0).kind, RopeSettings::Kind::Llama3);
    EXPECT_EQ(config.ropes.at(0).factor, 8);
    EXPECT_THAT(problemsOf(stretched(0.3f)).at(0).where, HasSubstr("rope_freqs.weight"));
}

TEST(GgufConfig, RefusesWhatWouldGiveOtherNumbers) {
    EXPECT_THAT(problemsOf(family(0, 1).textKey("llama.rope.scaling.type", "yarn")).at(0).where, HasSubstr("rope_scaling"));
    EXPECT_THAT(problemsOf(family(0, 1).sizeKey("split.count", 3)).at(0).what, HasSubstr("3 files"));
    EXPECT_THAT(problemsOf(family(0, 2).sizeKey("llama.attention.key_length", 16).sizeKey("llama.rope.dimension_count", 8)).at(0).where, HasSubstr("partial_rotary_factor"));
    EXPECT_THAT(problemsOf(family(0, 0, "mamba")).at(0).what, HasSubstr("mamba"));
    const std::vector<Problem> lacking = problemsOf(GgufBytes().head(0, 2).textKey("general.architecture", "llama").sizeKey("llama.embedding_length", 64));
    ASSERT_EQ(lacking.size(), 2u);
    EXPECT_THAT(lacking[1].where + " " + lacking[1].what, HasSubstr("attention.head_count is missing"));
}

}  // namespace
}  // namespace luthier
