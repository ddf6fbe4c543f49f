// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <memory>
#include <vector>

#include "core/model/decoder.h"
#include "core/ops/attention.h"
#include "core/ops/elementwise.h"

namespace luthier {

/// What all layers of one pass over a batch share.
struct LayerPass {
    HeadLayout layout;
    double normEps = 1e-6;
    std::vector<int64_t> starts;
    at::Tensor positions;  ///< (T)
    at::Tensor ropeTable;  ///< (positions, D)
    at::Tensor rowKeys;    ///< (T) while adapters drop, else undefined
    Recompute recompute = Recompute::None;
    std::function<void()> betweenLayers;
};

/// One layer: x + attention(norm(x)), then + gated product(norm(.)). x (T, C) -> (T, C), one node with a backward of its own. With
/// Recompute::Layers it keeps x alone and runs its forward again, to the same bits.
at::Tensor decoderLayer(const DecoderLayer& layer, const at::Tensor& x, const std::shared_ptr<const LayerPass>& pass);

/// The projections of a layer's attention, turned by position. Shared with generation, which attends to its cache.
struct Projected {
    RmsNormed normed;
    at::Tensor q, k, v;                          ///< (T, heads * D)
    at::Tensor reducedQ, reducedK, reducedV;     ///< of the adapters
};
Projected projectAttention(const DecoderLayer& layer, const at::Tensor& x, const LayerPass& pass);
/// The second half: `attended` (T, heads * D) through o, added to x, and the gated product added to that.
at::Tensor finishLayer(const DecoderLayer& layer, const at::Tensor& x, const at::Tensor& attended, const LayerPass& pass);

}  // namespace luthier
