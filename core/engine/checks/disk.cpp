// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <filesystem>

#include "core/engine/checks.h"
#include "core/base/file.h"
#include "core/base/os.h"
#include "core/train/run_folder.h"

namespace luthier {
namespace {

constexpr uint64_t kSnapshotsAtOnce = 4;  // the last two, the best, and the one being written

std::filesystem::path existingAbove(std::filesystem::path folder) {
    while (!folder.empty() && !std::filesystem::exists(folder) && folder != folder.root_path()) folder = folder.parent_path();
    return folder.empty() ? std::filesystem::path(".") : folder;
}

Problems look(const CheckSubject& subject) {
    const std::filesystem::path home = existingAbove(os::luthierHome());
    const uint64_t free = os::freeDisk(home), needed = kSnapshotsAtOnce * static_cast<uint64_t>(snapshotBytes(subject.work.learning.numbers));
    if (free >= needed) return {};
    return {warning(textOf(home), fmt::format("snapshots may take {} MB of disk, and {} MB are free", needed / 1000000, free / 1000000),
                    "free some space, or set LUTHIER_HOME to a folder on a larger disk")};
}

}  // namespace

Check diskCheck() { return {"disk", "The disk has room", look}; }

}  // namespace luthier
