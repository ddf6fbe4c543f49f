// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "core/model/layer_pass.h"
#include "core/model/layer_plan.h"
#include "core/ops/linear.h"

namespace luthier {

/// One expert among many.
struct Expert {
    Linear gate, up, down;
};

/// The second half of a layer: a gated product, a plain one, or some of many gated ones.
struct MlpPart {
    MlpPlan plan;
    Linear gate, up, down;
    Linear gateUp;               ///< instead of gate and up
    Linear router;               ///< (experts, C)
    std::vector<Expert> experts; ///< instead of all of these

    bool innerMapsLearn() const;  ///< what comes before the last map
};

/// What one expert's forward, or that of the only product, leaves for the backward.
struct ProductKept {
    at::Tensor gate, up;  ///< before the activation; gate undefined for a plain product
    at::Tensor reducedGate, reducedUp, reducedDown;
};
struct MlpKept {
    ProductKept product;
    at::Tensor probabilities;            ///< (T, experts), of the router
    at::Tensor chosen;                   ///< (T, perToken) int64
    std::vector<ProductKept> experts;    ///< by expert; empty where nobody chose it
};

/// x (T, C), already normed -> (T, C)
at::Tensor mlpForward(const MlpPart& part, const at::Tensor& x, const LayerPass& pass, MlpKept* kept);
/// dOut (T, C) -> the gradient of x, where it is wanted. `kept` is used up.
at::Tensor mlpBackward(const MlpPart& part, const InputAgain& x, MlpKept& kept, const LayerPass& pass, const at::Tensor& dOut, bool wanted,
                       GradientSink& sink);
void appendLearning(const MlpPart& part, std::vector<at::Tensor>& tensors);

}  // namespace luthier
