// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>

#include "core/model/layer_pass.h"
#include "core/model/norm.h"
#include "core/ops/attention.h"
#include "core/ops/linear.h"

namespace luthier {

/// The attention of a layer: projections, norms of queries and keys, turning, attention, output map.
struct AttentionPart {
    AttentionPlan plan;
    Linear q, k, v;  ///< either these …
    Linear fused;    ///< … or this one
    Linear o;
    Norm qNorm, kNorm;

    bool projectionsLearn() const;
};

/// What the forward leaves for the backward.
struct AttentionKept {
    at::Tensor rawQ, rawK;   ///< before their norms; undefined without
    Normed qNormed, kNormed;
    at::Tensor q, k, v;      ///< (T, heads * D), turned by position
    at::Tensor reducedQ, reducedK, reducedV, reducedFused, reducedO;  ///< of the adapters
    Attended attended;
};

/// Attention of queries to keys: to each other in a batch, to a cache in generation. q (T, heads * D) -> (T, heads * D)
using Attend = std::function<Attended(const at::Tensor& q, const at::Tensor& k, const at::Tensor& v, const HeadLayout& layout)>;
/// Within the samples of a pass.
Attend attendWithin(const PackLayout& pack);

/// x (T, C), already normed -> (T, C)
at::Tensor attentionForward(const AttentionPart& part, const at::Tensor& x, const LayerPass& pass, const Attend& attend, AttentionKept* kept);
/// dOut (T, C) -> the gradient of x, where it is wanted. `kept` is used up.
at::Tensor attentionBackward(const AttentionPart& part, const InputAgain& x, AttentionKept& kept, const LayerPass& pass, const at::Tensor& dOut,
                             bool wanted, GradientSink& sink);
void appendLearning(const AttentionPart& part, std::vector<at::Tensor>& tensors);

}  // namespace luthier
