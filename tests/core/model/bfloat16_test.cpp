// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include <map>

#include "core/base/file.h"
#include "core/model/decoder.h"
#include "core/ops/matmul.h"
#include "tests/support/temp_folder.h"
#include "tests/support/torch_batch.h"
#include "tests/support/torch_near.h"

namespace luthier {
namespace {

// ---- goldens of the reference library (tests/golden/model/make_model_golden.py) ------------------------------------------------------------

uint32_t mixed32(uint32_t x) {
    x ^= x >> 16;
    x *= 0x7FEB352Du;
    x ^= x >> 15;
    x *= 0x846CA68Bu;
    return x ^ (x >> 16);
}

at::Tensor goldenWeight(uint64_t number, at::IntArrayRef shape, bool isNorm) {
    at::Tensor weight = at::empty(shape, at::kFloat);
    for (int64_t i = 0; i < weight.numel(); ++i) {
        const double value = mixed32(static_cast<uint32_t>(number * 2654435761u + static_cast<uint64_t>(i))) / 2147483648.0 - 1;
        weight.data_ptr<float>()[i] = static_cast<float>(isNorm ? 1 + 0.25 * value : 0.2 * value);
    }
    return weight;
}

struct Golden {
    Json json;
    Checkpoint numbers;
    std::unique_ptr<Decoder> decoder;
    Batch batch;

