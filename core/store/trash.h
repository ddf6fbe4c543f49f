// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <filesystem>
#include <vector>

namespace luthier {

/// Moves a run folder into $LUTHIER_HOME/trash, whole; returns where it lies there. Throws Error when a process works on the run or the move
/// fails: then it stays.
std::filesystem::path moveToTrash(const std::filesystem::path& home, const std::filesystem::path& runFolder);
/// Puts it back among the runs; returns where. Throws Error when a run of that id is there or the move fails.
std::filesystem::path takeFromTrash(const std::filesystem::path& home, const std::filesystem::path& inTrash);

/// The runs that lie in $LUTHIER_HOME/trash, and the room they take. What cannot be read is not among them.
struct TrashContent {
    std::vector<std::filesystem::path> runs;
    uint64_t bytes = 0;
};
TrashContent trashOf(const std::filesystem::path& home);
/// Deletes them for good. Throws Error naming the first that cannot be deleted, when all others are.
void emptyTrash(const std::filesystem::path& home);

}  // namespace luthier
