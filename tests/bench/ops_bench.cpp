// SPDX-License-Identifier: Apache-2.0
// Each fused operation beside the same in composed ATen operators, forward and backward, at SmolLM2-135M's shape. Least of ten, milliseconds.
#include <ATen/Parallel.h>

#include <chrono>
#include <cstdio>
#include <ctime>
#include <functional>

#include "core/ops/adamw.h"
#include "core/ops/allocator.h"
#include "core/ops/elementwise.h"
#include "core/ops/head_loss.h"
#include "core/ops/kernels.h"
#include "core/ops/matmul.h"
#include "core/ops/reference.h"

using namespace luthier;

namespace {

constexpr int64_t kTokens = 2000, kWidth = 576, kInner = 1536, kVocabulary = 49152;

// Processor milliseconds with one thread, which a busy neighbour changes little; milliseconds with more.
double now() {
    if (at::get_num_threads() == 1) return 1e3 * static_cast<double>(std::clock()) / CLOCKS_PER_SEC;
    return std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now().time_since_epoch()).count();
}

double least(const std::function<void()>& work) {
    double best = 1e9;
    for (int i = 0; i < 10; ++i) {
        const double begin = now();
        work();
        best = std::min(best, now() - begin);
    }
    return best;
}

void row(const char* name, const std::function<void()>& fused, const std::function<void()>& composed) {
    const double a = least(fused), b = least(composed);
    std::printf("%-28s %9.3f %9.3f   %5.2f x\n", name, a, b, b / a);
}

at::Tensor leaf(at::IntArrayRef shape) { return (at::randn(shape) * 0.1).requires_grad_(); }

void norms() {
    at::Tensor x = leaf({kTokens, kWidth}), weight = at::ones({kWidth}), dy = at::randn({kTokens, kWidth});
    row("rms norm", [&] {
            const at::NoGradGuard noGrad;
            at::Tensor in = x.detach(), dx = at::zeros_like(in);
            const RmsNormed normed = rmsNorm(in, weight, 1e-5);
            rmsNormBackward(in, weight, normed.rstd, dy, dx);
        },
        [&] { reference::rmsNorm(x, weight, 1e-5).backward(dy); });
}

void ropes() {
    at::Tensor x = leaf({kTokens, kWidth}), dy = at::randn({kTokens, kWidth}), mine = at::randn({kTokens, kWidth});
    const at::Tensor table = ropeTable(at::rand({32}), 256), positions = at::arange(kTokens, at::kLong).remainder(250);
    row("rope", [&] { rope(mine, table, positions), rope(mine, table, positions, -1); }, [&] { reference::rope(x, table, positions).backward(dy); });
}

void gates() {
    at::Tensor gate = leaf({kTokens, kInner}), up = leaf({kTokens, kInner}), dh = at::randn({kTokens, kInner});
    at::Tensor a = gate.detach().clone(), b = up.detach().clone(), c = dh.clone();
    row("gated product", [&] { gated(Activation::Silu, a, b), gatedBackward(Activation::Silu, a, b, c); }, [&] { (reference::activated(Activation::Silu, gate) * up).backward(dh); });
}

Linear adapted(int64_t in, int64_t out) {
    Linear map{"", at::randn({out, in}) * 0.02, {}, std::make_shared<LowRank>()};
    map.lowRank->a = leaf({16, in});
    map.lowRank->b = leaf({out, 16});
    return map;
}

void linears() {
    const Linear map = adapted(kWidth, kInner);
    at::Tensor x = leaf({kTokens, kWidth}), dy = at::randn({kTokens, kInner});
    map.lowRank->a.mutable_grad() = at::zeros_like(map.lowRank->a);
    map.lowRank->b.mutable_grad() = at::zeros_like(map.lowRank->b);
    row("linear with adapter", [&] {
            const at::NoGradGuard noGrad;
            at::Tensor reduced;
            linear(map, x, {}, &reduced);
            const at::Tensor ds = reducedGradient(map, dy);
            GradientSink sink;
            parameterGradients(map, x, reduced, dy, ds, {}, sink);
            inputGradient(map, dy, ds, {});
        },
        [&] { reference::linear(x, map).backward(dy); });
    Linear plain = map;
    plain.lowRank = nullptr;
    row("linear alone", [&] {
            const at::NoGradGuard noGrad;
            linear(plain, x, {});
            inputGradient(plain, dy, {}, {});
        },
        [&] { reference::linear(x, plain).backward(dy); });
}

void attentions(int64_t length) {
    const HeadLayout layout{9, 3, 64};
    std::vector<int64_t> starts;
    for (int64_t at = 0; at <= kTokens; at += length) starts.push_back(at);
    const int64_t rows = starts.back();
    at::Tensor q = leaf({rows, 576}), k = leaf({rows, 192}), v = leaf({rows, 192}), dy = at::randn({rows, 576});
    row(("attention, samples of " + std::to_string(length)).c_str(), [&] {
            const at::NoGradGuard noGrad;
            const Attended out = attention(q, k, v, starts, layout);
            attentionBackward(dy, q, k, v, out, starts, layout);
        },
        [&] {
            for (size_t s = 0; s + 1 < starts.size(); ++s) {
                const auto of = [&](const at::Tensor& x) { return x.narrow(0, starts[s], length).view({1, length, -1, 64}).transpose(1, 2); };
                at::scaled_dot_product_attention(of(q), of(k), of(v), {}, 0.0, true, {}, true).backward(of(dy));
            }
        });
}

void heads() {
    Linear head{"", at::randn({kVocabulary, kWidth}) * 0.02, {}, nullptr};
    at::Tensor hidden = leaf({1000, kWidth});
    const at::Tensor targets = at::randint(kVocabulary, {1000}, at::kLong);
    row("head + loss, 1000 rows", [&] { headLoss(hidden, head, targets).sum.backward(); }, [&] { reference::headLoss(hidden, head, targets).backward(); });
}

void optimizers() {
    const int64_t count = 10'000'000;
    at::Tensor w = at::randn({count}), g = at::randn({count}), m = at::zeros({count}), v = at::zeros({count});
    const at::Tensor w2 = w.clone(), m2 = m.clone(), v2 = v.clone(), step = at::ones({});
    row("adamw, 10 M", [&] { adamwStep(w, g, m, v, {.learningRate = 1e-3}); },
        [&] { at::_fused_adamw_({w2}, {g}, {m2}, {v2}, {}, {step}, 1e-3, 0.9, 0.999, 0.0, 1e-8, false, false); });
}

}  // namespace

int main() {
    useTensorMemory();
    at::manual_seed(1);
    std::printf("%d threads, kernels %s, products by %s\n%-28s %9s %9s\n", at::get_num_threads(), kernels().name, nameOf(productKernel()).c_str(), "", "fused", "composed");
    norms();
    ropes();
    gates();
    linears();
    for (int64_t length : {32, 100, 250, 500, 1000}) attentions(length);
    heads();
    optimizers();
}