    at::Tensor tensor(const std::string& name) const { return tensorOf(*numbers.find(name)); }
};

DecoderConfig configOf(const Json& json) {
    ConfigRead read = readDecoderConfig(json);
    EXPECT_TRUE(read.problems.empty()) << (read.problems.empty() ? "" : read.problems[0].what);
    return read.config;
}

Golden golden(const std::string& name) {
    const auto folder = pathOf(LUTHIER_SOURCE) / "tests" / "golden" / "model";
    Golden g{Json::parse(readFile(folder / (name + ".json"))), Checkpoint::openFile(folder / (name + ".safetensors")), nullptr, {}};
    g.decoder = Decoder::random(configOf(*g.json.find("config")), 1);
    const Json::Array& names = g.json.find("names")->asArray();
    std::map<std::string, at::Tensor*> byName;
    for (NamedTensor& parameter : g.decoder->parameters()) byName[parameter.name] = parameter.tensor;
    EXPECT_EQ(byName.size(), names.size());
    const bool tied = g.decoder->tied();
    for (size_t number = 0; number < names.size(); ++number) {
        const std::string& parameter = names[number].asString();
        at::Tensor& tensor = *byName.at(parameter);
        tensor = goldenWeight(number, tensor.sizes(), parameter.ends_with("norm.weight"));
    }
    if (tied) g.decoder->head.weight = g.decoder->embedding.weight;
    for (NamedTensor& parameter : g.decoder->parameters()) parameter.tensor->requires_grad_();
    g.batch = packed(samplesOf(*g.json.find("samples"), *g.json.find("labels")));
    return g;
}

class Bfloat16 : public ::testing::TestWithParam<const char*> {};

/// In the same precision as the reference: Transformers with dtype=bfloat16 (tests/golden/model/make_bfloat16_golden.py).
TEST_P(Bfloat16, LossAgreesWithTransformersInBfloat16) {
    constexpr double kNatsPerToken = 5e-3;
    const Golden g = golden(GetParam());
    const at::NoGradGuard noGrad;
    const bool tied = g.decoder->tied();
    for (NamedTensor& parameter : g.decoder->parameters()) {
        const at::Tensor rounded = parameter.tensor->detach().to(at::kBFloat16);
        *parameter.tensor = parameter.tensor->dim() == 2 ? rounded : rounded.to(at::kFloat);
    }
    if (tied) g.decoder->head.weight = g.decoder->embedding.weight;
    const ArithmeticScope narrow(Arithmetic::BFloat16);
    const Json cases = Json::parse(readFile(pathOf(LUTHIER_SOURCE) / "tests" / "golden" / "model" / "bfloat16.json"));
    const double loss = g.decoder->loss(g.decoder->hidden(g.batch), g.batch).sum.item<double>();
    EXPECT_NEAR(loss, cases.find(GetParam())->numberOr("loss_sum", 0), kNatsPerToken * g.json.numberOr("count", 0));
}

TEST_P(Bfloat16, GradientsPointWhereThoseInFloat32Do) {
    const Golden g = golden(GetParam());
    const ArithmeticScope narrow(Arithmetic::BFloat16);
    g.decoder->loss(g.decoder->hidden(g.batch), g.batch).sum.backward();
    for (NamedTensor& parameter : g.decoder->parameters()) {
        const StoredTensor* wanted = g.numbers.find("gradient." + parameter.name);
        if (!wanted) continue;
        const at::Tensor a = parameter.tensor->grad().flatten().to(at::kDouble), b = tensorOf(*wanted).flatten().to(at::kDouble);
        EXPECT_GE((a.dot(b) / (a.norm() * b.norm() + 1e-12)).item<double>(), 0.995) << parameter.name;
    }
}

INSTANTIATE_TEST_SUITE_P(Families, Bfloat16,
                         ::testing::Values("llama_tied_head24", "llama_untied_kv1_bias", "llama3_rope_long", "qwen2_tied", "qwen2_untied_gqa"),
                         [](const auto& info) { return info.param; });

/// Writes a decoder's weights as a checkpoint in float32.
std::filesystem::path written(Decoder& decoder, const std::filesystem::path& folder) {
    std::vector<StoredTensor> tensors;
    for (const NamedTensor& parameter : decoder.parameters()) tensors.push_back(storedOf(parameter.name, *parameter.tensor));
    writeSafetensors(folder / "model.safetensors", tensors);
    return folder / "model.safetensors";
}

TEST(RoundedStore, AnswersToTheBitAsTheRoundedWeightsDoInFloat32) {
    const testing::TempFolder folder;
    const Golden g = golden("llama_tied_head24");
    const at::NoGradGuard noGrad;
    const auto file = Checkpoint::openFile(written(*g.decoder, folder.path()));
    Problems problems;
    const auto narrow = Decoder::load(g.decoder->config, file, problems, Store::BFloat16), wide = Decoder::load(g.decoder->config, file, problems);
    ASSERT_TRUE(narrow && wide);
    EXPECT_EQ(narrow->embedding.weight.scalar_type(), at::kBFloat16);
    EXPECT_TRUE(narrow->tied());
    EXPECT_FALSE(at::equal(narrow->hidden(g.batch), wide->hidden(g.batch)));
    for (NamedTensor& parameter : wide->parameters())
        if (parameter.decays) *parameter.tensor = parameter.tensor->to(at::kBFloat16).to(at::kFloat);
    wide->head.weight = wide->embedding.weight;
    EXPECT_TRUE(at::equal(narrow->hidden(g.batch), wide->hidden(g.batch)));
    EXPECT_TRUE(at::equal(narrow->loss(narrow->hidden(g.batch), g.batch).sum, wide->loss(wide->hidden(g.batch), g.batch).sum));
}

TEST(RoundedStore, LeavesWhatLearnsAsItIs) {
    const testing::TempFolder folder;
    const Golden g = golden("llama_tied_head24");
    const auto file = Checkpoint::openFile(written(*g.decoder, folder.path()));
    Problems problems;
    const std::string last = g.decoder->config.plans.back().path + ".";
    const auto narrow = Decoder::load(g.decoder->config, file, problems, {Store::BFloat16, [&](const std::string& name) { return name.starts_with(last); }});
    ASSERT_TRUE(narrow);
    EXPECT_EQ(narrow->layers.front().mlp.down.weight.scalar_type(), at::kBFloat16);
    EXPECT_TRUE(at::equal(narrow->layers.back().mlp.down.weight, g.decoder->layers.back().mlp.down.weight));
}

}  // namespace
}  // namespace luthier
