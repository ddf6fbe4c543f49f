// SPDX-License-Identifier: Apache-2.0
#include "core/objective/objective.h"

#include <gtest/gtest.h>

#include "tests/support/torch_near.h"
#include "tests/support/torch_tiny.h"

namespace luthier {
namespace {

using testing::goldenFile;

class NextToken : public ::testing::TestWithParam<const char*> {
protected:
    LossSum evaluate(const Batch& batch) {
        ObjectiveSettings settings;
        settings.kind = GetParam();
        return makeObjective(settings)->evaluate(*decoder_, batch);
    }
    std::unique_ptr<Decoder> decoder_ = decoderOf(goldenFile("tuning/base-llama"));
};

// Transformers 5.23.0, tests/golden/tuning/make_lora_golden.py: loss with its adapter put in is in lora_test; here the plain base by its
// logits.
TEST_P(NextToken, LossIsCrossEntropyOfTheLogits) {
    const std::vector<int64_t> ids{5, 9, 17, 3, 22, 8};
    const LossSum loss = evaluate(packed({{ids, {5, 9, -100, 3, -100, 8}}}));
    const at::Tensor logits = logitsOf(*decoder_, at::tensor(ids, at::kLong)).to(at::kDouble);
    const at::Tensor rows = at::tensor({0, 2, 4}, at::kLong), targets = at::tensor({9, 3, 8}, at::kLong);
    const at::Tensor wanted = at::log_softmax(logits.index_select(0, rows), -1).gather(1, targets.unsqueeze(1)).squeeze(1);
    EXPECT_EQ(loss.count, 3);
    EXPECT_NEAR(loss.sum.item<double>(), -wanted.sum().item<double>(), 1e-4);
    expectNear(loss.logProbs, wanted, 1e-5);
}

TEST_P(NextToken, PackedSamplesLoseAsOneAtATime) {
    const LabelledSample one{{5, 9, 17}, {5, 9, 17}}, two{{30, 4, 4, 11}, {-100, 4, 4, 11}};
    const LossSum both = evaluate(packed({one, two})), first = evaluate(packed({one})), second = evaluate(packed({two}));
    EXPECT_EQ(both.count, first.count + second.count);
    EXPECT_NEAR(both.sum.item<double>(), first.sum.item<double>() + second.sum.item<double>(), 1e-4);
}

TEST_P(NextToken, BatchWithoutLabelsHasNoLoss) {
    const LossSum loss = evaluate(packed({{{5, 9}, {-100, -100}}}));
    EXPECT_EQ(loss.count, 0);
    EXPECT_EQ(loss.sum.item<double>(), 0);
    EXPECT_EQ(loss.logProbs.numel(), 0);
}

INSTANTIATE_TEST_SUITE_P(Kinds, NextToken, ::testing::Values("sft", "text"));

TEST(Objectives, EveryKindOfTheListIsMade) {
    for (const ObjectiveKind& kind : objectiveKinds()) {
        ObjectiveSettings settings;
        settings.kind = kind.kind;
        EXPECT_TRUE(makeObjective(settings)) << kind.kind;
    }
}

}  // namespace
}  // namespace luthier
