// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "core/base/json.h"
#include "core/base/problem.h"
#include "core/recipe/recipe.h"

namespace luthier {

/// What is promised before step 1.
struct Promise {
    int64_t memory = 0;  ///< peak bytes of the process
    double seconds = 0;  ///< of the whole run
};

/// What one check found; nothing when all is well.
struct CheckLine {
    std::string name, title;
    Problems found;
};

struct CheckResult {
    Problems problems;              ///< all of them, those found while reading first
    std::vector<CheckLine> lines;   ///< every check that was made; none while there is nothing to train on
    Promise promise;
    Json facts = Json::object();  ///< rows, samples, tokens, learnt tokens, steps, parameters {total, learning}, held-out rows …
};

/// What becomes of a speed of this machine that was never measured.
enum class Unmeasured {
    Measure,  ///< now, which opens the engine: for a thread that computes
    Leave,    ///< the promise then holds no time
};

/// The doctor: everything that can be known before step 1. Writes nothing (but a missing machine.json).
/// `threads`: how many the run will use; 0 = as many as there are physical cores.
CheckResult check(const Recipe& recipe, int threads = 0, Unmeasured unmeasured = Unmeasured::Measure);

}  // namespace luthier
