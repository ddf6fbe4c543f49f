// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>

#include "core/ops/torch.h"

namespace luthier {

struct AdamWSettings {
    double learningRate = 0, beta1 = 0.9, beta2 = 0.999, eps = 1e-8, weightDecay = 0;
    double gradientScale = 1;  ///< clipping factor, multiplied into every gradient
    int64_t step = 1;          ///< from 1, for bias correction
};

/// One fused pass of AdamW (arXiv 1711.05101, as torch.optim.AdamW computes it) over flat float32 buffers of equal size.
void adamwStep(at::Tensor& weights, const at::Tensor& gradients, at::Tensor& mean, at::Tensor& variance, const AdamWSettings& settings);

/// L2 norm of a flat float32 tensor, summed in double in a fixed order.
double flatNorm(const at::Tensor& values);

}  // namespace luthier
