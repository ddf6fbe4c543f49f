// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "core/base/problem.h"
#include "core/model/decoder_config.h"
#include "core/recipe/recipe.h"

namespace luthier {

/// Module paths that get an adapter, as PEFT matches target_modules: a list by equal name or ".name" suffix, one string as a full regular
/// expression, all-linear without the head. Targets that match nothing are a problem that names what could be meant.
std::vector<std::string> targetModules(const Targets& targets, const DecoderConfig& config, Problems& problems);
/// Module paths (head and embedding included) that modules_to_save names.
std::vector<std::string> modulesToSave(const std::vector<std::string>& names, const DecoderConfig& config, Problems& problems);
/// How many numbers learn, for the promise and `started`, without making a model.
int64_t learningParameters(const MethodSettings& method, const DecoderConfig& config);

}  // namespace luthier
