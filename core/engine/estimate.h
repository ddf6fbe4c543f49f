// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>

#include "core/engine/prepare.h"
#include "core/engine/resolve.h"
#include "core/model/decoder_config.h"
#include "core/recipe/recipe.h"

namespace luthier {

/// What the memory and time of a run follow from.
struct Workload {
    int64_t learning = 0;          ///< numbers that learn
    int64_t weightBytes = 0;       ///< of the checkpoint on disk
    bool weightsAreViews = false;  ///< the file holds float32, so its pages are used as they are
    bool weightsAreNarrow = false; ///< 16 bits, widened product by product
    bool baseLearns = false;       ///< tensors of the base model itself learn (full, freeze)
    int64_t microBatchTokens = 0;  ///< of the largest micro-batch
    bool recompute = false;
    int64_t longest = 0;           ///< tokens of the longest sample
    int64_t steps = 0;
    double tokensPerStep = 0, labelsPerStep = 0;
    int64_t evalTokens = 0, evaluations = 0;
    int64_t answerTokens = 0;      ///< of all sample answers
    int64_t dataBytes = 0;         ///< rows and samples held in memory
    double operationsPerSecond = 0;
};

/// Out of what is known before the model is loaded.
Workload workloadOf(const Recipe& recipe, const Prepared& prepared, const Resolved& resolved, double operationsPerSecond);

/// Peak bytes of the process while it trains.
int64_t estimatedMemory(const DecoderConfig& config, const Workload& work);
/// Longest sample answer, in tokens.
constexpr int64_t kAnswerTokens = 64;
constexpr double kAnswerShare = 0.1;  ///< of a run's time, that sample answers may take between its start and its end
/// Of an answer given token by token: every weight is read once for each.
double secondsPerAnswerToken(const DecoderConfig& config);
/// Seconds of the whole run.
double estimatedSeconds(const DecoderConfig& config, const Workload& work);

}  // namespace luthier
