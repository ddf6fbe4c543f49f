// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/model/mlp_part.h"

namespace luthier {

/// The router's softmax over all experts chooses the most likely ones of each token; the output is the sum of their gated products, weighted by the
/// router (as Transformers' sparse blocks compute it; no loss for balance). Experts and router have no adapters.
at::Tensor expertsForward(const MlpPart& part, const at::Tensor& x, MlpKept* kept);
at::Tensor expertsBackward(const MlpPart& part, const InputAgain& x, MlpKept& kept, const at::Tensor& dOut, bool wanted, GradientSink& sink);

}  // namespace luthier
