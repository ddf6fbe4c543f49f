// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>

#include "core/model/layer_pass.h"
#include "core/ops/linear.h"

namespace luthier {

/// One of several linear maps that read the same input, on its way back.
struct MapBack {
    const Linear* map;
    at::Tensor dOut;     ///< (T, out), the gradient of its output
    at::Tensor reduced;  ///< as linear() left it
};

/// Gradients of the maps, into the sink; returns the sum of what they say about their input x (T, in), undefined unless wanted.
at::Tensor mapsBackward(std::span<const MapBack> maps, const InputAgain& x, const LayerPass& pass, bool wanted, GradientSink& sink);

}  // namespace luthier
