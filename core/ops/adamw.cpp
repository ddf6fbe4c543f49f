// SPDX-License-Identifier: Apache-2.0
#include "core/ops/adamw.h"

#include <cmath>

#include <ATen/Parallel.h>

#include "core/ops/kernels.h"
#include "core/ops/share_out.h"

namespace luthier {
namespace {

constexpr int64_t kBlock = 65536;

}  // namespace

void adamwStep(at::Tensor& weights, const at::Tensor& gradients, at::Tensor& mean, at::Tensor& variance, const AdamWSettings& settings) {
    for (const at::Tensor& tensor : {weights, gradients, mean, variance})
        TORCH_CHECK(tensor.is_contiguous() && tensor.scalar_type() == at::kFloat && tensor.numel() == weights.numel());
    const double steps = static_cast<double>(settings.step);
    const AdamWFactors factors{static_cast<float>(settings.learningRate * settings.weightDecay),
                               static_cast<float>(1 - settings.beta1),
                               static_cast<float>(1 - settings.beta2),
                               static_cast<float>(settings.learningRate / (1 - std::pow(settings.beta1, steps))),
                               static_cast<float>(std::sqrt(1 - std::pow(settings.beta2, steps))),
                               static_cast<float>(settings.eps),
                               static_cast<float>(settings.gradientScale)};
    float* w = weights.data_ptr<float>();
    const float* g = gradients.const_data_ptr<float>();
    float* m = mean.data_ptr<float>();
    float* v = variance.data_ptr<float>();
    shareOut(weights.numel(), kBlock, [&](int64_t begin, int64_t end) {
        kernels().adamw(w + begin, g + begin, m + begin, v + begin, factors, end - begin);
    });
}

double flatNorm(const at::Tensor& values) {
    TORCH_CHECK(values.is_contiguous() && values.scalar_type() == at::kFloat);
    const float* x = values.const_data_ptr<float>();
    const int64_t count = values.numel(), blocks = (count + kBlock - 1) / kBlock;
    std::vector<double> sums(static_cast<size_t>(blocks));
    at::parallel_for(0, blocks, 1, [&](int64_t begin, int64_t end) {
        for (int64_t block = begin; block < end; ++block)
            sums[static_cast<size_t>(block)] = kernels().squares(x + block * kBlock, std::min(kBlock, count - block * kBlock));
    });
    double sum = 0;
    for (double part : sums) sum += part;
    return std::sqrt(sum);
}

}  // namespace luthier
