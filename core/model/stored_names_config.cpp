// SPDX-License-Identifier: Apache-2.0
#include "core/model/stored_names_config.h"

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
    if (expected.starts_with(base_)) return inBase_ + expected.substr(base_.size());
    const std::string published = outside_ + publishedName(config_, expected);
    return checkpoint_.find(published) ? published : outside_ + expected;
}

}  // namespace luthier
