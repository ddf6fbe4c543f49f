// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>

namespace luthier {

/// Where what comes with the program lies (recipes, samples, the starter model): $LUTHIER_RESOURCES; else ../share/luthier beside an installed
/// program; else the folder of the sources it was built from. The last one is given even when it is not there.
std::filesystem::path resourcesFolder();

/// The base model that the word "starter" stands for.
std::filesystem::path starterModelFolder();

}  // namespace luthier
