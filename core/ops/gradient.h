// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <utility>
#include <vector>

#include "core/ops/torch.h"

namespace luthier {

/// Where a node puts the gradients of what learns. The rule, for every node in ops and model:
/// - A parameter whose `.grad` is defined (the trainer's view of its flat gradient buffer) is added to in place, at once, and nothing is returned
///   for it to autograd. A parameter used twice (tied embedding and head) is simply added to twice.
/// - Otherwise the gradient is returned through autograd, which makes `.grad`.
/// So gradients accumulate over backward passes until somebody zeroes them, as always. A backward runs on the thread that asked for it.
class GradientSink {
public:
    /// parameter (…) and gradient of equal shape; nothing happens for a parameter that does not learn.
    void add(const at::Tensor& parameter, const at::Tensor& gradient);
    /// What was not added in place, for `parameter`; undefined if there is nothing.
    at::Tensor take(const at::Tensor& parameter);

private:
    std::vector<std::pair<at::Tensor, at::Tensor>> rest_;
};

/// Defined and requiring a gradient.
bool learns(const at::Tensor& tensor);

}  // namespace luthier
