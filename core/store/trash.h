// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>

namespace luthier {

/// Moves a run folder into $LUTHIER_HOME/trash, whole; returns where it lies there. Throws Error when a process works on the run or the move
/// fails: then it stays.
std::filesystem::path moveToTrash(const std::filesystem::path& home, const std::filesystem::path& runFolder);
/// Puts it back among the runs; returns where. Throws Error when a run of that id is there or the move fails.
std::filesystem::path takeFromTrash(const std::filesystem::path& home, const std::filesystem::path& inTrash);

}  // namespace luthier
