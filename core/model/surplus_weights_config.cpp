// SPDX-License-Identifier: Apache-2.0
#include "core/model/surplus_weights_config.h"

#include <algorithm>
#include <set>

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

}  // namespace

std::string listedWeights(const std::vector<std::string>& names) {
    constexpr size_t kMost = 8;
    std::string text;
    for (size_t i = 0; i < std::min(kMost, names.size()); ++i) text += (i ? ", " : "") + names[i];
    return names.size() > kMost ? text + " and " + std::to_string(names.size() - kMost) + " more" : text;
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
    return warning(checkpoint.files().empty() ? "model.safetensors" : textOf(checkpoint.files().front()),
                   std::to_string(surplus.size()) + (surplus.size() == 1 ? " weight is not part of this model and is left out: "
                                                                         : " weights are not part of this model and are left out: ") +
                       listedWeights(surplus),
                   "Check that config.json belongs to these weights.");
}

}  // namespace luthier
