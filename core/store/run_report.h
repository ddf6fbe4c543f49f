// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "core/store/run_record.h"

namespace luthier {

/// Everything about a run as one object: report.json, `luthier runs show --json`. Computed from the run folder alone.
Json reportJson(const RunRecord& run);

/// The same for people: one page that needs nothing beside it, no script and no network, for light and dark screens. Everything that came
/// from data or a model is escaped.
std::string reportPage(const RunRecord& run, const Json& report);

/// Writes report.json and report.html into the run folder. Throws Error.
void writeReports(const RunRecord& run);

/// What a person should know or do about a run in this state: "stopped unexpectedly; continue with …"; empty when it is finished.
std::string adviceFor(const RunRecord& run);

}  // namespace luthier
