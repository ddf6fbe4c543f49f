// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "core/store/run_record.h"

namespace luthier::cli {

/// `runs show` for people, from the facts of reportJson.
std::string runInWords(const RunRecord& run, const Json& facts);
/// `runs compare` for people, from compareRuns.
std::string comparisonInWords(const Json& comparison);

}  // namespace luthier::cli
