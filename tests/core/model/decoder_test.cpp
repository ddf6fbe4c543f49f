// SPDX-License-Identifier: Apache-2.0
#include "core/model/decoder.h"

#include <gtest/gtest.h>

#include <cmath>

#include "core/base/error.h"
#include "core/base/file.h"
#include "core/base/hash.h"
#include "core/base/os.h"
#include "core/model/decoder_config.h"
#include "core/ops/matmul.h"
#include "tests/support/temp_folder.h"
#include "tests/support/torch_batch.h"
#include "tests/support/torch_near.h"

namespace luthier {
namespace {

DecoderConfig configOf(const Json& json) {
    ConfigRead read = readDecoderConfig(json);
    EXPECT_TRUE(read.problems.empty()) << (read.problems.empty() ? "" : read.problems[0].what);
    return read.config;
}

DecoderConfig smallConfig() {
    return configOf(Json::parse(R"({"model_type":"llama","vocab_size":97,"hidden_size":48,"intermediate_size":80,"num_hidden_layers":3,
        "num_attention_heads":4,"num_key_value_heads":2,"head_dim":14,"max_position_embeddings":256,"tie_word_embeddings":true,
        "initializer_range":0.2})"));
}

std::vector<LabelledSample> someSamples(int count = 5) {
    std::vector<LabelledSample> samples;
    for (int s = 0; s < count; ++s) {
        LabelledSample sample;
        for (int i = 0; i < 3 + 17 * ((s * 7) % 5); ++i) {
            const auto token = static_cast<int64_t>(mixed(static_cast<uint64_t>(1000 * s + i)) % 97);
            sample.tokens.push_back(token);
            sample.labels.push_back(i % 3 ? token : -100);
        }
        samples.push_back(sample);
    }
    return samples;
}

void adapt(Linear& map, double dropout) {
    map.lowRank = std::make_shared<LowRank>();
    map.lowRank->a = (at::randn({3, map.weight.size(1)}) * 0.2).requires_grad_();
    map.lowRank->b = (at::randn({map.weight.size(0), 3}) * 0.2).requires_grad_();
    map.lowRank->scale = 2;
    map.lowRank->dropout = dropout;
    map.lowRank->key = nameHash(map.path);
}

/// A decoder that learns by adapters, and by some tensors of its own.
std::unique_ptr<Decoder> adapted(double dropout, bool more = false) {
    at::manual_seed(5);
    auto decoder = Decoder::random(smallConfig(), 9);
    for (Linear* map : decoder->linears()) adapt(*map, dropout);
    if (more) {
        decoder->layers[1].preAttention.weight.requires_grad_();
        decoder->layers[2].preMlp.weight.requires_grad_();
        decoder->layers[1].mlp.up.weight.requires_grad_();
        decoder->norm.weight.requires_grad_();
        decoder->embedding.weight.requires_grad_();
    }
    return decoder;
}

std::vector<at::Tensor> learning(Decoder& decoder) {
    std::vector<at::Tensor> all;
    for (NamedTensor& parameter : decoder.parameters())
        if (parameter.tensor->requires_grad()) all.push_back(*parameter.tensor);
    for (Linear* map : decoder.linears())
        if (map->lowRank) all.insert(all.end(), {map->lowRank->a, map->lowRank->b});
    return all;
}

struct Learnt {
    double loss = 0;
    std::vector<at::Tensor> gradients;
};

/// Loss and gradients of batches one after another.
Learnt learn(Decoder& decoder, const std::vector<Batch>& batches) {
    for (const at::Tensor& tensor : learning(decoder)) tensor.mutable_grad().reset();
    Learnt result;
    for (const Batch& batch : batches) {
        const HeadLoss loss = decoder.loss(decoder.hidden(batch), batch);
        loss.sum.backward();
        result.loss += loss.sum.item<double>();
    }
    for (const at::Tensor& tensor : learning(decoder)) result.gradients.push_back(tensor.grad().clone());
    return result;
}

std::vector<Batch> oneByOne(const Batch& batch, const std::vector<LabelledSample>& samples) {
    std::vector<Batch> all;
    for (size_t s = 0; s < samples.size(); ++s) {
        all.push_back(packed({samples[s]}));
        all.back().training = batch.training;
        all.back().seed = batch.seed;
        all.back().step = batch.step;
        all.back().sampleKeys = {batch.sampleKeys[s]};
    }
    return all;
}

Batch trainingBatch(const std::vector<LabelledSample>& samples) {
    Batch batch = packed(samples);
    batch.training = true;
    batch.seed = 42;
    batch.step = 3;
    return batch;
}

TEST(Decoder, PackedEqualsOneAtATime) {
    for (double dropout : {0.0, 0.3}) {
        auto decoder = adapted(dropout, true);
        const auto samples = someSamples();
        const Batch batch = trainingBatch(samples);
        const Learnt together = learn(*decoder, {batch}), alone = learn(*decoder, oneByOne(batch, samples));
        EXPECT_NEAR(together.loss, alone.loss, 1e-6 * alone.loss);
        for (size_t i = 0; i < together.gradients.size(); ++i) expectNear(together.gradients[i], alone.gradients[i], 1e-5);
    }
}

TEST(Decoder, RecomputeChangesNoBit) {
    for (double dropout : {0.0, 0.3}) {
        auto decoder = adapted(dropout, true);
        const Batch batch = trainingBatch(someSamples());
        const Learnt kept = learn(*decoder, {batch});
        decoder->recompute = Recompute::Layers;
        const Learnt again = learn(*decoder, {batch});
        EXPECT_EQ(kept.loss, again.loss);
        for (size_t i = 0; i < kept.gradients.size(); ++i) EXPECT_TRUE(at::equal(kept.gradients[i], again.gradients[i]));
    }
}

TEST(Decoder, TheSameStepTwiceGivesTheSameBits) {
    auto decoder = adapted(0.1, true);
    const Batch batch = trainingBatch(someSamples());
    const Learnt first = learn(*decoder, {batch}), second = learn(*decoder, {batch});
    EXPECT_EQ(first.loss, second.loss);
    for (size_t i = 0; i < first.gradients.size(); ++i) EXPECT_TRUE(at::equal(first.gradients[i], second.gradients[i]));
}

/// Central differences of the loss along random directions (float32, so the tolerance is wide; the exact check is the golden one).
TEST(Decoder, GradientsAreTheSlopeOfTheLoss) {
    auto decoder = adapted(0.2, true);
    const Batch batch = trainingBatch(someSamples());
    const Learnt learnt = learn(*decoder, {batch});
    const std::vector<at::Tensor> tensors = learning(*decoder);
    const auto lossAt = [&] {
        const at::NoGradGuard noGrad;
        return decoder->loss(decoder->hidden(batch), batch).logProbs.sum(at::kDouble).neg().item<double>();
    };
    for (size_t i = 0; i < tensors.size(); i += 5) {
        const at::NoGradGuard noGrad;
        const at::Tensor direction = learnt.gradients[i] / learnt.gradients[i].norm(), before = tensors[i].clone();
        const double slope = learnt.gradients[i].norm().item<double>(), reach = 2e-2 / std::max(1.0, slope / 20);
        tensors[i].copy_(before + reach * direction);
        const double above = lossAt();
        tensors[i].copy_(before - reach * direction);
        const double below = lossAt();
        tensors[i].copy_(before);
        EXPECT_NEAR((above - below) / (2 * reach), slope, 0.03 * slope) << i;
    }
}

TEST(Decoder, OnlyWhatLearnsGetsAGradient) {
    auto decoder = Decoder::random(smallConfig(), 9);
    decoder->layers[1].mlp.down.weight.requires_grad_();
    const Batch batch = trainingBatch(someSamples());
    decoder->loss(decoder->hidden(batch), batch).sum.backward();
    for (NamedTensor& parameter : decoder->parameters()) EXPECT_EQ(parameter.tensor->grad().defined(), parameter.tensor->requires_grad()) << parameter.name;
}

/// Whatever part learns alone, its gradient is the one it has when everything learns.
TEST(Decoder, AnyPartLearningAloneGetsTheSameGradient) {
    auto all = Decoder::random(smallConfig(), 9);
    for (NamedTensor& parameter : all->parameters()) parameter.tensor->requires_grad_();
    const Batch batch = trainingBatch(someSamples());
    all->loss(all->hidden(batch), batch).sum.backward();
    auto wanted = all->parameters();
    for (size_t i = 0; i < wanted.size(); ++i) {
        if (wanted[i].name.find("layers.0.") != std::string::npos) continue;
        auto decoder = Decoder::random(smallConfig(), 9);
        NamedTensor one = decoder->parameters()[i];
        if (decoder->tied() && one.name == "model.embed_tokens.weight") decoder->head.weight = decoder->embedding.weight;
        one.tensor->requires_grad_();
        decoder->loss(decoder->hidden(batch), batch).sum.backward();
        expectNear(one.tensor->grad(), wanted[i].tensor->grad(), 1e-6, one.name);
    }
}

TEST(Decoder, PresetGradientsAreAddedToInPlace) {
    auto decoder = adapted(0, true);
    const Batch batch = trainingBatch(someSamples());
    const Learnt plain = learn(*decoder, {batch});
    const std::vector<at::Tensor> tensors = learning(*decoder);
    std::vector<at::Tensor> buffers;
    for (const at::Tensor& tensor : tensors) {
        buffers.push_back(at::zeros_like(tensor));
        tensor.mutable_grad() = buffers.back();
    }
    decoder->loss(decoder->hidden(batch), batch).sum.backward();
    for (size_t i = 0; i < tensors.size(); ++i) {
        EXPECT_EQ(tensors[i].grad().data_ptr(), buffers[i].data_ptr());
        expectNear(buffers[i], plain.gradients[i], 1e-6);
    }
}

TEST(Decoder, ASwitchedOffAdapterChangesNothing) {
    auto decoder = adapted(0), plain = Decoder::random(smallConfig(), 9);
    for (Linear* map : decoder->linears()) map->lowRank->enabled = false;
    const Batch batch = packed(someSamples());
    const at::NoGradGuard noGrad;
    EXPECT_TRUE(at::equal(decoder->hidden(batch), plain->hidden(batch)));
}

TEST(Decoder, CachedGenerationGivesTheLogitsOfTheWholeForward) {
    auto decoder = adapted(0);
    const auto samples = someSamples(3);
    const at::NoGradGuard noGrad;
    for (const LabelledSample& sample : samples) {
        const Batch batch = packed({sample});
        const at::Tensor wanted = decoder->logits(decoder->hidden(batch));
        KvCache cache = decoder->newCache(sample.tokens.size());
        const size_t first = std::min<size_t>(5, sample.tokens.size());
        const size_t second = std::min<size_t>(9, sample.tokens.size());
        std::vector<std::pair<size_t, size_t>> pieces = {{0, first}, {first, second}};
        for (size_t i = second; i < sample.tokens.size(); ++i) pieces.push_back({i, i + 1});
        for (auto [begin, end] : pieces) {
            if (begin == end) continue;
            const std::vector<int64_t> feed(sample.tokens.begin() + static_cast<ptrdiff_t>(begin), sample.tokens.begin() + static_cast<ptrdiff_t>(end));
            expectNear(decoder->next(feed, cache), wanted[static_cast<int64_t>(end) - 1], 2e-5);
        }
    }
}

TEST(Decoder, ASecondBackwardIsRefused) {
    auto decoder = adapted(0);
    const Batch batch = trainingBatch(someSamples());
    const HeadLoss loss = decoder->loss(decoder->hidden(batch), batch);
    loss.sum.backward({}, /*retain_graph=*/true);
    EXPECT_THROW(loss.sum.backward(), c10::Error);
}

TEST(Decoder, ACancelledStepLeavesBetweenLayers) {
    auto decoder = adapted(0);
    int left = 4;
    decoder->betweenLayers = [&] {
        if (--left == 0) throw Stopped();
    };
    const Batch batch = trainingBatch(someSamples());
    EXPECT_THROW(
        {
            const at::Tensor hidden = decoder->hidden(batch);
            decoder->loss(hidden, batch).sum.backward();
        },
        Stopped);
}

TEST(Decoder, ABatchWithoutLabelsHasNoLossAndNoGradient) {
    auto decoder = adapted(0);
    Batch batch = packed({{{1, 2, 3}, {-100, -100, -100}}});
    const HeadLoss loss = decoder->loss(decoder->hidden(batch), batch);
    EXPECT_EQ(loss.sum.item<float>(), 0);
    loss.sum.backward();
    EXPECT_EQ(decoder->layers[2].mlp.down.lowRank->b.grad().abs().max().item<float>(), 0);
}

TEST(Decoder, UntyingGivesTheHeadItsOwnWeight) {
    auto decoder = Decoder::random(smallConfig(), 9);
    EXPECT_TRUE(decoder->tied());
    const size_t before = decoder->parameters().size();
    decoder->untie();
    EXPECT_FALSE(decoder->tied());
    EXPECT_FALSE(decoder->config.tied);
    EXPECT_TRUE(at::equal(decoder->head.weight, decoder->embedding.weight));
    EXPECT_EQ(decoder->parameters().size(), before + 1);
    EXPECT_EQ(decoder->parameters().back().name, "lm_head.weight");
}

TEST(Decoder, ParametersAreThoseOfThePublishedCheckpoint) {
    for (bool tied : {true, false}) {
        Json json = smallConfig().source;
        json["tie_word_embeddings"] = tied;
        json["attention_bias"] = json["mlp_bias"] = true;
        const DecoderConfig config = configOf(json);
        auto decoder = Decoder::random(config, 1);
        const auto expected = expectedTensors(config);
        const auto found = decoder->parameters();
        ASSERT_EQ(found.size(), expected.size());
        for (size_t i = 0; i < found.size(); ++i) {
            EXPECT_EQ(found[i].name, expected[i].name);
            EXPECT_EQ(found[i].tensor->sizes(), at::IntArrayRef(expected[i].shape));
        }
    }
}

TEST(Decoder, RandomWeightsDependOnSeedAndNameOnly) {
    const auto first = Decoder::random(smallConfig(), 1), same = Decoder::random(smallConfig(), 1), other = Decoder::random(smallConfig(), 2);
    EXPECT_TRUE(at::equal(first->layers[1].mlp.up.weight, same->layers[1].mlp.up.weight));
    EXPECT_FALSE(at::equal(first->layers[1].mlp.up.weight, other->layers[1].mlp.up.weight));
    EXPECT_FALSE(at::equal(first->layers[1].mlp.up.weight, first->layers[1].mlp.gate.weight));
    EXPECT_NEAR(first->layers[1].mlp.up.weight.std().item<double>(), 0.2, 0.01);
    EXPECT_NEAR(first->layers[1].mlp.up.weight.mean().item<double>(), 0, 0.01);
}

// ---- loading -----------------------------------------------------------------------------------------------------------------------------------

class DecoderFile : public ::testing::Test {
protected:
    void write(const std::vector<std::pair<std::string, at::Tensor>>& tensors) {
        std::vector<StoredTensor> stored;
        for (const auto& [name, tensor] : tensors) stored.push_back(storedOf(name, tensor));
        writeSafetensors(folder_.path() / "model.safetensors", stored);
    }
    std::unique_ptr<Decoder> load(Store store = Store::Float32) { return Decoder::load(smallConfig(), Checkpoint::openFolder(folder_.path()), problems_, store); }

