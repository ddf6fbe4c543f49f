// SPDX-License-Identifier: Apache-2.0
#include "core/model/stored_names_config.h"

#include <string_view>
#include <utility>

namespace luthier {

StoredNames::StoredNames(const DecoderConfig& config, const Checkpoint& checkpoint) 
    : config_(config), checkpoint_(checkpoint), base_(config.base + "."), inBase_(base_) {
    const std::string embedding = config.embedding.substr(base_.size()) + ".weight";
    using Spelling = std::pair<std::string, std::string>;  // inside the base, outside of it
    for (const auto& [inBase, outside] : {Spelling{base_, ""}, Spelling{"", ""}, Spelling{"language_model." + base_, "language_model."},
                                          Spelling{base_ + "language_model.", ""}, Spelling{"model." + base_, "model."},
                                          Spelling{"module." + base_, "module."}, Spelling{"base_model.model." + base_, "base_model.model."}}) {
        if (!checkpoint.find(inBase + embedding)) continue;
        inBase_ = inBase;
        outside_ = outside;
        return;
    }
}

std::string StoredNames::of(const std::string& expected) const {
    const std::string name = spelled(expected);
    if (checkpoint_.find(name)) return name;
    for (const auto& [ending, older] : {std::pair("LayerNorm.weight", "LayerNorm.gamma"), std::pair("LayerNorm.bias", "LayerNorm.beta")})
        if (name.ends_with(ending)) return name.substr(0, name.size() - std::string_view(ending).size()) + older;
    return name;
}

std::string StoredNames::spelled(const std::string& expected) const {
    if (expected.starts_with(base_)) return inBase_ + expected.substr(base_.size());
    const std::string published = outside_ + publishedName(config_, expected);
    return checkpoint_.find(published) ? published : outside_ + expected;
}

std::vector<std::string> drawnModules(const DecoderConfig& config, const Checkpoint& checkpoint) {
    std::vector<std::string> drawn;
    const StoredNames names(config, checkpoint);
    for (const TensorShape& tensor : expectedTensors(config))
        if (tensor.name.ends_with(".weight") && mayBeDrawn(config, tensor.name) && !checkpoint.find(names.of(tensor.name)))
            drawn.push_back(tensor.name.substr(0, tensor.name.rfind('.')));
    return drawn;
}

}  // namespace luthier
