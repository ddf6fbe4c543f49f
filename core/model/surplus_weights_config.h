// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/base/problem.h"
#include "core/model/checkpoint.h"
#include "core/model/decoder_config.h"

namespace luthier {

/// Weights that a checkpoint holds and the config has no place for, as a warning. Remains that mean nothing are not told: buffers that older versions
/// of Transformers saved, a tied head, and heads that another one stands in for.
std::optional<Problem> surplusWeights(const DecoderConfig& config, const Checkpoint& checkpoint);

/// The first names, and how many more there are.
std::string listedWeights(const std::vector<std::string>& names);

}  // namespace luthier
