// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <string>

#include "core/base/problem.h"
#include "core/model/decoder_config.h"
#include "core/recipe/recipe.h"

namespace luthier {

/// Which parameters learn: those of the last `layers`, or with `modules` those of the modules whose path ends so, with everything inside.
/// A tied head is its embedding. What matches nothing is a problem.
std::function<bool(const std::string& parameter)> unfrozen(const MethodSettings& settings, const DecoderConfig& config, Problems& problems);

}  // namespace luthier
