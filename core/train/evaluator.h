// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <string>
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
};

/// Loss of a whole part: sum over predicted labels and their number.
struct Evaluation {
    double lossSum = 0;
    int64_t count = 0;
    std::map<std::string, double> metrics;
    std::vector<RowLoss> rows;  ///< in the order of the part

    double loss() const { return count == 0 ? 0 : lossSum / static_cast<double>(count); }
};

/// Evaluates every sample of a part, in packs of at most maxTokens, without gradient and dropout. `between` is
/// called between packs and may throw (Stopped).
Evaluation evaluate(Decoder& decoder, Objective& objective, const SamplePart& part, int64_t maxTokens,
                    const std::function<void()>& between);

/// Log-probabilities of each sample's labels, in order. (labels of sample)
using SampleScores = std::vector<std::vector<float>>;
SampleScores scoreBatch(Decoder& decoder, Objective& objective, const Batch& batch, std::map<std::string, double>* metrics = nullptr);

}  // namespace luthier
