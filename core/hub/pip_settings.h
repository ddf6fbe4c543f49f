// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace luthier {

/// Where pip would look for packages on this computer.
struct PipSettings {
    std::vector<std::string> indexes;        ///< addresses (https, http, file) in pip's order
    std::filesystem::path certificates;      ///< empty: the system's
};

/// From pip's configuration files (those of all users, of this user, of the virtual environment, PIP_CONFIG_FILE) and its variables, each
/// overriding those before it, as pip 25 reads them: index-url, extra-index-url, no-index, cert of [global], [install] and [download].
PipSettings pipSettings();

}  // namespace luthier
