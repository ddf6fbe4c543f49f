// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "core/base/problem.h"
#include "core/engine/check.h"
#include "core/engine/estimate.h"
#include "core/engine/prepare.h"
#include "core/engine/resolve.h"
#include "core/recipe/recipe.h"

namespace luthier {

/// A run that could begin, as the checks see it: data read, split and encoded, every auto settled, nothing trained.
struct CheckSubject {
    const Recipe& recipe;
    const Prepared& prepared;
    const Resolved& resolved;
    const Workload& work;
    const Promise& promise;
};

/// One question the doctor asks of a run. What it finds are warnings: a run with them may begin.
struct Check {
    std::string name;   ///< of its file in core/engine/checks/
    std::string title;  ///< what is well when nothing is found, in words for people
    Problems (*look)(const CheckSubject& subject);
};
const std::vector<Check>& checks();  ///< in the order of checks.def

}  // namespace luthier
