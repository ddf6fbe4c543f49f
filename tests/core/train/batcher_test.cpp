// SPDX-License-Identifier: Apache-2.0
#include "core/train/batcher.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "tests/support/temp_folder.h"

namespace luthier {
namespace {

/// Samples of the given lengths; sample s holds the tokens 100 s, 100 s + 1, …; all are learnt.
class Samples {
public:
    explicit Samples(const std::vector<int>& lengths) : store_(folder_ / "samples") {
        for (size_t s = 0; s < lengths.size(); s++) {
            Sample sample;
            for (int i = 0; i < lengths[s]; i++) {
                sample.ids.push_back(static_cast<int32_t>(100 * s) + i);
                sample.learnt.push_back(true);
            }
            store_.add(sample, static_cast<uint32_t>(s));
            part_.indices.push_back(static_cast<uint32_t>(s));
        }
        store_.finish();
        part_.store = &store_;
    }
    const SamplePart& part() const { return part_; }

private:
    testing::TempFolder folder_;
    SampleStore store_;
    SamplePart part_;
};

std::vector<int64_t> values(const at::Tensor& tensor) { return {tensor.data_ptr<int64_t>(), tensor.data_ptr<int64_t>() + tensor.numel()}; }

TEST(Batcher, PacksWholeSamplesUpToTheLimit) {
    Samples samples({5, 4, 3, 20, 1});
    auto packs = packed(samples.part(), {0, 1, 2, 3, 4}, {10});
    ASSERT_EQ(packs.size(), 4u);
    EXPECT_EQ(packs[0].positions, (std::vector<uint32_t>{0, 1}));
    EXPECT_EQ(packs[1].positions, (std::vector<uint32_t>{2}));
    EXPECT_EQ(packs[2].positions, (std::vector<uint32_t>{3}));  // longer than the limit: alone, and whole
    EXPECT_EQ(packs[3].positions, (std::vector<uint32_t>{4}));
}

TEST(Batcher, PositionsAndLabelsRestartInEachSample) {
    Samples samples({3, 2});
    Batch batch = batchOf(samples.part(), {{0, 1}, 5});
    EXPECT_EQ(values(batch.tokens), (std::vector<int64_t>{0, 1, 2, 100, 101}));
    EXPECT_EQ(values(batch.positions), (std::vector<int64_t>{0, 1, 2, 0, 1}));
    EXPECT_EQ(batch.starts, (std::vector<int64_t>{0, 3, 5}));
    EXPECT_EQ(values(batch.learntRows), (std::vector<int64_t>{0, 1, 3}));
    EXPECT_EQ(values(batch.targets), (std::vector<int64_t>{1, 2, 101}));
}

TEST(Batcher, ALabelAtTheFirstPositionIsNotPredicted) {
    Sample sample{{7, 8, 9}, {true, false, true}};
    Batch batch = batchOf(std::vector<Sample>{sample});
    EXPECT_EQ(values(batch.learntRows), (std::vector<int64_t>{1}));
    EXPECT_EQ(values(batch.targets), (std::vector<int64_t>{9}));
}

TEST(Batcher, FileOrderWithoutShuffle) {
    Samples samples(std::vector<int>(5, 2));
    Batcher batcher(samples.part(), {2, 100, false, 1});
    EXPECT_EQ(batcher.stepsPerEpoch(), 3);
    EXPECT_EQ(batcher.packs(1)[0].positions, (std::vector<uint32_t>{0, 1}));
    EXPECT_EQ(batcher.packs(3)[0].positions, (std::vector<uint32_t>{4}));  // the last step of an epoch is smaller
    EXPECT_EQ(batcher.packs(4)[0].positions, (std::vector<uint32_t>{0, 1}));
}

TEST(Batcher, EveryEpochHoldsEverySampleOnceInAnotherOrder) {
    Samples samples(std::vector<int>(50, 2));
    Batcher batcher(samples.part(), {8, 1000, true, 3});
    std::vector<std::vector<uint32_t>> epochs(2);
    for (int64_t step = 1; step <= 2 * batcher.stepsPerEpoch(); step++) {
        for (auto& pack : batcher.packs(step)) {
            auto& seen = epochs[static_cast<size_t>((step - 1) / batcher.stepsPerEpoch())];
            seen.insert(seen.end(), pack.positions.begin(), pack.positions.end());
        }
    }
    EXPECT_NE(epochs[0], epochs[1]);
    for (auto& seen : epochs) {
        std::sort(seen.begin(), seen.end());
        EXPECT_EQ(seen, samples.part().indices);
    }
}

TEST(Batcher, AStepIsTheSameWhereverOneBegins) {
    Samples samples(std::vector<int>(30, 3));
    Batcher whole(samples.part(), {4, 7, true, 9}), resumed(samples.part(), {4, 7, true, 9});
    for (int64_t step = 1; step < 13; step++) whole.packs(step);
    auto expected = whole.packs(13), found = resumed.packs(13);
    ASSERT_EQ(expected.size(), found.size());
    for (size_t i = 0; i < expected.size(); i++) EXPECT_EQ(expected[i].positions, found[i].positions);
}

TEST(Batcher, SampleKeysAndStepNameTheDropout) {
    Samples samples({2, 2, 2});
    Batcher batcher(samples.part(), {3, 4, false, 77});
    auto packs = batcher.packs(1);
    Batch second = batcher.batch(packs[1], 1);
    EXPECT_EQ(second.sampleKeys, (std::vector<uint64_t>{2}));
    EXPECT_EQ(second.step, 1u);
    EXPECT_EQ(second.seed, 77u);
    EXPECT_TRUE(second.training);
    EXPECT_FALSE(batchOf(samples.part(), packs[1]).training);
}

}  // namespace
}  // namespace luthier
