// SPDX-License-Identifier: Apache-2.0
// Every family beside Transformers 5.23.0 (tests/golden/families/make_family_golden.py), and the laws that need no reference.
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

#include "core/base/hash.h"
#include "core/model/decoder.h"
#include "tests/support/torch_batch.h"
#include "tests/support/torch_family.h"
#include "tests/support/torch_near.h"

namespace luthier {
namespace {

using testing::FamilyCase;

class Family : public ::testing::TestWithParam<std::string> {
protected:
    Family() : golden_(GetParam()) {}
    FamilyCase golden_;
};

void makeLearn(Decoder& decoder) {
    for (NamedTensor& parameter : decoder.parameters()) parameter.tensor->requires_grad_();
}

TEST_P(Family, TensorsAreThoseThatTransformersSaves) {
    std::map<std::string, std::vector<int64_t>> wanted, found;
    for (const auto& [name, shape] : golden_.json.find("tensors")->asObject())
        for (const Json& size : shape.asArray()) wanted[name].push_back(size.asInteger());
    for (const TensorShape& tensor : expectedTensors(golden_.config)) found[publishedName(golden_.config, tensor.name)] = tensor.shape;
    EXPECT_EQ(found, wanted);
}

// Tolerance: 2e-5 of the largest logit.
TEST_P(Family, LogitsAreTheReferences) {
    const auto decoder = golden_.decoder();
    const at::NoGradGuard noGrad;
    const at::Tensor logits = decoder->logits(decoder->hidden(packed(golden_.samples)));
    const Json::Array& wanted = golden_.json.find("logits")->asArray();
    const std::vector<double> rows = golden_.numbers("rows"), best = golden_.numbers("argmax");
    for (size_t i = 0; i < rows.size(); ++i) {
        std::vector<double> row;
        for (const Json& value : wanted[i].asArray()) row.push_back(value.asNumber());
        const at::Tensor expected = at::tensor(row, at::kDouble);
        const double largest = std::max(1.0, expected.abs().max().item<double>());
        const double apart = (logits[static_cast<int64_t>(rows[i])].to(at::kDouble) - expected).abs().max().item<double>();
        EXPECT_LE(apart, 2e-5 * largest) << "row " << rows[i];
    }
    const at::Tensor found = logits.argmax(1);
    for (size_t row = 0; row < best.size(); ++row) EXPECT_EQ(found[static_cast<int64_t>(row)].item<int64_t>(), static_cast<int64_t>(best[row])) << row;
}

// Tolerance: the loss 1e-6, each gradient 1e-4 of its norm, by its norm and four products.
TEST_P(Family, LossAndGradientsAreTheReferences) {
    const auto decoder = golden_.decoder();
    makeLearn(*decoder);
    const Batch batch = packed(golden_.samples);
    const HeadLoss loss = decoder->loss(decoder->hidden(batch), batch);
    const double wanted = golden_.json.numberOr("loss_sum", 0);
    EXPECT_NEAR(loss.sum.item<double>(), wanted, 2e-6 * wanted);
    EXPECT_EQ(loss.logProbs.size(0), golden_.json.integerOr("count", 0));
    loss.sum.backward();
    const Json& gradients = *golden_.json.find("gradients");
    EXPECT_EQ(gradients.size(), decoder->parameters().size());
    for (NamedTensor& parameter : decoder->parameters()) {
        const std::string name = publishedName(golden_.config, parameter.name);
        const Json* told = gradients.find(name);
        ASSERT_TRUE(told) << parameter.name;
        const at::Tensor gradient = testing::gradientOf(*parameter.tensor).to(at::kDouble);
        const double norm = told->asArray()[0].asNumber();
        EXPECT_NEAR(gradient.norm().item<double>(), norm, 1e-4 * norm) << parameter.name;
        for (int k = 0; k < 4; ++k) {
            const at::Tensor direction = testing::familyValues(name + "#" + std::to_string(k), gradient.sizes()).to(at::kDouble);
            EXPECT_NEAR((gradient * direction).sum().item<double>(), told->asArray()[static_cast<size_t>(k) + 1].asNumber(), 1e-4 * norm)
                << parameter.name << " product " << k;
        }
    }
}

TEST_P(Family, GreedyAnswerIsTheReferences) {
    const auto decoder = golden_.decoder();
    KvCache cache = decoder->newCache(static_cast<int64_t>(golden_.numbers("prompt").size() + golden_.numbers("greedy").size()));
    std::vector<int64_t> feed;
    for (double id : golden_.numbers("prompt")) feed.push_back(static_cast<int64_t>(id));
    for (double wanted : golden_.numbers("greedy")) {
        const int64_t found = decoder->next(feed, cache).argmax().item<int64_t>();
        ASSERT_EQ(found, static_cast<int64_t>(wanted));
        feed = {found};
    }
}

TEST_P(Family, CachedGenerationGivesTheLogitsOfTheWholeForward) {
    const auto decoder = golden_.decoder();
    const at::NoGradGuard noGrad;
    const std::vector<int64_t>& tokens = golden_.samples.back().tokens;
    KvCache cache = decoder->newCache(static_cast<int64_t>(tokens.size()));
    size_t begin = 0;
    for (size_t end : {size_t{5}, size_t{9}, size_t{10}, size_t{26}, size_t{27}, tokens.size() - 1, tokens.size()}) {
        const std::vector<int64_t> feed(tokens.begin() + static_cast<ptrdiff_t>(begin), tokens.begin() + static_cast<ptrdiff_t>(end));
        const std::vector<int64_t> all(tokens.begin(), tokens.begin() + static_cast<ptrdiff_t>(end));
        const at::Tensor wanted = decoder->logits(decoder->hidden(packed({{all, all}})));
        expectNear(decoder->next(feed, cache), wanted[static_cast<int64_t>(end) - 1], 2e-5);
        begin = end;
    }
}

// ---- laws ------------------------------------------------------------------------------------------------------------------------------------

/// Everything learns, and every map that may carry an adapter has one that drops.
std::unique_ptr<Decoder> learner(const FamilyCase& golden) {
    auto decoder = golden.decoder();
    for (Linear* map : decoder->linears()) {
        map->lowRank = std::make_shared<LowRank>();
        map->lowRank->a = testing::familyValues(map->path + ".a", {3, map->matrix().size(1)}, 0.2).requires_grad_();
        map->lowRank->b = testing::familyValues(map->path + ".b", {map->matrix().size(0), 3}, 0.2).requires_grad_();
        map->lowRank->dropout = 0.25;
        map->lowRank->key = nameHash(map->path);
    }
    makeLearn(*decoder);
    return decoder;
}

std::vector<at::Tensor> learning(Decoder& decoder) {
    std::vector<at::Tensor> all;
    for (NamedTensor& parameter : decoder.parameters()) all.push_back(*parameter.tensor);
    for (Linear* map : decoder.linears()) all.insert(all.end(), {map->lowRank->a, map->lowRank->b});
    return all;
}

std::vector<std::string> learningNames(Decoder& decoder) {
    std::vector<std::string> all;
    for (NamedTensor& parameter : decoder.parameters()) all.push_back(parameter.name);
    for (Linear* map : decoder.linears()) all.insert(all.end(), {map->path + ".a", map->path + ".b"});
    return all;
}

bool isOfALaterLayer(const DecoderConfig& config, const std::string& tensor) {
    return std::any_of(config.plans.begin() + 1, config.plans.end(), [&](const LayerPlan& plan) { return tensor.starts_with(plan.path + "."); });
}

std::vector<at::Tensor> gradientsOf(Decoder& decoder, const std::vector<Batch>& batches) {
    for (const at::Tensor& tensor : learning(decoder)) tensor.mutable_grad().reset();
    for (const Batch& batch : batches) decoder.loss(decoder.hidden(batch), batch).sum.backward();
    std::vector<at::Tensor> gradients;
    for (const at::Tensor& tensor : learning(decoder)) gradients.push_back(testing::gradientOf(tensor));
    return gradients;
}

Batch trainingBatch(const std::vector<LabelledSample>& samples) {
    Batch batch = packed(samples);
    batch.training = true;
    batch.seed = 42;
    batch.step = 3;
    return batch;
}

TEST_P(Family, PackedEqualsOneAtATime) {
    const auto decoder = learner(golden_);
    const Batch together = trainingBatch(golden_.samples);
    std::vector<Batch> alone;
    for (size_t s = 0; s < golden_.samples.size(); ++s) {
        alone.push_back(trainingBatch({golden_.samples[s]}));
        alone.back().sampleKeys = {together.sampleKeys[s]};
    }
    const auto wanted = gradientsOf(*decoder, alone), found = gradientsOf(*decoder, {together});
    for (size_t i = 0; i < wanted.size(); ++i) expectNear(found[i], wanted[i], 2e-5);
}

TEST_P(Family, RecomputeChangesNoBit) {
    const auto decoder = learner(golden_);
    const Batch batch = trainingBatch(golden_.samples);
    const auto kept = gradientsOf(*decoder, {batch});
    decoder->recompute = Recompute::Layers;
    const auto again = gradientsOf(*decoder, {batch});
    for (size_t i = 0; i < kept.size(); ++i) EXPECT_TRUE(at::equal(kept[i], again[i])) << i;
}

/// Whatever part learns alone, its gradient is the one it has when everything learns.
TEST_P(Family, AnyPartLearningAloneGetsTheSameGradient) {
    const Batch batch = packed(golden_.samples);
    const auto all = golden_.decoder(), one = golden_.decoder();
    makeLearn(*all);
    all->loss(all->hidden(batch), batch).sum.backward();
    const auto wanted = all->parameters(), alone = one->parameters();
    for (size_t i = 0; i < wanted.size(); ++i) {
        alone[i].tensor->requires_grad_();
        one->loss(one->hidden(batch), batch).sum.backward();
        expectNear(testing::gradientOf(*alone[i].tensor), testing::gradientOf(*wanted[i].tensor), 1e-6, alone[i].name);
        alone[i].tensor->requires_grad_(false);
    }
}

/// Central differences of the loss along each gradient, one tensor after another: every hand-written backward, as the families put them together. The model is
/// in float32, so the tolerance is wide; the exact check is the golden one. Layers are alike: those after the first are left out. Of experts all are chosen: the
/// loss jumps where a token changes them.
TEST_P(Family, GradientsAreTheSlopeOfTheLoss) {
    for (LayerPlan& plan : golden_.config.plans) plan.mlp.experts.perToken = plan.mlp.experts.count;
    const auto decoder = learner(golden_);
    const Batch batch = trainingBatch(golden_.samples);
    const std::vector<at::Tensor> gradients = gradientsOf(*decoder, {batch});
    const std::vector<std::string> names = learningNames(*decoder);
    std::vector<at::Tensor> tensors = learning(*decoder);
    const auto lossAt = [&](at::Tensor& tensor, const at::Tensor& moved) {
        tensor.copy_(moved);
        return decoder->loss(decoder->hidden(batch), batch).logProbs.sum(at::kDouble).neg().item<double>();
    };
    const at::NoGradGuard noGrad;
    for (size_t i = 0; i < tensors.size(); ++i) {
        if (isOfALaterLayer(golden_.config, names[i])) continue;
        const double slope = gradients[i].norm().item<double>(), reach = 1e-2 / std::max(1.0, slope / 20);
        const double tolerance = 0.02 * slope + 0.02;
        const at::Tensor before = tensors[i].clone(), way = gradients[i] / std::max(slope, 1e-12);
        const auto difference = [&](double far) { return (lossAt(tensors[i], before + way * far) - lossAt(tensors[i], before - way * far)) / (2 * far); };
        double found = difference(reach);
        if (std::abs(found - slope) > tolerance) found = (4 * difference(reach / 2) - found) / 3;  // the loss bends: without its third order (Richardson)
        tensors[i].copy_(before);
        EXPECT_NEAR(found, slope, tolerance) << names[i];
    }
}

INSTANTIATE_TEST_SUITE_P(Golden, Family, ::testing::ValuesIn(testing::familyCases()), testing::caseName);

}  // namespace
}  // namespace luthier
