// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "core/store/database.h"
#include "core/store/run_store.h"

namespace luthier {

/// The table of runs in a database, and how it follows the run folders. Throws Error, and DamagedDatabase when what is in it cannot be right.
class RunIndex {
public:
    RunIndex(Database database, std::filesystem::path runsFolder);

    /// The table as this version makes it; one of another version makes way.
    void prepare();
    /// Throws DamagedDatabase unless the table is there as this version makes it.
    void requirePrepared();
    /// Takes in what is new in the folders. Each batch is kept as it is done, so that work is not lost when the process ends.
    void follow();
    /// Takes in one folder.
    void take(const std::filesystem::path& folder);
    /// `followed`: the folders were looked at just now. Else those that are gone are left out here, and runs that ended since are read.
    std::vector<RunSummary> runs(bool followed);

private:
    Database database_;
    std::filesystem::path folder_;
};

}  // namespace luthier
