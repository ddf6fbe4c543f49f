// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <string>

#include "core/hub/http.h"

namespace luthier {

/// How the content of a file is known to be right.
struct Checksum {
    enum class Kind { None, Sha256, GitSha1 };
    Kind kind = Kind::None;
    std::string hex;
    bool holds(const std::filesystem::path& file) const;
};

/// One file that is to lie at `file`.
struct Download {
    HttpRequest request;
    std::filesystem::path file;
    uint64_t bytes = 0;  ///< of the whole; 0 when it is not known
    Checksum checksum;
    std::chrono::milliseconds pause{1000};  ///< before the first new try; doubles
};

/// Fetches into FILE.incomplete, going on where an earlier try ended (also one of another process or day), checks length and checksum, and puts
/// the file in place. `here` is told how many bytes lie here, again and again. Returns the answer's status: 200, or 401, 403, 404, 410 with
/// nothing fetched. Throws Unreachable when several tries in a row brought nothing, Error for damage and disk, Stopped.
HttpAnswer fetchFile(const Download& download, const CancelToken& cancel, const std::function<void(uint64_t here)>& here);

}  // namespace luthier
