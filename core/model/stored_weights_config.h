// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>

#include "core/base/problem.h"
#include "core/model/checkpoint.h"
#include "core/model/decoder_config.h"

namespace luthier {

/// Weights that the config asks for and a checkpoint lacks, or holds in another shape or format; where they are quantized, that alone. Nothing of them is read.
Problems weightFaults(const DecoderConfig& config, const Checkpoint& checkpoint);

/// Weights that a checkpoint holds and the config has no place for, as a warning. Remains that mean nothing are not told: buffers that older versions
/// of Transformers saved, a tied head, and heads that another one stands in for.
std::optional<Problem> surplusWeights(const DecoderConfig& config, const Checkpoint& checkpoint);

}  // namespace luthier
