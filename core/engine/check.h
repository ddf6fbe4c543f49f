// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/json.h"
#include "core/base/problem.h"
#include "core/recipe/recipe.h"

namespace luthier {

/// What is promised before step 1.
struct Promise {
    int64_t memory = 0;  ///< peak bytes of the process
    double seconds = 0;  ///< of the whole run
};

struct CheckResult {
    Problems problems;
    Promise promise;
    Json facts = Json::object();  ///< rows, samples, tokens, learnt tokens, steps, parameters {total, learning}, held-out rows …
};

/// The doctor: everything that can be known before step 1. Writes nothing (but a missing machine.json).
/// `threads`: how many the run will use; 0 = as many as there are physical cores.
CheckResult check(const Recipe& recipe, int threads = 0);

}  // namespace luthier
