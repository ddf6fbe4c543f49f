// SPDX-License-Identifier: Apache-2.0
#include "core/tuning/whole_weights.h"

#include "core/base/error.h"
#include "core/ops/matmul.h"
#include "core/ops/packed_weight.h"
#include "core/tuning/learnable.h"

namespace luthier {

Problems WholeWeights::attach(Decoder& decoder, uint64_t) {
    for (const NamedTensor& parameter : decoder.parameters()) {
        if (!learns(decoder, parameter.name)) continue;
        if (isPacked(*parameter.tensor)) ownCopy(decoder, parameter);  // which cannot become a view of what learns; all others can
        learnables_.push_back({parameter.name, parameter.tensor, parameter.decays});
    }
    return {};
}

void WholeWeights::setEnabled(bool enabled) {
    if (enabled) return;
    throw Error("method.kind", "The base model's own weights learn, so it cannot answer as it was before.", "Open the base model beside it.");
}

at::Tensor WholeWeights::merged(Decoder&, const NamedTensor& parameter) { return valuesOf(*parameter.tensor); }

}  // namespace luthier