    std::vector<std::pair<std::string, at::Tensor>> tensors(at::ScalarType type = at::kFloat) {
        std::vector<std::pair<std::string, at::Tensor>> all;
        for (NamedTensor& parameter : source_->parameters()) all.emplace_back(parameter.name, parameter.tensor->to(type).contiguous());
        return all;
    }

    std::unique_ptr<Decoder> source_ = Decoder::random(smallConfig(), 4);
    testing::TempFolder folder_;
    Problems problems_;
};

TEST_F(DecoderFile, AWrittenModelIsReadBackBitForBit) {
    write(tensors());
    auto decoder = load();
    ASSERT_TRUE(decoder);
    EXPECT_TRUE(problems_.empty());
    const at::NoGradGuard noGrad;
    const Batch batch = packed(someSamples());
    EXPECT_TRUE(at::equal(decoder->hidden(batch), source_->hidden(batch)));
}

TEST_F(DecoderFile, NarrowWeightsGiveTheSameWidenedOrAsStored) {
    for (at::ScalarType type : {at::kBFloat16, at::kHalf}) {
        write(tensors(type));
        auto wide = load(), stored = load(Store::AsStored);
        ASSERT_TRUE(wide && stored);
        EXPECT_EQ(stored->layers[0].attention.q.weight.scalar_type(), type);
        const at::NoGradGuard noGrad;
        const Batch batch = packed(someSamples());
        EXPECT_TRUE(at::equal(wide->hidden(batch), stored->hidden(batch)));
        EXPECT_TRUE(at::equal(wide->loss(wide->hidden(batch), batch).logProbs, stored->loss(stored->hidden(batch), batch).logProbs));
    }
}

/// Numbers at odd places, as writers that do not pad leave them.
void lengthenHeader(const std::filesystem::path& file) {
    std::string bytes = readFile(file);
    const size_t length = static_cast<unsigned char>(bytes[0]) + 256 * static_cast<size_t>(static_cast<unsigned char>(bytes[1]));
    bytes[0] = static_cast<char>(bytes[0] + 1);  // padded lengths end in 0 or 8
    bytes.insert(8 + length, " ");
    writeFileAtomically(file, bytes);
}

/// Bytes of mapped files that the process has resident.
int64_t mappedBytes() {
    const os::ProcessMemory memory = os::processMemory();
    return static_cast<int64_t>(memory.resident) - static_cast<int64_t>(memory.anonymous);
}

TEST_F(DecoderFile, OfCopiedWeightsTheFileIsLetGo) {
    DecoderConfig config = smallConfig();
    config.vocabulary = 100'000;
    source_ = Decoder::random(config, 4);
    write(tensors(at::kBFloat16));
    const std::filesystem::path file = folder_.path() / "model.safetensors";
    const auto bytes = static_cast<int64_t>(std::filesystem::file_size(file));
    const auto mappedAfter = [&](Store store) {
        const Checkpoint checkpoint = Checkpoint::openFolder(folder_.path());  // keeps the file mapped
        const int64_t before = mappedBytes();
        const auto decoder = Decoder::load(config, checkpoint, problems_, store);
        EXPECT_TRUE(decoder);
        return mappedBytes() - before;
    };
    EXPECT_GT(mappedAfter(Store::AsStored), bytes / 2);
    EXPECT_LT(mappedAfter(Store::Float32), bytes / 4);
    lengthenHeader(file);
    EXPECT_LT(mappedAfter(Store::Float32), bytes / 4);
    EXPECT_LT(mappedAfter(Store::AsStored), bytes / 4);
}

TEST_F(DecoderFile, MissingWeightsAreNamed) {
    auto all = tensors();
    std::erase_if(all, [](const auto& entry) { return entry.first == "model.layers.1.mlp.up_proj.weight"; });
    write(all);
    EXPECT_FALSE(load());
    ASSERT_EQ(problems_.size(), 1u);
    EXPECT_NE(problems_[0].what.find("model.layers.1.mlp.up_proj.weight"), std::string::npos);
}

TEST_F(DecoderFile, SurplusWeightsAreNamedAndLeftOut) {
    auto all = tensors();
    all.emplace_back("model.layers.7.mlp.up_proj.weight", at::ones({2}));
    write(all);
    EXPECT_TRUE(load());
    ASSERT_EQ(problems_.size(), 1u);
    EXPECT_EQ(problems_[0].level, Level::Warning);
    EXPECT_NE(problems_[0].what.find("model.layers.7.mlp.up_proj.weight"), std::string::npos);
}

TEST_F(DecoderFile, ATiedHeadAndRotaryBuffersMayBeStored) {
    auto all = tensors();
    all.emplace_back("lm_head.weight", source_->embedding.weight.clone());
    all.emplace_back("model.layers.0.self_attn.rotary_emb.inv_freq", at::ones({7}));
    write(all);
    EXPECT_TRUE(load());
    EXPECT_TRUE(problems_.empty());
}

/// safetensors' save_model keeps the first name of a shared tensor.
TEST_F(DecoderFile, OfTiedEndsTheHeadAloneMayBeStored) {
    auto all = tensors();
    ASSERT_EQ(all.front().first, "model.embed_tokens.weight");
    all.front().first = "lm_head.weight";
    write(all);
    const auto loaded = load();
    ASSERT_TRUE(loaded);
    EXPECT_TRUE(problems_.empty());
    EXPECT_TRUE(loaded->tied());
    EXPECT_TRUE(at::equal(loaded->embedding.weight.to(at::kFloat), source_->embedding.weight));
}

TEST_F(DecoderFile, ATiedHeadMayBeStoredInAnotherFormat) {
    auto all = tensors();
    all.front().second = all.front().second.to(at::kBFloat16);
    all.emplace_back("lm_head.weight", all.front().second.to(at::kFloat));
    write(all);
    const auto loaded = load();
    ASSERT_TRUE(loaded);
    EXPECT_TRUE(loaded->tied());
    EXPECT_FALSE(loaded->config.ownHead);
}

TEST_F(DecoderFile, QuantizedWeightsAreRefusedByName) {
    for (const char* ending : {"qweight", "weight_scale_inv", "weight.absmax", "SCB"}) {
        problems_.clear();
        auto all = tensors();
        const std::string name = std::string("model.layers.0.mlp.up_proj.") + ending;
        all.emplace_back(name, at::ones({2}));
        write(all);
        EXPECT_FALSE(load());
        ASSERT_EQ(problems_.size(), 1u);
        EXPECT_NE(problems_[0].what.find("holds " + name + ", which only quantized weights have"), std::string::npos);
    }
}

/// config.json calls the ends tied; Transformers believes the file.
TEST_F(DecoderFile, AHeadThatDiffersFromItsEmbeddingIsKept) {
    auto all = tensors();
    const at::Tensor head = source_->embedding.weight + 0.25;
    all.emplace_back("lm_head.weight", head.clone());
    write(all);
    const auto loaded = load();
    ASSERT_TRUE(loaded);
    EXPECT_TRUE(problems_.empty());
    EXPECT_FALSE(loaded->tied());
    EXPECT_FALSE(loaded->config.tied);
    EXPECT_TRUE(loaded->config.ownHead);
    EXPECT_TRUE(at::equal(loaded->head.weight.to(at::kFloat), head));
    EXPECT_TRUE(at::equal(loaded->embedding.weight.to(at::kFloat), source_->embedding.weight));
}

TEST_F(DecoderFile, MisshapenWeightsAreNamedWithBothShapes) {
    auto all = tensors();
    all[1].second = at::ones({3, 48});
    write(all);
    EXPECT_FALSE(load());
    ASSERT_EQ(problems_.size(), 1u);
    EXPECT_NE(problems_[0].what.find(all[1].first + " is 3 x 48"), std::string::npos);
    problems_.clear();
    all[2].second = all[3].second = at::ones({2});
    write(all);
    EXPECT_FALSE(load());
    ASSERT_EQ(problems_.size(), 1u);
    EXPECT_TRUE(problems_[0].what.ends_with(" (2 more like it)")) << problems_[0].what;
}

TEST_F(DecoderFile, WholeNumbersAreNoWeights) {
    auto all = tensors();
    all[1].second = all[1].second.to(at::kInt);
    write(all);
    EXPECT_FALSE(load());
    ASSERT_EQ(problems_.size(), 1u);
    EXPECT_NE(problems_[0].what.find("I32"), std::string::npos);
}

TEST_F(DecoderFile, ANanWeightIsAnErrorThatNamesIt) {
    auto all = tensors();
    all[3].second.view({-1})[5] = NAN;
    write(all);
    try {
        load();
        FAIL();
    } catch (const Error& failure) {
        EXPECT_EQ(failure.where(), all[3].first);
    }
}

}  // namespace
}  // namespace luthier
