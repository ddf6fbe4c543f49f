// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "core/ops/adamw.h"
#include "core/ops/torch.h"
#include "core/tuning/method.h"

namespace luthier {

/// Everything that learns in one flat float32 buffer, its gradient, mean and variance in three more. The learnable tensors become views
/// of it: backward adds into the flat gradient, and an optimizer step is one pass. Each tensor begins at a multiple of 64 bytes, so
/// that products see the same alignment in every run.
class LearnedState {
public:
    struct Slot {
        std::string name;
        std::vector<int64_t> shape;
        int64_t offset = 0, count = 0;  ///< elements
    };

    /// Copies the learnables in, out of whichever format, tensors that decay first; they become views of it. They keep their identity (a tied head stays tied).
    explicit LearnedState(const std::vector<Learnable>& learnables);

    at::Tensor weights, gradients, mean, variance;  ///< (P) float32
    const std::vector<Slot>& slots() const { return slots_; }
    at::Tensor view(const at::Tensor& buffer, const Slot& slot) const;  ///< of the slot's shape

    void zeroGradients() { gradients.zero_(); }
    /// One AdamW step; weight decay only on what decays.
    void update(const AdamWSettings& settings);
    bool finite() const;  ///< no NaN or infinity among the weights
    int64_t parameters() const { return parameters_; }

private:
    std::vector<Slot> slots_;
    int64_t decaying_ = 0;  ///< elements before this offset decay
    int64_t parameters_ = 0;
};

}  // namespace luthier
