// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/problem.h"

namespace luthier {

struct FoundRun {
    std::filesystem::path folder;
    Problems problems;  ///< none or several runs fit
};

struct NamedRun {
    std::filesystem::path folder;
    std::string id, name;
};

/// The run a person means among `runs` (sorted by id): an id, a unique beginning of one or a name, or the path of a run folder (one with a
/// recipe.yaml). An id wins over a folder, a folder over a name, a name over a beginning. Of runs with the same name none is chosen: all are
/// named.
FoundRun chosenRun(std::string_view word, const std::vector<NamedRun>& runs);

/// Whether a run lies there: a folder with a recipe.yaml.
bool isRunFolder(const std::filesystem::path& folder);

}  // namespace luthier
