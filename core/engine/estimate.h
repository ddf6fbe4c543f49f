// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>

#include "core/engine/prepare.h"
#include "core/engine/resolve.h"
#include "core/model/decoder_config.h"
#include "core/recipe/recipe.h"
#include "core/tuning/method_settings.h"

namespace luthier {

/// Sizes of packs that differ, as far as their number counts: of compiled products only those of the last ones are kept.
constexpr int64_t kMostPackSizes = 8;

/// Bytes of a process that trains, before it has a model: libtorch and what its first step makes. Of one that has not read its data yet.
constexpr int64_t kProgramBytes = 200'000'000;

/// What the memory and time of a run follow from.
struct Workload {
    Learning learning;
    bool baseLearns = false;       ///< tensors of the base model itself learn, and nothing beside it (full, freeze)
    int64_t programBytes = kProgramBytes;  ///< of the process with its data, without a model
    int64_t leastBytes = 0;        ///< what it held for a while on the way there
    int64_t weightBytes = 0;       ///< of the checkpoint on disk
    int64_t mappedBytes = 0;       ///< of these, resident while they are loaded, beside what is copied of them
    int64_t copiedBytes = 0;       ///< of weights that are not used as they lie in the file
    bool weightsAreViews = false;  ///< the file's pages are used as they are, so they stay
    bool weightsAreBrought = false;  ///< to the format of products, a block at a time
    bool narrowProducts = false;   ///< in bfloat16
    bool roundedProducts = false;  ///< in float32 of factors rounded to bfloat16, where the processor has none in that
    int64_t microBatchTokens = 0;  ///< rows of the largest micro-batch
    int64_t microBatchLabels = 0;  ///< rows of it that the head answers at most, one micro-batch with another
    int64_t packSizes = kMostPackSizes;  ///< of micro-batches that differ
    bool recompute = false;
    int64_t longest = 0;           ///< tokens of the longest sample
    int64_t steps = 0;
    double rowsPerStep = 0, labelsPerStep = 0;  ///< rows: tokens, but for beginnings that samples share
    int64_t evalRows = 0, evaluations = 0;
    int64_t evalTokens = 0, evalLabels = 0;  ///< of an evaluation's micro-batches: rows of the largest, and those that the head answers at most
    int64_t answerTokens = 0;      ///< of all sample answers
    double operationsPerSecond = 0;
};

/// Out of what is known before the model is loaded.
Workload workloadOf(const Recipe& recipe, const Prepared& prepared, const Resolved& resolved, double operationsPerSecond);

/// The most that the process will have resident until training ends, mapped pages of the model's file included: what `step` events tell as memory.
int64_t estimatedMemory(const DecoderConfig& config, const Workload& work);
/// Longest sample answer, in tokens.
constexpr int64_t kAnswerTokens = 64;
constexpr double kAnswerShare = 0.1;  ///< of a run's time, that sample answers may take between its start and its end
/// Of an answer given token by token: every weight is read once for each.
double secondsPerAnswerToken(const DecoderConfig& config);
/// Seconds of the whole run.
double estimatedSeconds(const DecoderConfig& config, const Workload& work);

}  // namespace luthier
