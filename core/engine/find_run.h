// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <string>
#include <string_view>

#include "core/store/chosen_run.h"

namespace luthier {

/// The run a person means (chosenRun) among the folders of $LUTHIER_HOME/runs.
FoundRun findRun(std::string_view word);
/// The name a run folder carries: notes.json's, else the recipe's; empty when there is none.
std::string runName(const std::filesystem::path& folder);

}  // namespace luthier
