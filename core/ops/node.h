// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <vector>

#include "core/ops/gradient.h"
#include "core/ops/torch.h"

namespace luthier {

/// A hand-written node of the autograd graph with one differentiable input and one output: everything it saves belongs to its closure, is used once,
/// and goes with it. `backward` is given the gradient of the output, whether the input's gradient is wanted, and where parameters' gradients go; it
/// returns the input's gradient or nothing.
using Backward = std::function<at::Tensor(at::Tensor outputGradient, bool wanted, GradientSink& sink)>;

/// Whether a node is needed: gradients are on and the input or a parameter requires them.
bool needsNode(const at::Tensor& input, const std::vector<at::Tensor>& parameters);
/// Makes `output` (a new tensor, made without autograd) the result of a node over `input` and the learning `parameters`.
void attachNode(at::Tensor& output, const at::Tensor& input, const std::vector<at::Tensor>& parameters, const char* name, Backward backward);

}  // namespace luthier
