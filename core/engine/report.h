// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>

#include "core/events/run_event.h"
#include "core/train/evaluator.h"
#include "core/train/run_folder.h"
#include "core/train/snapshot.h"

namespace luthier {

/// report.json and report.html of a run: what was done, the curves, the numbers, the proof, the model card. The page needs nothing beside it.
void writeReport(const RunFolder& folder, const Recipe& recipe, const Progress& progress, const std::optional<Evaluation>& test,
                 const Finished& finished);

}  // namespace luthier
