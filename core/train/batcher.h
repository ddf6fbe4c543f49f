// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "core/model/batch.h"
#include "core/text/sample_store.h"
#include "core/train/pack_limit.h"

namespace luthier {

/// Some samples of a store, in an order: a part of a dataset. `indices` point into the store.
struct SamplePart {
    const SampleStore* store = nullptr;
    std::vector<uint32_t> indices;

    size_t size() const { return indices.size(); }
};

/// One packed row of whole samples, ready to be made into tensors.
struct PackedSamples {
    std::vector<uint32_t> positions;  ///< into SamplePart::indices
    int64_t tokens = 0;
};

/// Puts samples end to end, in the given order, into packs of at most maxTokens (a longer sample stands alone). No sample is cut.
std::vector<PackedSamples> packed(const SamplePart& part, const std::vector<uint32_t>& positions, int64_t maxTokens);

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
    };
    Batcher(const SamplePart& part, const Settings& settings) : part_(part), settings_(settings) {}

    int64_t stepsPerEpoch() const;
    double epochAfter(int64_t step) const { return static_cast<double>(step) / static_cast<double>(stepsPerEpoch()); }
    /// Tokens that a pack of this step may hold.
    int64_t packTokens(int64_t step) const;
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
