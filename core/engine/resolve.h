// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "core/base/json.h"
#include "core/base/problem.h"
#include "core/engine/prepare.h"
#include "core/recipe/recipe.h"
#include "core/train/pack_limit.h"

namespace luthier {

/// Every `auto` settled, once, when a run starts; environment.json keeps it under "resolved" and resume takes it from there.
struct Resolved {
    std::string precision = "float32", store = "float32", recompute = "none";  ///< store: also float16, or packed as a GGUF file has them
    int threads = 1;
    int64_t maxLength = 0, microBatchTokens = 0, warmupSteps = 0, steps = 0, stepsPerEpoch = 0, evalEvery = 0;
    SaveEvery saveEvery;
    std::vector<PackLimit> packLimits;  ///< where memory ran out on the way
    bool shareBeginnings = false;   ///< what samples of a pack begin with in common is computed once: where that gives the same
    int64_t sampleAnswers = 0;      ///< prompts that are answered at every evaluation
    double learningRate = 0;
    std::string learningRateReason;
    LabelScheme labels;             ///< of objectives over labels
    bool newHead = false;           ///< although the checkpoint has one, which knows other labels
    Json kernels = Json::object();  ///< what the engine chose for its products, by name

    Json json() const;
    static Resolved of(const Json& json);
};

/// `speeds`: what was measured on this machine (see machine.h); null = not known. What cannot be done is a problem.
Resolved resolve(const Recipe& recipe, const Prepared& prepared, int threads, const Json& speeds, Problems& problems);

/// The head for labels that a run begins with: drawn where its model has none that knows them.
TaskHead headOf(const Recipe& recipe, const Resolved& resolved);

}  // namespace luthier
