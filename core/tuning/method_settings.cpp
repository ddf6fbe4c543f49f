// SPDX-License-Identifier: Apache-2.0
#include "core/tuning/method_settings.h"

#include <algorithm>

#include "core/tuning/targets.h"

namespace luthier {

#define LUTHIER_METHOD(name) MethodFacts name##Facts();
#include "core/tuning/methods/methods.def"
#undef LUTHIER_METHOD

const std::vector<MethodFacts>& methodFacts() {
    static const std::vector<MethodFacts> all{
#define LUTHIER_METHOD(name) name##Facts(),
#include "core/tuning/methods/methods.def"
#undef LUTHIER_METHOD
    };
    return all;
}

const MethodFacts* methodFacts(const std::string& kind) {
    const auto found = std::find_if(methodFacts().begin(), methodFacts().end(), [&](const MethodFacts& facts) { return facts.kind == kind; });
    return found == methodFacts().end() ? nullptr : &*found;
}

LayerIndex::LayerIndex(const DecoderConfig& config) : last_(config.layers) {
    for (const std::string& first : {config.embedding, config.positionEmbedding, config.typeEmbedding, config.embeddingNorm.name})
        if (!first.empty()) layers_.emplace(first, 0);
    for (size_t layer = 0; layer < config.plans.size(); ++layer) layers_.emplace(config.plans[layer].path, static_cast<int64_t>(layer));
}

int64_t LayerIndex::operator()(const std::string& path) const {
    for (size_t end = path.size(); end != std::string::npos && end > 0; end = path.rfind('.', end - 1)) {
        const auto found = layers_.find(path.substr(0, end));
        if (found != layers_.end()) return found->second;
    }
    return last_;
}

Learning learningOf(const DecoderConfig& config, const std::function<bool(const std::string&)>& learns) {
    Learning learning;
    learning.firstLayer = config.layers;
    const LayerIndex layerOf(config);
    const std::string head = (config.tied ? config.embedding : config.head) + ".weight";
    for (const TensorShape& tensor : expectedTensors(config)) {
        if (!learns(tensor.name)) continue;
        const int64_t numbers = tensor.numbers(), layer = layerOf(tensor.name);
        learning.ofBase += numbers;
        learning.firstLayer = std::min(learning.firstLayer, layer);
        learning.head = learning.head || tensor.name == head;
        const bool inside = tensor.name != head && tensor.name != config.embedding + ".weight";
        if (inside && tensor.role == TensorShape::Role::Matrix) learning.largest = std::max(learning.largest, numbers);
    }
    learning.numbers = learning.ofBase;
    learning.learns = learns;
    return learning;
}

}  // namespace luthier
