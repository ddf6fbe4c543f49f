// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "core/model/layer_plan.h"
#include "core/ops/gradient.h"
#include "core/ops/torch.h"

namespace luthier {

/// A norm of the decoder; not there when its plan has no name.
struct Norm {
    NormPlan plan;
    std::string path;
    at::Tensor weight, bias;         ///< shaped as the plan says; bias may be undefined
    std::vector<at::Tensor> apart;   ///< instead of weight, one (D) a row, where the checkpoint keeps them apart

    bool present() const { return plan.present(); }
    bool learns() const;
};

/// What a norm's forward leaves for its backward. y may be dropped and made again.
struct Normed {
    at::Tensor y;
    at::Tensor mean, rstd;  ///< one a norm taken; mean undefined for RMS norms
};

/// x (T, C), with heads of plan.columns() each when it norms head by head. With `added`: x += added first, in place.
Normed normed(const Norm& norm, at::Tensor& x, const at::Tensor& added = {});
at::Tensor normedAgain(const Norm& norm, const at::Tensor& x, const Normed& kept);
/// dx += the gradient for dy, where dx is defined; gradients of what learns go to the sink. All (T, C).
void normBackward(const Norm& norm, const at::Tensor& x, const Normed& kept, const at::Tensor& dy, at::Tensor* dx, GradientSink& sink);
void appendLearning(const Norm& norm, std::vector<at::Tensor>& tensors);
/// As a node of its own; x itself when there is no norm.
at::Tensor normNode(const Norm& norm, const at::Tensor& x);

}  // namespace luthier
