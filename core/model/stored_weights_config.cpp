// SPDX-License-Identifier: Apache-2.0
#include "core/model/stored_weights_config.h"

#include <algorithm>
#include <array>
#include <set>
#include <string>
#include <vector>

#include "core/base/error.h"
#include "core/base/file.h"
#include "core/model/stored_names_config.h"

namespace luthier {
namespace {

/// Buffers that older versions of Transformers saved, a tied head, and heads that another one stands in for: the one that writes, or an own one for other
/// labels.
bool mayBeLeftOver(const std::string& name, const DecoderConfig& config) {
    if (name.ends_with("rotary_emb.inv_freq") || name.ends_with(".attn.masked_bias") || name.ends_with(".attention.masked_bias")) return true;
    if (name.ends_with(".attn.bias") || name.ends_with(".attention.bias")) return true;
    const auto names = [&](const std::string& part) { return name.find(part) != std::string::npos; };
    if (std::any_of(config.leftOut.begin(), config.leftOut.end(), names)) return true;
    const auto isOf = [&](const std::string& module) { return !module.empty() && (name.ends_with(module + ".weight") || name.ends_with(module + ".bias")); };
    if (config.task.classes > 0) return isOf(config.writingHead) || (!config.task.own && isOf(config.head));
    return config.tied && name.ends_with(publishedName(config, config.head + ".weight"));
}

std::string placeOf(const Checkpoint& checkpoint) { return checkpoint.files().empty() ? "model.safetensors" : textOf(checkpoint.files().front()); }

/// The first names, and how many more there are.
std::string listed(const std::vector<std::string>& names) {
    constexpr size_t kMost = 8;
    std::string text;
    for (size_t i = 0; i < std::min(kMost, names.size()); ++i) text += (i ? ", " : "") + names[i];
    return names.size() > kMost ? text + " and " + std::to_string(names.size() - kMost) + " more" : text;
}

/// That it holds a tensor that only files of quantized weights have (GPTQ's qweight, the scales of FP8 …), whatever config.json says.
std::optional<Problem> quantizedWeights(const Checkpoint& checkpoint) {
    // GPTQ and AWQ; compressed-tensors; FP8 and NVFP4; bitsandbytes of 8 and 4 bits; AQLM; HQQ.
    constexpr std::array kEndings{".qweight", ".qzeros", ".weight_packed", ".weight_scale", ".weight_scale_inv", ".weight_scale_2", ".SCB", ".weight.absmax", ".weight.quant_map", ".codebooks", ".W_q"};
    for (const auto& [name, tensor] : checkpoint.tensors())
        if (std::any_of(kEndings.begin(), kEndings.end(), [&name = name](const char* ending) { return name.ends_with(ending); }))
            return error(placeOf(checkpoint), "holds " + name + ", which only quantized weights have: they cannot be tuned here yet.", "Choose the model's unquantized weights (float32, float16 or bfloat16).");
    return std::nullopt;
}

std::string firstOf(const std::vector<std::string>& faults) {
    return faults.front() + (faults.size() > 1 ? " (" + std::to_string(faults.size() - 1) + " more like it)" : "");
}

std::string shapeText(const std::vector<int64_t>& shape) {
    std::string text;
    for (int64_t size : shape) text += (text.empty() ? "" : " x ") + std::to_string(size);
    return text.empty() ? "a single number" : text;
}

}  // namespace

Problems weightFaults(const DecoderConfig& config, const Checkpoint& checkpoint) {
    if (const auto quantized = quantizedWeights(checkpoint)) return {*quantized};
    const std::string where = placeOf(checkpoint);
    std::vector<std::string> missing, misshapen, otherwise;
    const StoredNames names(config, checkpoint);
    for (const TensorShape& tensor : expectedTensors(config)) {
        if (isDrawn(config, tensor.name)) continue;
        const StoredTensor* stored = checkpoint.find(names.of(tensor.name));
        if (!stored && mayBeDrawn(config, tensor.name)) continue;
        if (!stored) missing.push_back(tensor.name);
        else if (stored->shape != tensor.shape) misshapen.push_back(tensor.name + " is " + shapeText(stored->shape) + ", config.json asks for " + shapeText(tensor.shape));
        else if (!isWeightFormat(stored->format)) otherwise.push_back(tensor.name + " is stored as " + nameOf(stored->format) + "; expected F32, BF16 or F16");
    }
    Problems problems;
    if (!misshapen.empty()) problems.push_back(error(where, firstOf(misshapen), "Use the config.json and the weights of the same model."));
    if (!otherwise.empty()) problems.push_back(error(where, firstOf(otherwise), "Use the model's unquantized weights."));
    if (!missing.empty())
        problems.push_back(error(where, std::to_string(missing.size()) + (missing.size() == 1 ? " weight is missing: " : " weights are missing: ") + listed(missing),
                                 "Fetch the model again, or use the config.json that belongs to these weights."));
    return problems;
}

std::optional<Problem> surplusWeights(const DecoderConfig& config, const Checkpoint& checkpoint) {
    std::set<std::string> used;
    const StoredNames names(config, checkpoint);
    for (const TensorShape& tensor : expectedTensors(config))
        if (!isDrawn(config, tensor.name)) used.insert(names.of(tensor.name));
    std::vector<std::string> surplus;
    for (const auto& [name, stored] : checkpoint.tensors())
        if (!used.contains(name) && !mayBeLeftOver(name, config)) surplus.push_back(name);
    if (surplus.empty()) return std::nullopt;
    return warning(placeOf(checkpoint),
                   std::to_string(surplus.size()) + (surplus.size() == 1 ? " weight is not part of this model and is left out: "
                                                                         : " weights are not part of this model and are left out: ") +
                       listed(surplus),
                   "Check that config.json belongs to these weights.");
}

}  // namespace luthier
