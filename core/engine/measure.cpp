// SPDX-License-Identifier: Apache-2.0
#include "core/engine/measure.h"

#include <ATen/Parallel.h>
#include <torch/version.h>

#include <algorithm>
#include <cmath>
#include <functional>
#include <map>
#include <ranges>
#include <string>
#include <utility>
#include <vector>

#include "core/base/error.h"
#include "core/base/os.h"
#include "core/ops/kernels.h"
#include "core/ops/matmul.h"
#include "core/ops/torch.h"

namespace luthier {
namespace {

/// A product of a training step: the gated part of a layer, on one micro-batch.
struct StepShape {
    int64_t rows, in, out;
    double operations() const { return 2.0 * static_cast<double>(rows * in * out); }
};
constexpr StepShape kLarge = {512, 896, 2432}, kSmall = {512, 192, 512};
constexpr double kSeconds = 0.25;  // of the processor, for each way to multiply
constexpr int kLeastRounds = 3;
constexpr double kWorthAnother = 1.25;  // times as fast: results are the same to the bit only with the same kernel, and measurements of two that are alike come out either way

struct Contender {
    std::string name;
    std::function<void()> product;
    double least = 1e9, spent = 0;  ///< processor seconds, over all threads
};

void heed(const CancelToken& cancel) {
    if (cancel.stopAsked()) throw Stopped();
}

/// Billions of operations a second of each contender, by the processor's clock and as the best of many short turns: neighbours on a busy machine
/// stretch every other clock, and slow some turns but not all.
std::map<std::string, double> gflops(std::vector<Contender> contenders, double operations, const CancelToken& cancel) {
    const double threads = at::get_num_threads();
    for (Contender& contender : contenders) {  // the first turn compiles
        heed(cancel);
        contender.product();
    }
    for (int round = 0; round < kLeastRounds || contenders.front().spent < kSeconds * threads; ++round)
        for (Contender& contender : contenders) {
            heed(cancel);
            const double begin = os::processorSeconds();
            contender.product();
            const double seconds = os::processorSeconds() - begin;
            contender.spent += seconds;
            contender.least = std::min(contender.least, seconds);
        }
    std::map<std::string, double> speeds;
    for (const Contender& contender : contenders) speeds[contender.name] = std::round(10 * operations * threads / std::max(1e-9, contender.least) * 1e-9) / 10;
    return speeds;
}

/// What products are made by is the same afterwards.
struct KernelKept {
    const ProductKernel before = productKernel();
    ~KernelKept() { setProductKernel(before); }
};

/// Every library in float32, and bfloat16 as a frozen weight that is stored so takes part in it.
std::map<std::string, double> speedsAt(const StepShape& shape, const CancelToken& cancel) {
    const at::Tensor x = at::full({shape.rows, shape.in}, 0.5), weight = at::full({shape.out, shape.in}, 0.25);
    const at::Tensor narrow = weight.to(at::kBFloat16);
    std::vector<Contender> contenders;
    for (ProductKernel kernel : productKernels())
        contenders.push_back({nameOf(kernel), [=] {
                                  setProductKernel(kernel);
                                  timesTransposed(x, weight);
                              }});
    contenders.push_back({"bfloat16", [=] { timesTransposed(x, narrow, {}, Arithmetic::BFloat16); }});
    return gflops(std::move(contenders), shape.operations(), cancel);
}

}  // namespace

Json measuredSpeeds(const CancelToken& cancel) {
    at::NoGradGuard noGradient;
    const KernelKept kept;
    auto large = speedsAt(kLarge, cancel), small = speedsAt(kSmall, cancel);
    Json float32 = Json::object(), bfloat16 = Json::object();
    float32["gflops"] = 0.0;
    const std::vector<ProductKernel> known = productKernels();
    for (ProductKernel kernel : std::views::reverse(known)) {
        const double speed = large[nameOf(kernel)];
        float32[nameOf(kernel)] = speed;
        if (speed < kWorthAnother * float32.numberOr("gflops", 0)) continue;
        float32["gflops"] = speed;
        float32["kernel"] = nameOf(kernel);
    }
    float32["small_gflops"] = small[float32.stringOr("kernel", "")];
    bfloat16["gflops"] = large["bfloat16"];
    bfloat16["small_gflops"] = small["bfloat16"];
    Json speeds = Json::object();
    speeds["threads"] = at::get_num_threads();
    speeds["float32"] = std::move(float32);
    speeds["bfloat16"] = std::move(bfloat16);
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
