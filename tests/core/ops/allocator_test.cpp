// SPDX-License-Identifier: Apache-2.0
#include "core/ops/allocator.h"

#include <gtest/gtest.h>

#include "core/base/os.h"
#include "core/ops/head_loss.h"
#include "core/ops/torch.h"

namespace luthier {
namespace {

constexpr int64_t kMegabyte = int64_t{1} << 18;  // floats

class TensorMemoryTest : public ::testing::Test {
protected:
    void SetUp() override { useTensorMemory(); }
};

TEST_F(TensorMemoryTest, CountsLivingTensorsAndTheirPeak) {
    const uint64_t before = tensorMemory().used;
    resetPeakMemory();
    {
        const at::Tensor x = at::empty({3 * kMegabyte}), y = at::empty({5 * kMegabyte});
        EXPECT_EQ(tensorMemory().used - before, uint64_t{8} << 20);
    }
    EXPECT_EQ(tensorMemory().used, before);
    EXPECT_EQ(tensorMemory().peakUsed - before, uint64_t{8} << 20);
}

TEST_F(TensorMemoryTest, FreedMemoryIsTakenAgain) {
    void* place = at::empty({40 * kMegabyte}).data_ptr();
    const uint64_t held = tensorMemory().held;
    for (int i = 0; i < 10; ++i) {
        const at::Tensor again = at::empty({40 * kMegabyte});
        EXPECT_EQ(again.data_ptr(), place);
    }
    EXPECT_EQ(tensorMemory().held, held);
}

TEST_F(TensorMemoryTest, NeighboursAreJoinedWhenFreed) {
    trimTensorMemory();
    const uint64_t held = tensorMemory().held;
    {
        std::vector<at::Tensor> pieces;
        for (int i = 0; i < 16; ++i) pieces.push_back(at::empty({7 * kMegabyte}));
    }
    const at::Tensor whole = at::empty({16 * 7 * kMegabyte});
    EXPECT_LE(tensorMemory().held - held, uint64_t{128} << 20);
}

TEST_F(TensorMemoryTest, TheLowestPlaceIsTakenAgainFirst) {
    at::Tensor low = at::empty({100 * kMegabyte}), high = at::empty({100 * kMegabyte});
    void* const place = low.data_ptr();
    low.reset();
    high.reset();
    EXPECT_EQ(at::empty({100 * kMegabyte}).data_ptr(), place);
}

TEST_F(TensorMemoryTest, TrimmingGivesFreePagesBelowALivingTensorBack) {
    at::Tensor goes = at::ones({300 * kMegabyte});
    const at::Tensor stays = at::ones({kMegabyte});
    goes.reset();
    const uint64_t before = os::processMemory().anonymous;
    trimTensorMemory();
    EXPECT_LT(os::processMemory().anonymous + (uint64_t{250} << 20), before);
    EXPECT_EQ(stays.sum().item<float>(), static_cast<float>(kMegabyte));
}

TEST_F(TensorMemoryTest, TrimmingGivesEmptySegmentsBack) {
    const at::Tensor stays = at::ones({kMegabyte});
    { const at::Tensor goes = at::ones({300 * kMegabyte}); }
    trimTensorMemory();
    EXPECT_LT(tensorMemory().held, uint64_t{300} << 20);
    EXPECT_EQ(stays.sum().item<float>(), static_cast<float>(kMegabyte));
}

TEST_F(TensorMemoryTest, BlocksNeverOverlap) {
    std::vector<at::Tensor> all(40);
    uint64_t state = 1;
    for (int round = 0; round < 400; ++round) {
        state = state * 6364136223846793005u + 1442695040888963407u;
        const auto slot = static_cast<size_t>((state >> 33) % all.size());
        if (all[slot].defined()) {
            ASSERT_EQ(all[slot].min().item<float>(), static_cast<float>(slot));
            ASSERT_EQ(all[slot].max().item<float>(), static_cast<float>(slot));
        }
        all[slot] = at::full({static_cast<int64_t>((state >> 40) % 900'000 + 1)}, static_cast<float>(slot));
    }
}

TEST_F(TensorMemoryTest, HeadLossNeverHoldsTheLogitsOfABatch) {
    constexpr int64_t kRows = 2000, kVocabulary = 50'000;  // 400 MB of logits
    const Linear head{"lm_head", at::randn({kVocabulary, 16}), {}, nullptr};
    const at::Tensor hidden = at::randn({kRows, 16}).requires_grad_();
    const uint64_t before = tensorMemory().used;
    resetPeakMemory();
    headLoss(hidden, head, at::randint(kVocabulary, {kRows}, at::kLong)).sum.backward();
    EXPECT_LT(tensorMemory().peakUsed - before, uint64_t{60} << 20);
}

TEST_F(TensorMemoryTest, MoreThanTheMachineHasIsAnOrdinaryError) { EXPECT_THROW(at::empty({int64_t{1} << 50}), c10::Error); }

}  // namespace
}  // namespace luthier
