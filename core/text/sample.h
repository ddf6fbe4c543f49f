// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "core/data/label_scheme.h"

namespace luthier {

constexpr int32_t kNotLearnt = -100;

/// What the trainer sees of a row: tokens, and which of them are learnt. Labels are unshifted: labels[i] is ids[i] or kNotLearnt.
struct Sample {
    std::vector<int32_t> ids;
    std::vector<bool> learnt;
    std::vector<float> target = {};  ///< of a labelled row (LabelScheme::target): no token is learnt then, but this


    /// Labels that are predicted: all learnt tokens but one at the first position; 1 of a labelled row.
    int64_t labelCount() const;
    std::vector<int32_t> labels() const;
};

/// A text that is to be answered with labels, of which none is known.
Sample unlabelled(std::vector<int32_t> ids, const LabelScheme& labels);

}  // namespace luthier
