// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "core/base/json.h"
#include "core/model/batch.h"

namespace luthier {

/// Tokens and unshifted labels (-100: not learnt) of one sample.
struct LabelledSample {
    std::vector<int64_t> tokens, labels;
};

/// Samples end to end, as the batcher packs them; sample keys count from 0.
inline Batch packed(const std::vector<LabelledSample>& samples) {
    Batch batch;
    std::vector<int64_t> tokens, positions, rows, targets;
    batch.starts = {0};
    for (const LabelledSample& sample : samples) {
        const int64_t begin = batch.starts.back();
        for (size_t i = 0; i < sample.tokens.size(); ++i) {
            tokens.push_back(sample.tokens[i]);
            positions.push_back(static_cast<int64_t>(i));
            if (i == 0 || sample.labels[i] == -100) continue;
            rows.push_back(begin + static_cast<int64_t>(i) - 1);
            targets.push_back(sample.labels[i]);
        }
        batch.sampleKeys.push_back(batch.sampleKeys.size());
        batch.starts.push_back(static_cast<int64_t>(tokens.size()));
    }
    batch.tokens = at::tensor(tokens, at::kLong);
    batch.positions = at::tensor(positions, at::kLong);
    batch.learntRows = at::tensor(rows, at::kLong);
    batch.targets = at::tensor(targets, at::kLong);
    return batch;
}

inline std::vector<LabelledSample> samplesOf(const Json& tokens, const Json& labels) {
    std::vector<LabelledSample> samples;
    const auto numbers = [](const Json& list) {
        std::vector<int64_t> values;
        for (const Json& value : list.asArray()) values.push_back(value.asInteger());
        return values;
    };
    for (size_t s = 0; s < tokens.size(); ++s) samples.push_back({numbers(tokens.asArray()[s]), numbers(labels.asArray()[s])});
    return samples;
}

}  // namespace luthier
