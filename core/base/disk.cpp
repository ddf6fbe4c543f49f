// SPDX-License-Identifier: Apache-2.0
#include "core/base/disk.h"

#include "core/base/file.h"

namespace luthier {

namespace fs = std::filesystem;

bool isThere(const fs::path& path) {
    std::error_code fault;
    return fs::exists(path, fault);
}

bool isFolder(const fs::path& path) {
    std::error_code fault;
    return fs::is_directory(path, fault);
}

bool isKept(const fs::path& path) {
    std::error_code fault;
    const fs::file_status status = fs::status(path, fault);
    return fs::exists(status) && !fs::is_other(status);
}

Error diskFault(const fs::filesystem_error& fault) {
    return {textOf(fault.path1()), fault.code().message(), "look whether the disk is full and whether this user may write there"};
}

}  // namespace luthier
