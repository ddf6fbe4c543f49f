// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <vector>

#include "core/ops/pack_layout.h"
#include "core/ops/torch.h"

namespace luthier {

enum class Recompute { None, Layers };

/// Angles of one kind of rope for the tokens of a pass.
struct RopeRows {
    at::Tensor table;  ///< (rows, turned): cosines, sines
    at::Tensor rows;   ///< (T) int64: the row of each token
    bool interleaved = false;
};

/// What all layers of one pass over a batch share.
struct LayerPass {
    int64_t heads = 0, kvHeads = 0, headSize = 0;
    PackLayout pack;
    std::vector<RopeRows> ropes;  ///< by AttentionPlan::rope
    at::Tensor keyBias;           ///< (heads, positions), or undefined
    at::Tensor rowKeys;           ///< (T) while adapters drop, else undefined
    Recompute recompute = Recompute::None;
    std::function<void()> betweenLayers;
};

/// Makes the input of a part again for its backward, where that is needed.
using InputAgain = std::function<at::Tensor()>;

}  // namespace luthier
