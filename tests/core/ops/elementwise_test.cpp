// SPDX-License-Identifier: Apache-2.0
#include "core/ops/elementwise.h"

#include <gtest/gtest.h>

#include <bit>
#include <cmath>

#include "core/ops/allocator.h"
#include "core/ops/kernels.h"
#include "core/ops/reference.h"
#include "tests/support/torch_near.h"

namespace luthier {
namespace {

constexpr double kForward = 2e-6, kBackward = 1e-5;  // relative, of the largest value

at::Tensor random(at::IntArrayRef shape, double scale = 1) { return at::randn(shape, at::kFloat).mul_(scale); }

/// A leaf of the same values in double, for the reference.
at::Tensor exact(const at::Tensor& x) { return x.detach().to(at::kDouble).requires_grad_(); }

class Elementwise : public ::testing::Test {
protected:
    void SetUp() override { at::manual_seed(7); }
};

TEST_F(Elementwise, RmsNormAgreesWithItsReference) {
    for (int64_t columns : {1, 15, 16, 576, 1001}) {
        at::Tensor x = random({9, columns}), weight = random({columns}), dy = random({9, columns});
        const RmsNormed normed = rmsNorm(x, weight, 1e-5);
        const at::Tensor ex = exact(x), ew = exact(weight);
        const at::Tensor wanted = reference::rmsNorm(ex, ew, 1e-5);
        expectNear(normed.y, wanted, kForward);
        wanted.backward(dy.to(at::kDouble));
        at::Tensor dx = at::zeros_like(x);
        rmsNormBackward(x, weight, normed.rstd, dy, dx);
        if (columns > 1) expectNear(dx, ex.grad(), kBackward);
        expectNear(rmsNormWeightGradient(x, normed.rstd, dy), ew.grad(), kBackward);
    }
}

TEST_F(Elementwise, RmsNormAddsTheResidualFirst) {
    at::Tensor x = random({5, 33}), added = random({5, 33}), weight = random({33});
    const at::Tensor sum = x + added;
    const RmsNormed normed = rmsNorm(x, weight, 1e-6, added);
    EXPECT_TRUE(at::equal(x, sum));
    expectNear(normed.y, reference::rmsNorm(sum.to(at::kDouble), weight.to(at::kDouble), 1e-6), kForward);
}

TEST_F(Elementwise, RmsNormAgainGivesTheSameBits) {
    at::Tensor x = random({70, 577}), weight = random({577});
    const RmsNormed normed = rmsNorm(x, weight, 1e-5);
    EXPECT_TRUE(at::equal(rmsNormAgain(x, weight, normed.rstd), normed.y));
}

TEST_F(Elementwise, RowsDoNotDependOnTheirNeighbours) {
    at::Tensor x = random({300, 96}), weight = random({96});
    const at::Tensor all = rmsNorm(x, weight, 1e-5).y;
    at::Tensor some = x.narrow(0, 123, 7).clone();
    EXPECT_TRUE(at::equal(rmsNorm(some, weight, 1e-5).y, all.narrow(0, 123, 7)));
}

TEST_F(Elementwise, RopeAgreesWithItsReferenceAndTurnsBack) {
    for (int64_t headSize : {2, 10, 64}) {
        const at::Tensor frequencies = at::pow(10000.0, -at::arange(0, headSize, 2, at::kFloat) / headSize);
        const at::Tensor table = ropeTable(frequencies, 40);
        const at::Tensor positions = at::cat({at::arange(25, at::kLong), at::arange(39, at::kLong)});
        const at::Tensor x = random({64, 3 * headSize});
        at::Tensor turned = x.clone();
        rope(turned, table, positions);
        expectNear(turned, reference::rope(x.to(at::kDouble), table, positions), kForward);
        rope(turned, table, positions, -1);
        expectNear(turned, x, 1e-6);
    }
}

TEST_F(Elementwise, TurningAPartOfEachHeadAndNeighboursAsPairsAgreeWithTheirReference) {
    const at::Tensor frequencies = at::pow(500.0, -at::arange(0, 6, 2, at::kFloat) / 6), positions = at::arange(31, at::kLong);
    const at::Tensor table = ropeTable(frequencies, 31, 1.25), x = random({31, 2 * 10});
    for (const RopeForm& form : {RopeForm{10, false}, RopeForm{10, true}}) {
        at::Tensor turned = x.clone();
        rope(turned, table, positions, 1, form);
        expectNear(turned, reference::rope(x.to(at::kDouble), table, positions, form), kForward);
        const at::Tensor ex = exact(x), dy = random({31, 20});
        reference::rope(ex, table, positions, form).backward(dy.to(at::kDouble));
        at::Tensor back = dy.clone();
        rope(back, table, positions, -1, form);
        expectNear(back, ex.grad(), kForward);
    }
}

TEST_F(Elementwise, LayerNormAgreesWithItsReference) {
    for (int64_t columns : {15, 16, 576}) {
        for (int64_t weights : {1, 3}) {
            at::Tensor x = random({9, columns}) + 2, weight = random({weights, columns}), bias = random({weights, columns}), dy = random({9, columns});
            const LayerNormed normed = layerNorm(x, weight, bias, 1e-5);
            const at::Tensor ex = exact(x), ew = exact(weight), eb = exact(bias);
            const auto each = [&](const at::Tensor& rows) { return rows.repeat({9 / weights, 1}); };
            const at::Tensor wanted = reference::layerNorm(ex, each(ew), each(eb), 1e-5);
            expectNear(normed.y, wanted, kForward);
            EXPECT_TRUE(at::equal(layerNormAgain(x, weight, bias, normed), normed.y));
            wanted.backward(dy.to(at::kDouble));
            at::Tensor dx = at::zeros_like(x);
            layerNormBackward(x, weight, normed, dy, dx);
            expectNear(dx, ex.grad(), kBackward);
            expectNear(layerNormWeightGradient(x, normed, dy, weights), ew.grad(), kBackward);
        }
    }
}

class Activations : public Elementwise, public ::testing::WithParamInterface<int> {
protected:
    Activation activation_ = static_cast<Activation>(GetParam());
};

TEST_P(Activations, AgreeWithTheirReference) {
    at::Tensor x = random({31, 77}, 4), dy = random({31, 77});
    const at::Tensor ex = exact(x), wanted = reference::activated(activation_, ex), y = activated(activation_, x);
    expectNear(y, wanted, kForward);
    wanted.backward(dy.to(at::kDouble));
    activatedBackward(activation_, x, dy);
    expectNear(x, ex.grad(), kBackward);
    expectNear(dy, y, 1e-6);
}

TEST_P(Activations, OfAGateAgreeWithTheirReference) {
    at::Tensor gate = random({31, 77}, 4), up = random({31, 77}), dh = random({31, 77});
    const at::Tensor eg = exact(gate), eu = exact(up);
    const at::Tensor wanted = reference::activated(activation_, eg) * eu;
    const at::Tensor h = gated(activation_, gate, up);
    expectNear(h, wanted, kForward);
    wanted.backward(dh.to(at::kDouble));
    gatedBackward(activation_, gate, up, dh);
    expectNear(gate, eg.grad(), kBackward);
    expectNear(up, eu.grad(), kBackward);
    expectNear(dh, h, 1e-6);
}

TEST_P(Activations, OfHugeValuesStayFinite) {
    const at::Tensor x = at::tensor({-1e4f, -100.0f, -88.0f, 88.0f, 100.0f, 1e4f}).view({1, 6});
    expectNear(activated(activation_, x), reference::activated(activation_, x.to(at::kDouble)), kForward);
}

INSTANTIATE_TEST_SUITE_P(All, Activations, ::testing::Range(0, kActivations));

TEST_F(Elementwise, BlocksOfColumnsAreTakenAndPutBack) {
    const at::Tensor x = random({5, 12});
    const at::Tensor taken = takenBlocks(x, {3, 0}, 3);
    EXPECT_TRUE(at::equal(taken, at::cat({x.narrow(1, 9, 3), x.narrow(1, 0, 3)}, 1)));
    at::Tensor y = at::zeros({5, 12});
    putBlocks(taken, {3, 0}, 3, y);
    EXPECT_TRUE(at::equal(takenBlocks(y, {3, 0}, 3), taken));
    EXPECT_EQ(y.narrow(1, 3, 6).abs().max().item<double>(), 0);
}

TEST_F(Elementwise, DropoutKeepsTheShareAndScale) {
    const at::Tensor keys = dropoutRowKeys(1, 2, {5}, {0, 2000});
    const at::Tensor y = dropout(at::ones({2000, 300}), keys, 99, 0.3);
    EXPECT_NEAR(y.mean().item<double>(), 1, 0.01);
    EXPECT_NEAR(y.eq(0).to(at::kDouble).mean().item<double>(), 0.3, 0.002);
    EXPECT_LT(at::var(y.eq(0).to(at::kDouble).mean(0)).item<double>(), 3 * 0.21 / 2000);
    EXPECT_LT(at::var(y.eq(0).to(at::kDouble).mean(1)).item<double>(), 3 * 0.21 / 300);
}

TEST_F(Elementwise, DropoutDependsOnSampleAndPositionNotOnPacking) {
    const at::Tensor x = random({30, 40});
    const at::Tensor packed = dropout(x, dropoutRowKeys(1, 2, {8, 9}, {0, 12, 30}), 4, 0.5);
    const at::Tensor alone = dropout(x.narrow(0, 12, 18).contiguous(), dropoutRowKeys(1, 2, {9}, {0, 18}), 4, 0.5);
    EXPECT_TRUE(at::equal(packed.narrow(0, 12, 18), alone));
}

TEST_F(Elementwise, DropoutChangesWithSeedStepSampleAndModule) {
    const at::Tensor x = at::ones({10, 50});
    const auto mask = [&](uint64_t seed, uint64_t step, uint64_t sample, uint64_t module) {
        return dropout(x, dropoutRowKeys(seed, step, {sample}, {0, 10}), module, 0.5);
    };
    const at::Tensor first = mask(1, 1, 1, 1);
    for (const at::Tensor& other : {mask(2, 1, 1, 1), mask(1, 2, 1, 1), mask(1, 1, 2, 1), mask(1, 1, 1, 2)})
        EXPECT_NEAR(first.eq(other).to(at::kDouble).mean().item<double>(), 0.5, 0.1);
}

TEST_F(Elementwise, DropoutMaskNeverChangesBetweenReleases) {
    const at::Tensor y = dropout(at::ones({2, 32}), dropoutRowKeys(42, 3, {7}, {0, 2}), 1234, 0.5);
    std::string bits;
    for (int64_t i = 0; i < 64; ++i) bits += y.view({64})[i].item<float>() > 0 ? '1' : '0';
    EXPECT_EQ(bits, "0001100000110000101010001101110110001101100011011111011001110100");
}

TEST_F(Elementwise, DropoutBackwardUsesTheSameMask) {
    const at::Tensor keys = dropoutRowKeys(3, 4, {5}, {0, 6});
    const at::Tensor dy = random({6, 21});
    at::Tensor dx = at::ones({6, 21});
    dropoutBackward(dy, keys, 11, 0.25, dx);
    expectNear(dx, 1 + dropout(dy, keys, 11, 0.25), 1e-7);
}

TEST_F(Elementwise, AddRowsSumsRepeatedIds) {
    at::Tensor sum = at::zeros({5, 40});
    const at::Tensor ids = at::tensor({1, 3, 1, 1, 0}, at::kLong), x = random({5, 40});
    addRows(sum, ids, x, 2);
    expectNear(sum, at::zeros({5, 40}).index_add_(0, ids, x, 2), 1e-6);
}

TEST_F(Elementwise, AllFiniteFindsASingleNan) {
    at::Tensor x = random({1000, 77});
    EXPECT_TRUE(allFinite(x));
    x[999][76] = NAN;
    EXPECT_FALSE(allFinite(x));
    x[999][76] = -INFINITY;
    EXPECT_FALSE(allFinite(x.to(at::kBFloat16)));
}

TEST_F(Elementwise, AllFiniteReadsNumbersIn16BitsWhereTheyLie) {
    useTensorMemory();
    for (const at::ScalarType type : {at::kBFloat16, at::kHalf}) {
        at::Tensor x = at::full({1 << 20}, type == at::kHalf ? 65504.0 : 3.3895e38, at::TensorOptions(type));  // the largest there are
        const uint64_t before = tensorMemory().used;
        resetPeakMemory();
        EXPECT_TRUE(allFinite(x));
        EXPECT_EQ(tensorMemory().peakUsed, before);
        for (const double odd : {std::nan(""), HUGE_VAL, -HUGE_VAL}) {
            x[777777] = odd;
            EXPECT_FALSE(allFinite(x));
            x[777777] = -1e-7;
            EXPECT_TRUE(allFinite(x));
        }
    }
}

TEST_F(Elementwise, NumbersAreRoundedToBFloat16AsAConversionRoundsThem) {
    std::vector<float> x;
    for (uint32_t upper = 0; upper < 0x10000; ++upper)
        for (const uint32_t lower : {0u, 1u, 0x7FFFu, 0x8000u, 0x8001u, 0xFFFFu}) x.push_back(std::bit_cast<float>(upper << 16 | lower));
    const at::Tensor from = at::from_blob(x.data(), {static_cast<int64_t>(x.size())}, at::kFloat), wanted = from.to(at::kBFloat16).to(at::kFloat);
    for (const Kernels* set : {&baselineKernels(), &kernels()}) {
        SCOPED_TRACE(set->name);
        at::Tensor found = at::empty_like(from);
        set->roundToBFloat16(x.data(), found.data_ptr<float>(), found.numel());
        EXPECT_TRUE(at::equal(found.isnan(), wanted.isnan()));
        EXPECT_TRUE(at::equal(found.nan_to_num(0.5).view(at::kInt), wanted.nan_to_num(0.5).view(at::kInt)));  // signs of zeros, too
    }
}

/// Every kernel set that this processor runs gives what the plainest one gives.
TEST_F(Elementwise, KernelSetsAgree) {
    const at::Tensor logits = random({1, 5003}, 5);
    const float wanted = at::log_softmax(logits.to(at::kDouble), -1)[0][17].item<float>();
    for (const Kernels* set : {&baselineKernels(), &kernels()}) {
        SCOPED_TRACE(set->name);
        EXPECT_NEAR(set->crossEntropyValue(logits.const_data_ptr<float>(), 5003, 17), -wanted, 2e-6 * std::abs(wanted));
        at::Tensor gradient = logits.clone();
        EXPECT_NEAR(set->crossEntropy(gradient.data_ptr<float>(), 5003, 17), -wanted, 2e-6 * std::abs(wanted));
        at::Tensor expected = at::softmax(logits.to(at::kDouble), -1);
        expected[0][17] -= 1;
        expectNear(gradient, expected, kForward);
    }
}

}  // namespace
}  // namespace luthier
