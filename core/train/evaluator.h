// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <vector>

#include "core/model/decoder.h"
#include "core/objective/objective.h"
#include "core/train/batcher.h"

namespace luthier {

/// Loss of one row of a dataset (of all its samples, when it was split).
struct RowLoss {
    uint32_t row = 0;
    double lossSum = 0;
    int64_t count = 0;
    std::optional<bool> right;  ///< of a row with labels: whether they were all answered
};

/// Loss of a whole part: sum over predicted labels and their number.
struct Evaluation {
    double lossSum = 0;
    int64_t count = 0;
    Json metrics = Json::object();  ///< of labelled rows (labelMetrics)
    std::vector<RowLoss> rows;  ///< in the order of the part

    double loss() const { return count == 0 ? 0 : lossSum / static_cast<double>(count); }
};

/// Evaluates every sample of a part, packed so, without gradient and dropout. `between` is called between packs and may throw (Stopped).
Evaluation evaluate(Decoder& decoder, Objective& objective, const SamplePart& part, const PackSettings& packing,
                    const std::function<void()>& between);

/// What a sample came to.
struct SampleScore {
    std::vector<float> logProbs;  ///< of its labels, in order; of a labelled row: minus its loss
    std::vector<float> answer;    ///< of a labelled row: what the model answers (width)
};
/// One for each sample of the batch.
std::vector<SampleScore> scoreBatch(Decoder& decoder, Objective& objective, const Batch& batch);

}  // namespace luthier
