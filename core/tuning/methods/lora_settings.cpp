// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <map>

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

/// Of the adapter to start from, the numbers that its file holds.
int64_t countStart(const MethodSettings& settings) {
    try {
        int64_t count = 0;
        const Checkpoint file = Checkpoint::openFile(pathOf(*settings.initFrom) / "adapter_model.safetensors");
        for (const auto& [name, tensor] : file.tensors()) {
            if (!name.ends_with(".base_layer.weight")) count += tensor.elements();
        }
        return count;
    } catch (const Error&) {
        return 0;  // told by the check
    }
}

int64_t countLora(const MethodSettings& settings, const DecoderConfig& config) {
    if (settings.initFrom) return countStart(settings);
    Problems ignored;
    const LoraTargets targets = loraTargets(settings, config, ignored);
    DecoderConfig untied = config;
    untied.tied = false;
    int64_t count = 0;
    for (const TensorShape& tensor : expectedTensors(untied)) {
        const std::string module = tensor.name.substr(0, tensor.name.rfind('.'));
        const auto among = [&](const std::vector<std::string>& modules) {
            return std::find(modules.begin(), modules.end(), module) != modules.end();
        };
        if (tensor.role == TensorShape::Role::Matrix && among(targets.adapted)) count += settings.rank * (tensor.shape[0] + tensor.shape[1]);
        if (!among(targets.saved)) continue;
        count += tensor.shape.size() == 2 ? tensor.shape[0] * tensor.shape[1] : tensor.shape[0];
    }
    return count;
}

}  // namespace

MethodFacts loraFacts() {
    return {"lora", "Light touch (LoRA)",
            "Small adapters beside the model learn, the model itself stays as it is. Quick, small to keep, easy to undo.",
            2e-4, "larger than for full tuning, because only small matrices beside the weights learn", true, checkLora, countLora};
}

}  // namespace luthier
