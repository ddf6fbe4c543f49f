// SPDX-License-Identifier: Apache-2.0
#include "core/ops/share_out.h"

#include <gtest/gtest.h>

#include <atomic>
#include <mutex>
#include <set>
#include <thread>

#include <ATen/Parallel.h>

#include "core/ops/adamw.h"
#include "core/ops/attention.h"
#include "core/ops/elementwise.h"
#include "core/ops/matmul.h"

namespace luthier {
namespace {

at::Tensor random(at::IntArrayRef shape) { return at::randn(shape, at::kFloat); }

class ShareOut : public ::testing::Test {
protected:
    void SetUp() override { at::manual_seed(3); }
    void TearDown() override { at::set_num_threads(before_); }

    /// What `results` gives with one, two and three threads is the same to the bit.
    static void expectSameBits(const std::function<std::vector<at::Tensor>()>& results) {
        at::set_num_threads(1);
        const std::vector<at::Tensor> alone = results();
        for (int threads : {2, 3}) {
            at::set_num_threads(threads);
            const std::vector<at::Tensor> together = results();
            for (size_t i = 0; i < alone.size(); ++i) EXPECT_TRUE(at::equal(together[i], alone[i])) << "result " << i << " with " << threads << " threads";
        }
    }

private:
    const int before_ = at::get_num_threads();
};

TEST_F(ShareOut, EveryElementIsGivenOnce) {
    at::set_num_threads(3);
    for (int64_t count : {0, 1, 63, 64, 65, 1000, 100001}) {
        std::vector<std::atomic<int>> given(static_cast<size_t>(count));
        shareOut(count, 1, [&](int64_t begin, int64_t end) {
            for (int64_t i = begin; i < end; ++i) ++given[static_cast<size_t>(i)];
        });
        for (const auto& times : given) EXPECT_EQ(times, 1);
    }
}

TEST_F(ShareOut, AsManyThreadsWorkAsAreSet) {
    for (int threads : {1, 2, 3}) {
        at::set_num_threads(threads);
        std::mutex mutex;
        std::set<std::thread::id> seen;
        shareOut(10000, 1, [&](int64_t, int64_t) {
            const std::lock_guard lock(mutex);
            seen.insert(std::this_thread::get_id());
        });
        EXPECT_EQ(seen.size(), static_cast<size_t>(threads));
    }
}

TEST_F(ShareOut, LittleWorkStaysOnOneThread) {
    at::set_num_threads(3);
    int calls = 0;
    shareOut(1000, 32768, [&](int64_t, int64_t) { ++calls; });
    EXPECT_EQ(calls, 1);
}

TEST_F(ShareOut, NormsAndGatesAreTheSameBitsWithAnyNumberOfThreads) {
    const at::Tensor x = random({501, 577}), weight = random({577}), gate = random({301, 577}), up = random({301, 577});
    expectSameBits([&] {
        at::Tensor in = x.clone(), dx = at::zeros_like(x), dGate = gate.clone(), dUp = up.clone(), dh = gate + up;
        const RmsNormed normed = rmsNorm(in, weight, 1e-5);
        rmsNormBackward(x, weight, normed.rstd, x, dx);
        gatedBackward(Activation::Silu, dGate, dUp, dh);
        return std::vector{normed.y, dx, rmsNormWeightGradient(x, normed.rstd, x), gated(Activation::Silu, gate, up), dGate, dUp, dh};
    });
}

TEST_F(ShareOut, AttentionIsTheSameBitsWithAnyNumberOfThreads) {
    const HeadLayout layout{6, 2, 40};
    const at::Tensor q = random({333, 240}), k = random({333, 80}), v = random({333, 80}), dOut = random({333, 240});
    for (const PackLayout& pack : {PackLayout({0, 3, 200, 333}), PackLayout({0, 100, 200, 333}, {{}, {0, 90}, {0, 50}})}) {
        expectSameBits([&] {
            const Attended forward = attention(q, k, v, pack, layout);
            const AttentionGradient gradient = attentionBackward(dOut, q, k, v, forward, pack, layout);
            return std::vector{forward.out, forward.logSumExp, gradient.q, gradient.k, gradient.v};
        });
    }
}

TEST_F(ShareOut, SumsAndStepsAreTheSameBitsWithAnyNumberOfThreads) {
    const at::Tensor x = random({100, 1777}), ids = at::randint(0, 50, {100}, at::kLong), weights = random({200003}), gradients = random({200003});
    expectSameBits([&] {
        at::Tensor sum = at::zeros({50, 1777}), added = x.clone(), w = weights.clone(), m = at::zeros_like(w), v = at::zeros_like(w);
        addRows(sum, ids, x, 0.7);
        addInPlace(added, x, 0.3);
        adamwStep(w, gradients, m, v, {});
        return std::vector{sum, added, w, m, v, at::scalar_tensor(flatNorm(gradients), at::kDouble)};
    });
}

}  // namespace
}  // namespace luthier
