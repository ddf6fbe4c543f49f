// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <string>
#include <string_view>

#include "core/base/problem.h"

namespace luthier {

struct FoundRun {
    std::filesystem::path folder;
    Problems problems;  ///< none or several runs fit
};

/// The run a person means: an id, a unique beginning of one or a name among the folders of $LUTHIER_HOME/runs, or the path of a run folder.
/// An id wins over a folder, a folder over a name, a name over a beginning. Of runs with the same name none is chosen: all are named.
FoundRun findRun(std::string_view word);
/// The name a run folder carries: notes.json's, else the recipe's; empty when there is none.
std::string runName(const std::filesystem::path& folder);

}  // namespace luthier
