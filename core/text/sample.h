// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace luthier {

constexpr int32_t kNotLearnt = -100;

/// What the trainer sees of a row: tokens, and which of them are learnt. Labels are unshifted: labels[i] is ids[i] or kNotLearnt.
struct Sample {
    std::vector<int32_t> ids;
    std::vector<bool> learnt;

    /// Labels that are predicted: all learnt tokens but one at the first position.
    int64_t labelCount() const;
    std::vector<int32_t> labels() const;
};

}  // namespace luthier
