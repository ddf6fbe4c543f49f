// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <string>

#include "core/base/json.h"
#include "core/base/problem.h"
#include "core/model/decoder_config.h"

namespace luthier {

/// What a base model is, and whether it can be tuned here; told without loading a weight.
struct ModelFacts {
    DecoderConfig config;
    Problems problems;
    int64_t weightBytes = 0;   ///< of the files' weights, as they lie there
    bool weights = false;
    std::string chatTemplate;  ///< where it stands; empty when there is none
    std::string licence;       ///< empty when the model does not say

    bool tunable() const { return !hasError(problems); }
    Json json(const std::filesystem::path& model) const;
};
ModelFacts modelFacts(const std::filesystem::path& model);  ///< a folder or a GGUF file

}  // namespace luthier
