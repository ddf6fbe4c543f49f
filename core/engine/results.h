// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "core/engine/course.h"
#include "core/engine/prepare.h"
#include "core/engine/tuned_model.h"
#include "core/events/run_event.h"
#include "core/train/run_folder.h"
#include "core/train/snapshot.h"

namespace luthier {

/// "done", "early_stop", "stopped"
std::string reasonOf(Course::End end);

/// The last event of a run, artifacts aside.
Finished finishedEvent(const std::string& reason, const Progress& progress, const RunFolder& folder);

/// What people should know of results that were written and proven: what rounding to the base's number format cost.
Problems wordsOn(const std::vector<Artifact>& artifacts);

/// Writes the result into the run folder in every format the recipe asks for; a format that needs an adapter is replaced by the whole model
/// where the method has none. Each is read back and proven.
std::vector<Artifact> writeResults(const Recipe& recipe, const Prepared& prepared, const Resolved& resolved, TunedModel& model,
                                   const RunFolder& folder);

}  // namespace luthier
