// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdlib>
#include <filesystem>
#include <string>

namespace luthier::testing {

/// A folder of a test's own, gone at its end.
class TempFolder {
public:
    TempFolder() {
        std::string pattern = (std::filesystem::temp_directory_path() / "luthier-test-XXXXXX").string();
        path_ = ::mkdtemp(pattern.data());
    }
    ~TempFolder() {
        std::error_code ignored;
        std::filesystem::remove_all(path_, ignored);
    }
    TempFolder(const TempFolder&) = delete;
    const std::filesystem::path& path() const { return path_; }
    std::filesystem::path operator/(const std::string& name) const { return path_ / name; }

private:
    std::filesystem::path path_;
};

/// A file of tests/golden or tests/data.
inline std::filesystem::path goldenFile(const std::string& name) { return std::filesystem::path(LUTHIER_SOURCE) / "tests/golden" / name; }
inline std::filesystem::path dataFile(const std::string& name) { return std::filesystem::path(LUTHIER_SOURCE) / "tests/data" / name; }

}  // namespace luthier::testing
