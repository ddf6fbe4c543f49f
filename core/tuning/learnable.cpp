// SPDX-License-Identifier: Apache-2.0
#include "core/tuning/learnable.h"

#include "core/ops/matmul.h"
#include "core/ops/packed_weight.h"

namespace luthier {

void ownCopy(Decoder& decoder, const NamedTensor& parameter) {
    const bool tiedHead = decoder.tied() && parameter.tensor == &decoder.embedding.weight;
    at::Tensor& tensor = *parameter.tensor;
    tensor = isPacked(tensor) ? widened(tensor) : tensor.detach().to(at::kFloat, false, true).contiguous();
    if (tiedHead) decoder.head.weight = decoder.embedding.weight;
}

std::vector<NamedTensor> parametersOf(Decoder& decoder, const std::string& module) {
    std::vector<NamedTensor> result;
    for (const NamedTensor& parameter : decoder.parameters()) {
        if (parameter.name.substr(0, parameter.name.rfind('.')) == module) result.push_back(parameter);
    }
    return result;
}

Linear* linearOf(Decoder& decoder, const std::string& path) {
    if (decoder.head.path == path) return &decoder.head;
    for (Linear* linear : decoder.linears()) {
        if (linear->path == path) return linear;
    }
    return nullptr;
}

}  // namespace luthier
