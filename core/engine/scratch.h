// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>

namespace luthier {

/// A folder of its own for the sample file, gone at the end. A process may look at several recipes at a time.
class Scratch {
public:
    Scratch();
    ~Scratch();
    Scratch(const Scratch&) = delete;
    const std::filesystem::path& path() const { return path_; }

private:
    std::filesystem::path path_;
};

}  // namespace luthier
