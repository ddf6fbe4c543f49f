// SPDX-License-Identifier: Apache-2.0
#include "core/base/resources.h"

#include "core/base/file.h"
#include "core/base/os.h"

namespace luthier {

std::filesystem::path resourcesFolder() {
    if (const auto given = os::environment("LUTHIER_RESOURCES"); given && !given->empty()) return pathOf(*given);
    const std::filesystem::path installed = os::programFolder().parent_path() / "share" / "luthier";
    std::error_code fault;
    if (std::filesystem::is_directory(installed, fault)) return installed;
    return pathOf(LUTHIER_BUILT_RESOURCES);
}

std::filesystem::path starterModelFolder() { return resourcesFolder() / "starter-model"; }

}  // namespace luthier
