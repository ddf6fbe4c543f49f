// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include "core/base/error.h"
#include "core/base/processor.h"
#include "core/ops/attention.h"
#include "core/ops/elementwise.h"
#include "core/ops/head_loss.h"
#include "core/ops/linear.h"
#include "core/ops/matmul.h"
#include "core/ops/reference.h"
#include "tests/support/torch_near.h"

namespace luthier {
namespace {

constexpr double kForward = 2e-6, kBackward = 1e-5;

at::Tensor random(at::IntArrayRef shape, double scale = 1) { return at::randn(shape, at::kFloat).mul_(scale); }
at::Tensor exact(const at::Tensor& x) { return x.detach().to(at::kDouble).requires_grad_(); }

/// The same map in double, everything learning.
Linear exact(const Linear& map) {
    Linear copy = map;
    copy.weight = exact(map.weight);
    if (map.bias.defined()) copy.bias = exact(map.bias);
    if (map.lowRank) {
        copy.lowRank = std::make_shared<LowRank>(*map.lowRank);
        copy.lowRank->a = exact(map.lowRank->a);
        copy.lowRank->b = exact(map.lowRank->b);
    }
    return copy;
}

Linear randomMap(int64_t in, int64_t out, int64_t rank, bool bias, bool learns) {
    Linear map{"map", random({out, in}, 0.1).requires_grad_(learns), bias ? random({out}).requires_grad_(learns) : at::Tensor(), nullptr};
    if (rank > 0) {
        map.lowRank = std::make_shared<LowRank>();
        map.lowRank->a = random({rank, in}, 0.1).requires_grad_();
        map.lowRank->b = random({out, rank}, 0.1).requires_grad_();
        map.lowRank->scale = 1.5;
    }
    return map;
}

/// Outputs and gradients of random queries, keys and values are those of the reference in double.
void expectAttention(const PackLayout& pack, const HeadLayout& layout) {
    const int64_t rows = pack.starts.back(), width = layout.heads * layout.headSize, kvWidth = layout.kvHeads * layout.headSize;
    const at::Tensor q = random({rows, width}), k = random({rows, kvWidth}), v = random({rows, kvWidth}), dOut = random({rows, width});
    const at::Tensor eq = exact(q), ek = exact(k), ev = exact(v);
    const at::Tensor wanted = reference::attention(eq, ek, ev, pack, layout);
    const Attended found = attention(q, k, v, pack, layout);
    expectNear(found.out, wanted, kForward);
    wanted.backward(dOut.to(at::kDouble));
    const AttentionGradient d = attentionBackward(dOut, q, k, v, found, pack, layout);
    expectNear(d.q, eq.grad(), kBackward);
    expectNear(d.k, ek.grad(), kBackward);
    expectNear(d.v, ev.grad(), kBackward);
}

class Products : public ::testing::TestWithParam<ProductKernel> {
protected:
    void SetUp() override {
        at::manual_seed(11);
        setProductKernel(GetParam());
    }
};

TEST_P(Products, InBfloat16TheyAgreeWithDoubleWithinItsRounding) {
    constexpr double kRounding = 8e-3;
    for (auto [rows, in, out] : {std::tuple(1, 1, 1), std::tuple(3, 7, 5), std::tuple(65, 96, 33), std::tuple(200, 576, 192)}) {
        const at::Tensor x = random({rows, in}), weight = random({out, in}), bias = random({out}), y = random({rows, out});
        const at::Tensor ex = x.to(at::kDouble), ew = weight.to(at::kDouble), ey = y.to(at::kDouble);
        for (const at::Tensor& stored : {weight, weight.to(at::kBFloat16)}) {
            const at::Tensor product = timesTransposed(x, stored, bias, Arithmetic::BFloat16);
            EXPECT_EQ(product.scalar_type(), at::kFloat);
            expectNear(product - bias, at::mm(ex, ew.t()), kRounding);
            expectNear(times(y, stored, Arithmetic::BFloat16), at::mm(ey, ew), kRounding);
        }
        expectNear(transposedTimes(y, x, Arithmetic::BFloat16), at::mm(ey.t(), ex), kRounding);
    }
}

at::Tensor roundedTo16(const at::Tensor& x) { return x.to(at::kBFloat16).to(at::kFloat); }

TEST_P(Products, InBfloat16FewRowsAndManyMeanTheSame) {
    const at::Tensor x = random({64, 96}), weight = random({40, 96});
    for (const at::Tensor& stored : {weight, weight.to(at::kBFloat16)}) {
        const at::Tensor many = timesTransposed(x, stored, {}, Arithmetic::BFloat16);
        EXPECT_TRUE(at::equal(many, roundedTo16(many)));
        for (int64_t row = 0; row < x.size(0); ++row)
            EXPECT_TRUE(at::allclose(timesTransposed(x.narrow(0, row, 1), stored, {}, Arithmetic::BFloat16)[0], many[row], 0x1p-7, 1e-3));
    }
}

TEST_P(Products, InBfloat16WhatIsMadeInSharesIsRoundedAtItsEnd) {
    const at::Tensor weight = random({4400, 1536}), y = random({24, 4400}), x = random({24, 1536});  // more numbers than one share
    const at::Tensor ew = roundedTo16(weight).to(at::kDouble);
    const auto expectRounded = [](const at::Tensor& found, const at::Tensor& exact) {
        EXPECT_TRUE(at::equal(found, roundedTo16(found)));
        EXPECT_TRUE(at::allclose(found.to(at::kDouble), exact, 0x1p-6, 0.5));
        const double same = found.eq(roundedTo16(exact.to(at::kFloat))).to(at::kDouble).mean().item<double>();
        EXPECT_GT(same, hasAvx512() ? 0.3 : 0.99);  // where the processor multiplies in bfloat16, each share's part is rounded, too
    };
    expectRounded(timesTransposed(x, weight, {}, Arithmetic::BFloat16), at::mm(roundedTo16(x).to(at::kDouble), ew.t()));
    expectRounded(times(y, weight, Arithmetic::BFloat16), at::mm(roundedTo16(y).to(at::kDouble), ew));
    EXPECT_FALSE(at::equal(weight, roundedTo16(weight)));  // a weight that learns stays as it is
}

TEST_P(Products, AllThreeFormsAgreeWithDouble) {
    for (auto [rows, in, out] : {std::tuple(1, 1, 1), std::tuple(3, 7, 5), std::tuple(65, 96, 33), std::tuple(200, 576, 192)}) {
        const at::Tensor x = random({rows, in}), weight = random({out, in}), bias = random({out}), y = random({rows, out});
        const at::Tensor ex = x.to(at::kDouble), ew = weight.to(at::kDouble), ey = y.to(at::kDouble);
        expectNear(timesTransposed(x, weight), at::mm(ex, ew.t()), kForward);
        expectNear(timesTransposed(x, weight, bias), at::mm(ex, ew.t()) + bias, kForward);
        expectNear(times(y, weight), at::mm(ey, ew), kForward);
        expectNear(transposedTimes(y, x), at::mm(ey.t(), ex), kForward);
        EXPECT_TRUE(transposedTimes(y, x).is_contiguous());
    }
}

TEST_P(Products, StridedViewsGiveTheSameAsCopies) {
    const at::Tensor logits = random({40, 300}), h = random({40, 24});
    const at::Tensor block = logits.narrow(1, 100, 64);
    expectNear(transposedTimes(block, h), at::mm(block.to(at::kDouble).t(), h.to(at::kDouble)), kForward);
}

TEST_P(Products, NoRowsGiveZeros) {
    EXPECT_EQ(timesTransposed(at::zeros({0, 8}), random({4, 8})).sizes(), at::IntArrayRef({0, 4}));
    EXPECT_TRUE(at::equal(transposedTimes(at::zeros({0, 4}), at::zeros({0, 8})), at::zeros({4, 8})));
}

TEST_P(Products, AreTheSameFromRunToRun) {
    const at::Tensor x = random({130, 200}), weight = random({90, 200});
    const at::Tensor first = timesTransposed(x, weight);
    for (int i = 0; i < 5; ++i) EXPECT_TRUE(at::equal(timesTransposed(x, weight), first));
}

TEST_P(Products, NarrowWeightsAreWidened) {
    const at::Tensor x = random({6, 32}), weight = random({10, 32}).to(at::kBFloat16);
    expectNear(timesTransposed(x, weight), at::mm(x.to(at::kDouble), weight.to(at::kDouble).t()), kForward);
}

TEST_P(Products, LinearMapWithAdapterAgreesWithItsReference) {
    for (bool bias : {false, true}) {
        const Linear map = randomMap(48, 40, 4, bias, true), wanted = exact(map);
        const at::Tensor x = random({29, 48}), dy = random({29, 40}), ex = exact(x);
        at::Tensor reduced;
        expectNear(linear(map, x, {}, &reduced), reference::linear(ex, wanted), kForward);
        reference::linear(ex, wanted).backward(dy.to(at::kDouble));
        const at::Tensor ds = reducedGradient(map, dy);
        expectNear(inputGradient(map, dy, ds, {}), ex.grad(), kBackward);
        GradientSink sink;
        {
            const at::NoGradGuard noGrad;
            parameterGradients(map, x, reduced, dy, ds, {}, sink);
        }
        expectNear(sink.take(map.weight), wanted.weight.grad(), kBackward);
        if (bias) expectNear(sink.take(map.bias), wanted.bias.grad(), kBackward);
        expectNear(sink.take(map.lowRank->a), wanted.lowRank->a.grad(), kBackward);
        expectNear(sink.take(map.lowRank->b), wanted.lowRank->b.grad(), kBackward);
    }
}

TEST_P(Products, AttentionAgreesWithItsReference) {
    const std::vector<int64_t> starts = {0, 1, 20, 25, 165, 300};
    for (auto layout : {HeadLayout{4, 2, 16}, HeadLayout{3, 1, 24}, HeadLayout{2, 2, 10}, HeadLayout{9, 3, 64}}) expectAttention(starts, layout);
}

TEST_P(Products, AttentionOfAnyFormAgreesWithItsReference) {
    const std::vector<int64_t> starts = {0, 1, 20, 25, 165, 240};
    HeadLayout windowed{4, 2, 16}, capped{3, 1, 24}, biased{2, 2, 10}, wide{4, 4, 12}, both{2, 1, 8};
    windowed.window = 33;
    capped.softCap = 1.5;
    capped.scale = 0.3;
    biased.keyBias = -at::arange(240, at::kFloat) * at::tensor({0.25f, 0.03f}).unsqueeze(1);
    wide.causal = false;
    wide.window = 20;
    both.causal = false;
    both.softCap = 2;
    both.keyBias = random({2, 240});
    for (const HeadLayout& layout : {windowed, capped, biased, wide, both}) expectAttention(starts, layout);
}

TEST_P(Products, AttentionBehindSharedBeginningsAgreesWithItsReference) {
    // The third and fourth sample begin with 40 and 7 rows of the second, the sixth with all of the fifth.
    const PackLayout pack({0, 1, 80, 81, 160, 200, 240}, {{}, {}, {1, 40}, {1, 7}, {}, {160, 40}});
    HeadLayout plain{9, 3, 64}, windowed{4, 2, 16}, capped{3, 1, 24}, biased{2, 2, 10};
    windowed.window = 33;
    capped.softCap = 1.5;
    biased.keyBias = -at::arange(100, at::kFloat) * at::tensor({0.25f, 0.03f}).unsqueeze(1);
    for (const HeadLayout& layout : {plain, windowed, capped, biased}) expectAttention(pack, layout);
}

TEST_P(Products, WhereLaterKeysAreSeenNoBeginningIsShared) {
    HeadLayout both{2, 2, 8};
    both.causal = false;
    const at::Tensor x = random({30, 16});
    EXPECT_THROW(attention(x, x, x, PackLayout({0, 20, 30}, {{}, {0, 16}}), both), c10::Error);
}

TEST_P(Products, MapsStoredInOutGiveWhatOthersGive) {
    const Linear usual = randomMap(20, 33, 3, true, true);
    Linear turned = usual;
    turned.weight = usual.weight.detach().t().contiguous().requires_grad_();
    turned.inOut = true;
    const at::Tensor x = random({17, 20}), dy = random({17, 33});
    at::Tensor reduced, same;
    expectNear(linear(turned, x, {}, &reduced), linear(usual, x, {}, &same), 1e-6);
    expectNear(inputGradient(turned, dy, reducedGradient(turned, dy), {}), inputGradient(usual, dy, reducedGradient(usual, dy), {}), 1e-6);
    GradientSink sink, other;
    parameterGradients(turned, x, reduced, dy, reducedGradient(turned, dy), {}, sink);
    parameterGradients(usual, x, same, dy, reducedGradient(usual, dy), {}, other);
    expectNear(sink.take(turned.weight), other.take(usual.weight).t(), 1e-6);
}

TEST_P(Products, HeadLossOfScaledAndCappedLogitsAgreesWithItsReference) {
    const Linear head = randomMap(24, 500, 4, true, true), wanted = exact(head);
    const at::Tensor hidden = random({70, 24}).requires_grad_(), eh = exact(hidden), targets = at::randint(500, {70}, at::kLong);
    for (const LogitForm& form : {LogitForm{0.25, 0}, LogitForm{1.5, 2.0}}) {
        for (const at::Tensor& tensor : {hidden, eh, head.weight, wanted.weight, head.lowRank->a, wanted.lowRank->a}) tensor.mutable_grad().reset();
        const HeadLoss loss = headLoss(hidden, head, targets, {}, form);
        at::Tensor logits = reference::linear(eh, wanted) * form.scale;
        if (form.cap > 0) logits = form.cap * at::tanh(logits / form.cap);
        const at::Tensor sum = at::nll_loss(at::log_softmax(logits, -1), targets, {}, at::Reduction::Sum);
        expectNear(loss.sum, sum, kForward);
        loss.sum.backward();
        sum.backward();
        expectNear(hidden.grad(), eh.grad(), kBackward);
        expectNear(head.weight.grad(), wanted.weight.grad(), kBackward);
        expectNear(head.lowRank->a.grad(), wanted.lowRank->a.grad(), kBackward);
    }
}

TEST_P(Products, HeadLossAgreesWithItsReference) {
    for (bool learns : {false, true}) {
        const Linear head = randomMap(24, 5000, 4, true, learns), wanted = exact(head);
        const at::Tensor hidden = random({70, 24}).requires_grad_(), eh = exact(hidden);
        const at::Tensor targets = at::randint(5000, {70}, at::kLong);
        const HeadLoss loss = headLoss(hidden, head, targets);
        const at::Tensor sum = reference::headLoss(eh, wanted, targets);
        expectNear(loss.sum, sum, kForward);
        expectNear(loss.logProbs.sum(), -sum, kForward);
        (loss.sum * 0.5).backward();
        (sum * 0.5).backward();
        expectNear(hidden.grad(), eh.grad(), kBackward);
        expectNear(head.lowRank->a.grad(), wanted.lowRank->a.grad(), kBackward);
        expectNear(head.lowRank->b.grad(), wanted.lowRank->b.grad(), kBackward);
        EXPECT_EQ(head.weight.grad().defined(), learns);
        if (learns) expectNear(head.weight.grad(), wanted.weight.grad(), kBackward);
        if (learns) expectNear(head.bias.grad(), wanted.bias.grad(), kBackward);
    }
}

TEST_P(Products, HeadLossWithoutGradientIsTheSame) {
    const Linear head = randomMap(24, 300, 0, false, false);
    const at::Tensor hidden = random({40, 24}), targets = at::randint(300, {40}, at::kLong);
    const HeadLoss learning = headLoss(hidden.clone().requires_grad_(), head, targets), plain = headLoss(hidden, head, targets);
    expectNear(plain.logProbs, learning.logProbs, 1e-6);
    EXPECT_FALSE(plain.sum.requires_grad());
}

TEST_P(Products, HeadLossInManyChunksIsTheSame) {
    const Linear head = randomMap(8, 60000, 0, false, false);  // 48 MB hold 192 rows of it
    const at::Tensor hidden = random({500, 8}), targets = at::randint(60000, {500}, at::kLong);
    const at::Tensor all = headLoss(hidden, head, targets).logProbs;
    expectNear(all.narrow(0, 400, 100), headLoss(hidden.narrow(0, 400, 100), head, targets.narrow(0, 400, 100)).logProbs, 1e-6);
}

TEST_P(Products, GradientsAddUpInAPresetBuffer) {
    const Linear head = randomMap(16, 50, 2, true, true);
    at::Tensor flat = at::full({head.weight.numel() + head.bias.numel()}, 1.0f);
    head.weight.mutable_grad() = flat.narrow(0, 0, head.weight.numel()).view(head.weight.sizes());
    head.bias.mutable_grad() = flat.narrow(0, head.weight.numel(), head.bias.numel());
    const at::Tensor hidden = random({10, 16}), targets = at::randint(50, {10}, at::kLong);
    headLoss(hidden, head, targets).sum.backward();
    const at::Tensor once = flat.clone();
    headLoss(hidden, head, targets).sum.backward();
    EXPECT_TRUE(head.weight.grad().data_ptr() == flat.data_ptr());
    expectNear(flat - once, once - 1, 1e-5);
}

TEST_P(Products, EmbeddingAgreesWithIndexing) {
    Embedding embedding{"e", random({30, 12}).requires_grad_(), std::make_shared<LowRank>()};
    embedding.lowRank->a = random({3, 30}).requires_grad_();
    embedding.lowRank->b = random({12, 3}).requires_grad_();
    embedding.lowRank->scale = 0.5;
    const at::Tensor ids = at::tensor({4, 4, 29, 0, 7}, at::kLong), dy = random({5, 12});
    const at::Tensor weight = exact(embedding.weight), a = exact(embedding.lowRank->a), b = exact(embedding.lowRank->b);
    const at::Tensor wanted = weight.index_select(0, ids) + 0.5 * at::mm(a.index_select(1, ids).t(), b.t());
    const at::Tensor found = embed(embedding, ids);
    expectNear(found, wanted, kForward);
    found.backward(dy);
    wanted.backward(dy.to(at::kDouble));
    expectNear(embedding.weight.grad(), weight.grad(), kBackward);
    expectNear(embedding.lowRank->a.grad(), a.grad(), kBackward);
    expectNear(embedding.lowRank->b.grad(), b.grad(), kBackward);
}

INSTANTIATE_TEST_SUITE_P(Kernels, Products, ::testing::ValuesIn(productKernels()), [](const auto& info) { return nameOf(info.param); });

TEST(ProductKernels, AnUnknownNameIsRefused) { EXPECT_THROW(productKernelOf("abacus"), Error); }

}  // namespace
}  // namespace luthier
