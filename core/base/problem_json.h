// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/json.h"
#include "core/base/problem.h"

namespace luthier {

/// {"level":"error|warning","where","what","mend"}, and "fix":{"key","value"} where a setting mends it: as every --json and report has it.
Json problemJson(const Problem& problem);
Json problemsJson(const Problems& problems);

}  // namespace luthier
