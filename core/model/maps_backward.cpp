// SPDX-License-Identifier: Apache-2.0
#include "core/model/maps_backward.h"

#include <algorithm>

namespace luthier {

at::Tensor mapsBackward(std::span<const MapBack> maps, const InputAgain& x, const LayerPass& pass, bool wanted, GradientSink& sink) {
    const bool needsInput = std::ranges::any_of(maps, [](const MapBack& back) { return back.map->keepsInput(); });
    const at::Tensor input = needsInput ? x() : at::Tensor();
    at::Tensor dx;
    for (const auto& [map, dOut, reduced] : maps) {
        const at::Tensor ds = reducedGradient(*map, dOut);
        parameterGradients(*map, input, reduced, dOut, ds, pass.rowKeys, sink);
        if (wanted) dx = inputGradient(*map, dOut, ds, pass.rowKeys, dx);
    }
    return dx;
}

}  // namespace luthier
