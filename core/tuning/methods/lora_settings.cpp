// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <map>
#include <set>
#include <unordered_set>

#include "core/base/error.h"
#include "core/base/file.h"
#include "core/model/checkpoint.h"
#include "core/tuning/method_settings.h"
#include "core/tuning/peft_config.h"
#include "core/tuning/targets.h"

namespace luthier {
namespace {

Problems checkStart(const MethodSettings& settings) {
    Problems problems;
    const PeftConfig start = readPeftConfig(pathOf(*settings.initFrom), problems);
    if (!hasError(problems)) warnOfDifferences(settings, start, problems);
    return problems;
}

Problems checkLora(const MethodSettings& settings, const DecoderConfig& config) {
    if (settings.initFrom) return checkStart(settings);
    Problems problems;
    if (settings.rank < 1 || settings.rank > config.hidden) {
        problems.push_back(error(
            "method.rank",
            "should be from 1 to the model's width " + std::to_string(config.hidden) + ", found " + std::to_string(settings.rank) + ".",
            "16 suits most data."));
    }
    loraTargets(settings, config, problems);
    return problems;
}

/// Of the adapter to start from, what its file holds.
Learning learningStart(const MethodSettings& settings) {
    Learning learning;
    std::set<std::string> whole;
    Problems ignored;
    learning.drops = readPeftConfig(pathOf(*settings.initFrom), ignored).dropout > 0;
    try {
        const Checkpoint file = Checkpoint::openFile(pathOf(*settings.initFrom) / "adapter_model.safetensors");
        for (const auto& [name, tensor] : file.tensors()) {
            if (name.ends_with(".base_layer.weight")) continue;
            learning.numbers += tensor.elements();
            if (name.ends_with(".lora_A.weight")) learning.adapterWidth += tensor.shape.front();
            else if (name.find(".lora_") == std::string::npos) whole.insert(name.substr(std::min(name.size(), kPeftPrefix.size())));
        }
    } catch (const Error&) {
        return learning;  // told by the check
    }
    learning.learns = [whole](const std::string& tensor) { return whole.contains(tensor); };
    return learning;
}

Learning learningLora(const MethodSettings& settings, const DecoderConfig& config) {
    if (settings.initFrom) return learningStart(settings);
    Problems ignored;
    const LoraTargets targets = loraTargets(settings, config, ignored);
    DecoderConfig untied = config;
    untied.tied = config.tied && !targets.untie;
    using Modules = std::unordered_set<std::string>;
    const auto among = [](const Modules& modules, const std::string& tensor) { return modules.contains(tensor.substr(0, tensor.rfind('.'))); };
    const Modules adapted(targets.adapted.begin(), targets.adapted.end()), saved(targets.saved.begin(), targets.saved.end());
    Learning learning = learningOf(untied, [saved, among](const std::string& tensor) { return among(saved, tensor); });
    learning.drops = settings.dropout > 0;
    const LayerIndex layerOf(config);
    for (const TensorShape& tensor : expectedTensors(untied)) {
        if (tensor.role != TensorShape::Role::Matrix || !among(adapted, tensor.name)) continue;
        const int64_t layer = layerOf(tensor.name);
        learning.numbers += settings.rank * (tensor.shape[0] + tensor.shape[1]);
        learning.firstLayer = std::min(learning.firstLayer, layer);
        if (layer < config.layers) learning.adapterWidth += settings.rank;
    }
    return learning;
}

}  // namespace

MethodFacts loraFacts() {
    return {"lora", "Light touch (LoRA)",
            "Small adapters beside the model learn, the model itself stays as it is. Quick, small to keep, easy to undo.",
            2e-4, "larger than for full tuning, because only small matrices beside the weights learn", true, checkLora, learningLora};
}

}  // namespace luthier
