// SPDX-License-Identifier: Apache-2.0
#include "core/model/brought_weights.h"

#include <exception>

#include "core/ops/allocator.h"
#include "core/ops/matmul.h"

namespace luthier {
namespace {

/// Nothing when memory runs out: it was a gain of time only.
at::Tensor broughtOrNone(const at::Tensor& weight) {
    try {
        return broughtWhole(weight, arithmetic());
    } catch (const std::exception& fault) {
        if (!isOutOfMemory(fault)) throw;
        return {};
    }
}

}  // namespace

BroughtWeights::BroughtWeights(Decoder& decoder, int64_t bytes) {
    const at::NoGradGuard noGrad;
    std::vector<Linear*> maps = decoder.linears();
    maps.push_back(&decoder.head);
    for (Linear* map : maps) {
        const int64_t needed = bytesBroughtWhole(map->weight, arithmetic());
        if (needed == 0 || needed > bytes) continue;
        at::Tensor brought = broughtOrNone(map->weight);
        if (!brought.defined()) break;
        before_.emplace_back(map, std::exchange(map->weight, std::move(brought)));
        bytes -= needed;
    }
}

BroughtWeights::~BroughtWeights() {
    for (auto& [map, weight] : before_) map->weight = std::move(weight);
}

}  // namespace luthier
