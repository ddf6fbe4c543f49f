// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>

#include "core/base/error.h"

namespace luthier {

/// Whether something, or a folder, lies there. What cannot be looked for (a name longer than any file's) is not there.
bool isThere(const std::filesystem::path& path);
bool isFolder(const std::filesystem::path& path);
/// Whether what lies there can be read again: no pipe or device.
bool isKept(const std::filesystem::path& path);

/// What the standard library throws of a path, in our words.
Error diskFault(const std::filesystem::filesystem_error& fault);

}  // namespace luthier
