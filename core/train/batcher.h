// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "core/model/batch.h"
#include "core/train/pack_limit.h"
#include "core/train/packing.h"

namespace luthier {

/// Tensors of one pack. A label at a sample's first position is neither predicted nor counted. sampleKeys are the positions in the part.
Batch batchOf(const SamplePart& part, const PackedSamples& pack);
/// The same for samples that stand in no store, keyed by their place in the list.
Batch batchOf(const std::vector<Sample>& samples);

/// Which samples make each optimizer step: file order or an order per epoch that depends on seed and epoch only; the last step of an
/// epoch may be smaller. Where it is follows from the step alone, so there is nothing to save.
class Batcher {
public:
    struct Settings {
        int64_t batchSize = 8;
        int64_t microBatchTokens = 2048;
        bool shuffle = true;
        int64_t seed = 42;
        std::vector<PackLimit> limits = {};  ///< where memory ran out before
        bool shareBeginnings = false;
    };
    Batcher(const SamplePart& part, const Settings& settings) : part_(part), settings_(settings) {}

    int64_t stepsPerEpoch() const;
    double epochAfter(int64_t step) const { return static_cast<double>(step) / static_cast<double>(stepsPerEpoch()); }
    /// How samples are packed in this step.
    PackSettings packing(int64_t step) const;
    /// Smaller packs from this step on; nothing when each of its packs is one sample already. The step's samples stay the same.
    std::optional<PackLimit> halve(int64_t step);
    /// The packs of optimizer step `step` (from 1), in order.
    std::vector<PackedSamples> packs(int64_t step);
    Batch batch(const PackedSamples& pack, int64_t step) const;
    const SamplePart& part() const { return part_; }

private:
    const SamplePart& part_;
    Settings settings_;
    int64_t epoch_ = -1;  ///< whose order is held
    std::vector<uint32_t> order_;
};

}  // namespace luthier
