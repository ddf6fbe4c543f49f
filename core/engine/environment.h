// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <string>

#include "core/base/json.h"
#include "core/base/problem.h"
#include "core/engine/prepare.h"
#include "core/engine/resolve.h"

namespace luthier {

/// environment.json of a run: versions, machine, fingerprints of model and data, everything settled.
Json environmentOf(const Recipe& recipe, const Prepared& prepared, const Resolved& resolved, const Json& versions);

/// What of the base model is not as it was when the run began: an error, for the run would not be the same.
Problems changedModel(const Json& environment, const Recipe& recipe, const std::filesystem::path& modelFolder);
/// The same of the data.
Problems changedData(const Json& environment, const Prepared& prepared);

/// Why a continued run will not be bit for bit the same (another processor, library or thread count); empty when it will.
std::string differenceOf(const Json& environment, const Json& versions, int threads);

}  // namespace luthier
