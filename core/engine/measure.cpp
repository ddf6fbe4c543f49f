// SPDX-License-Identifier: Apache-2.0
#include "core/engine/measure.h"

#include <ATen/Parallel.h>
#include <torch/version.h>

#include <algorithm>
#include <chrono>
#include <functional>

#include "core/ops/kernels.h"
#include "core/ops/matmul.h"
#include "core/ops/torch.h"

namespace luthier {
namespace {

constexpr int64_t kRows = 1024, kIn = 896, kOut = 2432;  // a small model's gated product on one micro-batch
constexpr double kOperations = 2.0 * kRows * kIn * kOut;

/// Billions of operations a second: the best of several runs within a fifth of a second (at least two, the first only warms up).
double gflops(const std::function<void()>& product) {
    using Clock = std::chrono::steady_clock;
    product();
    double best = 0, spent = 0;
    while (spent < 0.2) {
        auto begin = Clock::now();
        product();
        double seconds = std::chrono::duration<double>(Clock::now() - begin).count();
        spent += seconds;
        best = std::max(best, kOperations / seconds * 1e-9);
    }
    return best;
}

double rounded(double value) { return static_cast<double>(static_cast<int64_t>(value * 10 + 0.5)) / 10; }

}  // namespace

Json measuredSpeeds() {
    at::NoGradGuard noGradient;
    at::Tensor x = at::full({kRows, kIn}, 0.5, at::kFloat), w = at::full({kOut, kIn}, 0.25, at::kFloat);
    Json speeds = Json::object();
    speeds["threads"] = at::get_num_threads();
    Json& float32 = speeds["float32"];
    float32["gflops"] = 0.0;
    ProductKernel before = productKernel();
    for (ProductKernel kernel : productKernels()) {
        setProductKernel(kernel);
        double speed = rounded(gflops([&] { timesTransposed(x, w); }));
        float32[nameOf(kernel)] = speed;
        if (speed > float32.numberOr("gflops", 0)) {
            float32["gflops"] = speed;
            float32["kernel"] = nameOf(kernel);
        }
    }
    setProductKernel(before);
    at::Tensor xHalf = x.to(at::kBFloat16), wHalf = w.to(at::kBFloat16).t();
    speeds["bfloat16"]["gflops"] = rounded(gflops([&] { at::mm(xHalf, wHalf); }));
    speeds["loops"] = kernels().name;
    return speeds;
}

std::string libraryName() { return std::string("libtorch ") + TORCH_VERSION; }

Json libraryVersions() {
    Json versions = Json::object();
    versions["luthier"] = LUTHIER_VERSION;
    versions["libtorch"] = TORCH_VERSION;
    versions["processor_loops"] = kernels().name;
    return versions;
}

}  // namespace luthier
