// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>

#include "core/events/run_event.h"
#include "core/train/evaluator.h"
#include "core/train/run_folder.h"

namespace luthier {

/// report.json and report.html of a run that ends with `end` (Finished or Failed), which need not stand in events.jsonl yet. `test` is the
/// evaluation of the part that nothing looked at before. Throws Error.
void writeReport(const RunFolder& folder, const std::optional<Evaluation>& test, const RunEvent& end);
/// The same where a run came to grief: what cannot be written now can be made again later.
void writeReportAnyway(const RunFolder& folder, const RunEvent& end);

/// The model card of a run's result, for a folder that `library` opens (modelCard).
std::string cardOf(const std::filesystem::path& runFolder, const std::string& library);

}  // namespace luthier
