// SPDX-License-Identifier: Apache-2.0
#include "core/train/batcher.h"

#include <algorithm>

#include "core/data/split.h"
#include "core/ops/torch.h"
#include "core/train/schedule.h"

namespace luthier {
namespace {

at::Tensor longTensor(const std::vector<int64_t>& values) {
    return at::tensor(values, at::TensorOptions().dtype(at::kLong));
}

/// Gathers samples end to end.
class BatchBuilder {
public:
    /// `shared`: how many of its tokens are there already.
    void add(const Sample& sample, uint64_t key, int64_t shared = 0) {
        const int64_t firstRow = static_cast<int64_t>(tokens_.size()) - shared;  // of a whole sample
        for (size_t i = static_cast<size_t>(shared); i < sample.ids.size(); i++) {
            tokens_.push_back(sample.ids[i]);
            positions_.push_back(static_cast<int64_t>(i));
            if (i > 0 && sample.learnt[i]) {
                learntRows_.push_back(firstRow + static_cast<int64_t>(i) - 1);
                learnt_.push_back(sample.ids[i]);
            }
        }
        starts_.push_back(static_cast<int64_t>(tokens_.size()));
        keys_.push_back(key);
        targets_.insert(targets_.end(), sample.target.begin(), sample.target.end());
    }

    Batch build() {
        Batch batch;
        batch.tokens = longTensor(tokens_);
        batch.positions = longTensor(positions_);
        batch.starts = std::move(starts_);
        batch.learntRows = longTensor(learntRows_);
        batch.targets = longTensor(learnt_);
        batch.sampleKeys = std::move(keys_);
        const auto samples = static_cast<int64_t>(batch.sampleKeys.size());
        if (!targets_.empty()) batch.classTargets = at::tensor(targets_, at::kFloat).view({samples, -1});  // (S, width)
        return batch;
    }

private:
    std::vector<int64_t> tokens_, positions_, starts_{0}, learntRows_, learnt_;
    std::vector<float> targets_;  ///< of labelled rows
    std::vector<uint64_t> keys_;
};

}  // namespace

Batch batchOf(const SamplePart& part, const PackedSamples& pack) {
    BatchBuilder builder;
    for (size_t s = 0; s < pack.positions.size(); s++) {
        const uint32_t position = pack.positions[s];
        builder.add((*part.store)[part.indices[position]], position, pack.beginnings.empty() ? 0 : pack.beginnings[s].length);
    }
    Batch batch = builder.build();
    batch.beginnings = pack.beginnings;
    return batch;
}

Batch batchOf(const std::vector<Sample>& samples) {
    BatchBuilder builder;
    for (size_t i = 0; i < samples.size(); i++) builder.add(samples[i], i);
    return builder.build();
}

int64_t Batcher::stepsPerEpoch() const {
    return stepsOfEpoch(static_cast<int64_t>(part_.size()), settings_.batchSize);
}

PackSettings Batcher::packing(int64_t step) const {
    PackSettings packing{settings_.microBatchTokens, settings_.shareBeginnings};
    for (const PackLimit& limit : settings_.limits)
        if (limit.fromStep <= step) packing.limit = std::min(packing.limit, limit.tokens);
    return packing;
}

std::optional<PackLimit> Batcher::halve(int64_t step) {
    int64_t largest = 0;
    for (const PackedSamples& pack : packs(step))
        if (pack.positions.size() > 1) largest = std::max(largest, pack.rows);
    if (largest == 0) return std::nullopt;
    settings_.limits.push_back({step, std::min(largest - 1, std::max<int64_t>(1, packing(step).limit / 2))});
    return settings_.limits.back();
}

std::vector<PackedSamples> Batcher::packs(int64_t step) {
    int64_t epoch = (step - 1) / stepsPerEpoch();
    if (epoch != epoch_) {
        order_ = epochOrder(part_.size(), settings_.shuffle, settings_.seed, epoch);
        epoch_ = epoch;
    }
    size_t begin = static_cast<size_t>((step - 1) % stepsPerEpoch() * settings_.batchSize);
    size_t end = std::min(order_.size(), begin + static_cast<size_t>(settings_.batchSize));
    return packed(part_, {order_.begin() + begin, order_.begin() + end}, packing(step));
}

Batch Batcher::batch(const PackedSamples& pack, int64_t step) const {
    Batch batch = batchOf(part_, pack);
    batch.step = static_cast<uint64_t>(step);
    batch.seed = static_cast<uint64_t>(settings_.seed);
    batch.training = true;
    return batch;
}

}  // namespace luthier
