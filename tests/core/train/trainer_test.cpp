// SPDX-License-Identifier: Apache-2.0
#include "core/train/trainer.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <numeric>

#include "core/base/error.h"
#include "core/base/hash.h"
#include "core/objective/objective.h"
#include "core/ops/allocator.h"
#include "core/train/evaluator.h"
#include "core/train/generator.h"
#include "core/tuning/method.h"
#include "tests/support/temp_folder.h"
#include "tests/support/torch_near.h"

namespace luthier {
namespace {

/// Ten samples of 3 to 30 made-up tokens; the first third of each is not learnt.
class MadeUp {
public:
    MadeUp() : store_(folder_ / "samples") {
        for (uint32_t s = 0; s < 10; s++) {
            Sample sample;
            for (uint32_t i = 0; i < 3 + 3 * s; i++) {
                sample.ids.push_back(static_cast<int32_t>(mixed(100 * s + i) % 1000));
                sample.learnt.push_back(i > s);
            }
            store_.add(sample, s);
            part_.indices.push_back(s);
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

DecoderConfig tinyConfig() { return readDecoderConfig(testing::dataFile("models/tiny-chat")).config; }

/// A tiny model with a tuning method, trained for a few steps.
struct Tiny {
    explicit Tiny(const MethodSettings& settings = lora(0)) : decoder(Decoder::random(tinyConfig(), 7)), method(makeTuningMethod(settings)) {
        EXPECT_TRUE(method->attach(*decoder, 7).empty());
        objective = makeObjective({});
        state = std::make_unique<LearnedState>(method->learnables());
    }
    static MethodSettings lora(double dropout) {
        MethodSettings settings;
        settings.rank = 4;
        settings.alpha = 8;
        settings.dropout = dropout;
        return settings;
    }
    static MethodSettings full() {
        MethodSettings settings;
        settings.kind = "full";
        return settings;
    }

    std::vector<StepResult> train(const SamplePart& part, int64_t microBatchTokens, int64_t from = 1, int64_t to = 6) {
        Batcher batcher(part, {4, microBatchTokens, true, 11});
        TrainerSettings settings;
        settings.learningRate = 1e-3;
        settings.steps = 6;
        settings.warmup = 2;
        settings.weightDecay = 0.01;
        Trainer trainer(*decoder, *objective, *state, batcher, settings);
        std::vector<StepResult> results;
        for (int64_t step = from; step <= to; step++) results.push_back(trainer.step(step, [] {}));
        return results;
    }

    std::unique_ptr<Decoder> decoder;
    std::unique_ptr<TuningMethod> method;
    std::unique_ptr<Objective> objective;
    std::unique_ptr<LearnedState> state;
};

constexpr int64_t kOneByOne = 1, kTogether = 100000;

void expectSameCourse(const MethodSettings& settings, double tolerance) {
    MadeUp data;
    Tiny apart(settings), together(settings);
    auto first = apart.train(data.part(), kOneByOne), second = together.train(data.part(), kTogether);
    ASSERT_EQ(first.size(), second.size());
    for (size_t i = 0; i < first.size(); i++) {
        EXPECT_EQ(first[i].labels, second[i].labels);
        EXPECT_EQ(first[i].tokens, second[i].tokens);
        EXPECT_NEAR(first[i].loss, second[i].loss, 1e-5 * first[i].loss) << "step " << i + 1;
        EXPECT_NEAR(first[i].gradientNorm, second[i].gradientNorm, 1e-4 * first[i].gradientNorm) << "step " << i + 1;
    }
    expectNear(together.state->weights, apart.state->weights, tolerance, "weights after six steps");
}

TEST(Trainer, PackedAndAccumulatedIsOneBigBatch) { expectSameCourse(Tiny::lora(0), 1e-3); }
TEST(Trainer, PackedAndAccumulatedIsOneBigBatchWithDropout) { expectSameCourse(Tiny::lora(0.3), 1e-3); }
TEST(Trainer, PackedAndAccumulatedIsOneBigBatchOfAWholeModel) { expectSameCourse(Tiny::full(), 1e-4); }

TEST(Trainer, TheSameRunGivesTheSameBytes) {
    MadeUp data;
    Tiny first(Tiny::lora(0.3)), second(Tiny::lora(0.3));
    first.train(data.part(), 40);
    second.train(data.part(), 40);
    EXPECT_TRUE(first.state->weights.equal(second.state->weights));
}

TEST(Trainer, DropoutDependsOnTheSeedAndTheStep) {
    MadeUp data;
    Tiny dropped(Tiny::lora(0.5)), plain(Tiny::lora(0));
    dropped.train(data.part(), 40);
    plain.train(data.part(), 40);
    EXPECT_FALSE(dropped.state->weights.equal(plain.state->weights));
}

TEST(Trainer, RecomputedIsTheSameToTheBit) {
    MadeUp data;
    Tiny kept(Tiny::lora(0.3)), again(Tiny::lora(0.3));
    again.decoder->recompute = Recompute::Layers;
    kept.train(data.part(), 60);
    again.train(data.part(), 60);
    EXPECT_TRUE(kept.state->weights.equal(again.state->weights));
}

TEST(Trainer, ContinuedFromItsStateIsTheSameToTheBit) {
    MadeUp data;
    Tiny whole(Tiny::lora(0.3)), begun(Tiny::lora(0.3)), continued(Tiny::lora(0.3));
    whole.train(data.part(), 40);
    begun.train(data.part(), 40, 1, 3);
    continued.state->weights.copy_(begun.state->weights);
    continued.state->mean.copy_(begun.state->mean);
    continued.state->variance.copy_(begun.state->variance);
    continued.train(data.part(), 40, 4, 6);
    EXPECT_TRUE(whole.state->weights.equal(continued.state->weights));
}

TEST(Trainer, TheLossFalls) {
    MadeUp data;
    Tiny tiny(Tiny::full());
    auto results = tiny.train(data.part(), 200, 1, 6);
    EXPECT_NEAR(results.front().loss, std::log(1024.0), 0.5);  // random weights guess evenly among 1024 tokens
    Evaluation after = evaluate(*tiny.decoder, *tiny.objective, data.part(), {200}, [] {});
    EXPECT_LT(after.loss(), results.front().loss);
}

TEST(Trainer, ATiedHeadStaysTied) {
    MadeUp data;
    Tiny tiny(Tiny::full());
    tiny.train(data.part(), 200, 1, 2);
    EXPECT_TRUE(tiny.decoder->tied());
    EXPECT_EQ(tiny.decoder->head.weight.data_ptr(), tiny.decoder->embedding.weight.data_ptr());
}

TEST(Trainer, AWeightThatIsNoNumberStopsItBeforeTheUpdate) {
    MadeUp data;
    Tiny tiny;
    tiny.state->weights[5].fill_(std::numeric_limits<float>::quiet_NaN());
    at::Tensor before = tiny.state->weights.clone();
    EXPECT_THROW(tiny.train(data.part(), 200, 1, 1), Error);
    EXPECT_TRUE(tiny.state->weights.nan_to_num(9).equal(before.nan_to_num(9)));
}

TEST(Trainer, StoppedBetweenMicroBatchesLeavesTheWeightsAsTheyWere) {
    MadeUp data;
    Tiny tiny;
    tiny.train(data.part(), kOneByOne, 1, 2);
    at::Tensor before = tiny.state->weights.clone();
    Batcher batcher(data.part(), {4, kOneByOne, true, 11});
    TrainerSettings settings;
    settings.steps = 6;
    Trainer trainer(*tiny.decoder, *tiny.objective, *tiny.state, batcher, settings);
    int looks = 0;
    EXPECT_THROW(trainer.step(3, [&] {
        if (++looks == 2) throw Stopped();
    }),
                 Stopped);
    EXPECT_TRUE(tiny.state->weights.equal(before));
}

TEST(Trainer, ClippingScalesTheGradientAsTorchDoes) {
    MadeUp data;
    Tiny tiny(Tiny::full());
    Batcher batcher(data.part(), {4, 1000, false, 1});
    TrainerSettings settings;
    settings.steps = 1;
    settings.clip = 0.5;
    settings.learningRate = 1;
    settings.schedule = "constant";
    Trainer trainer(*tiny.decoder, *tiny.objective, *tiny.state, batcher, settings);
    StepResult result = trainer.step(1, [] {});
    ASSERT_GT(result.gradientNorm, 0.5);
    at::Tensor expected = tiny.state->gradients * (0.5 / (result.gradientNorm + 1e-6)) * (1 - settings.beta1);
    expectNear(tiny.state->mean, expected, 1e-5, "first moment");
}

TEST(Evaluator, ALossIsTheSumOverRowsWhateverThePacking) {
    MadeUp data;
    Tiny tiny;
    Evaluation apart = evaluate(*tiny.decoder, *tiny.objective, data.part(), {kOneByOne}, [] {});
    Evaluation together = evaluate(*tiny.decoder, *tiny.objective, data.part(), {kTogether}, [] {});
    ASSERT_EQ(apart.rows.size(), 10u);
    double sum = 0;
    int64_t count = 0;
    for (size_t i = 0; i < apart.rows.size(); i++) {
        EXPECT_NEAR(apart.rows[i].lossSum, together.rows[i].lossSum, 1e-5 * apart.rows[i].lossSum);
        EXPECT_EQ(apart.rows[i].count, together.rows[i].count);
        sum += apart.rows[i].lossSum;
        count += apart.rows[i].count;
    }
    EXPECT_DOUBLE_EQ(sum, apart.lossSum);
    EXPECT_EQ(count, apart.count);
}

TEST(LossWatch, ARunThatGoesAstrayIsSeenWithinTwentySteps) {
    LossWatch watch;
    for (int i = 0; i < 50; i++) ASSERT_FALSE(watch.diverged(2.0));
    int steps = 1;
    while (!watch.diverged(20.0)) steps++;
    EXPECT_LE(steps, 20);
}

TEST(LossWatch, NoiseIsNoAlarm) {
    for (uint64_t seed = 0; seed < 30; seed++) {
        LossWatch watch;
        for (uint64_t i = 0; i < 500; i++) {
            double noise = static_cast<double>(mixed(seed * 1000 + i) >> 11) * 0x1.0p-53;
            ASSERT_FALSE(watch.diverged((0.5 + 4 * noise * noise) * (noise > 0.98 ? 5 : 1))) << "seed " << seed << " step " << i;
        }
    }
}

TEST(Generator, GreedyTakesTheLikeliestTokenEachTime) {
    Tiny tiny;
    std::vector<int32_t> prompt{5, 6, 7, 8};
    GenerateSettings settings;
    settings.maxNewTokens = 6;
    Generated answer = generate(*tiny.decoder, prompt, {}, settings);
    ASSERT_EQ(answer.ids.size(), 6u);
    std::vector<int32_t> text = prompt;
    at::NoGradGuard noGradient;
    for (int32_t id : answer.ids) {
        Sample sample{text, std::vector<bool>(text.size(), true)};
        at::Tensor hidden = tiny.decoder->hidden(batchOf(std::vector<Sample>{sample}));
        EXPECT_EQ(id, tiny.decoder->logits(hidden.slice(0, hidden.size(0) - 1)).argmax().item<int64_t>());
        text.push_back(id);
    }
}

TEST(Generator, StopsAtAStopTokenAndLeavesItOut) {
    Tiny tiny;
    GenerateSettings settings;
    settings.maxNewTokens = 5;
    Generated free = generate(*tiny.decoder, {5, 6, 7}, {}, settings);
    Generated stopped = generate(*tiny.decoder, {5, 6, 7}, {free.ids[2]}, settings);
    EXPECT_EQ(stopped.stop, free.ids[2]);
    EXPECT_LT(stopped.ids.size(), 3u);
    EXPECT_FALSE(free.stop);
}

TEST(Generator, SamplingIsAPureFunctionOfTheSeed) {
    Tiny tiny;
    GenerateSettings settings;
    settings.maxNewTokens = 12;
    settings.temperature = 1.5;
    Generated first = generate(*tiny.decoder, {5, 6, 7}, {}, settings), again = generate(*tiny.decoder, {5, 6, 7}, {}, settings);
    settings.seed++;
    Generated other = generate(*tiny.decoder, {5, 6, 7}, {}, settings);
    EXPECT_EQ(first.ids, again.ids);
    EXPECT_NE(first.ids, other.ids);
}

TEST(Generator, TopKOfOneAndATinyTopPAreGreedy) {
    Tiny tiny;
    GenerateSettings greedy;
    greedy.maxNewTokens = 8;
    std::vector<int32_t> expected = generate(*tiny.decoder, {5, 6, 7}, {}, greedy).ids;
    GenerateSettings settings = greedy;
    settings.temperature = 2;
    settings.topK = 1;
    EXPECT_EQ(generate(*tiny.decoder, {5, 6, 7}, {}, settings).ids, expected);
    settings.topK = 0;
    settings.topP = 1e-9;
    EXPECT_EQ(generate(*tiny.decoder, {5, 6, 7}, {}, settings).ids, expected);
}

TEST(Generator, EndsAtTheModelsLength) {
    Tiny tiny;
    GenerateSettings settings;
    settings.maxNewTokens = 1000;
    std::vector<int32_t> prompt(500, 9);
    EXPECT_EQ(generate(*tiny.decoder, prompt, {}, settings).ids.size(), 12u);  // 512 positions in all
}

/// A step that finds too little memory leaves everything as it was, and done in smaller packs it teaches the same.
TEST(Trainer, AStepThatRanOutOfMemoryIsDoneInSmallerPacks) {
    useTensorMemory();
    const MadeUp data;
    const Batcher::Settings whole{10, 1 << 20, false, 1, {}};
    at::Tensor wanted;
    uint64_t peak = 0;
    {
        Tiny tiny;
        Batcher batcher(data.part(), whole);
        Trainer trainer(*tiny.decoder, *tiny.objective, *tiny.state, batcher, {.learningRate = 1e-3, .steps = 3});
        resetPeakMemory();
        trainer.step(1, [] {});
        peak = tensorMemory().peakUsed;
        wanted = tiny.state->weights.clone();
    }
    Tiny tiny;
    const at::Tensor before = tiny.state->weights.clone();
    Batcher batcher(data.part(), whole);
    Trainer trainer(*tiny.decoder, *tiny.objective, *tiny.state, batcher, {.learningRate = 1e-3, .steps = 3});
    const uint64_t held = tensorMemory().used;
    ASSERT_LT(held, peak);
    limitTensorMemory(held + (peak - held) / 2);
    bool done = false;
    int halvings = 0;
    while (!done) {
        try {
            trainer.step(1, [] {});
            done = true;
        } catch (const std::exception& fault) {
            EXPECT_TRUE(isOutOfMemory(fault)) << fault.what();
            EXPECT_TRUE(at::equal(tiny.state->weights, before));
            if (!batcher.halve(1)) break;
            halvings++;
        }
    }
    limitTensorMemory(0);
    ASSERT_TRUE(done);
    EXPECT_GE(halvings, 1);
    EXPECT_GT(batcher.packs(1).size(), 1u);
    expectNear(tiny.state->weights, wanted, 1e-5);
}

}  // namespace
}  // namespace luthier
