// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/objective/objective.h"
#include "core/train/trainer.h"
#include "core/tuning/method.h"
#include "tests/support/torch_family.h"

namespace luthier::testing {

/// All steps of a curve of tests/golden/train, with the settings its file names.
inline std::vector<StepResult> trainedAs(const Json& golden, const std::string& kind, Decoder& decoder, TuningMethod& method, Objective& objective,
                                         const SamplePart& part, int64_t microBatchTokens) {
    TrainerSettings settings;
    settings.learningRate = golden.find("learning_rate")->numberOr(kind, 0);
    settings.warmup = golden.integerOr("warmup", 0);
    settings.steps = golden.integerOr("steps", 0);
    settings.weightDecay = golden.numberOr("weight_decay", 0);
    settings.clip = golden.numberOr("clip", 0);
    LearnedState state(method.learnables());
    Batcher batcher(part, {golden.integerOr("batch_size", 0), microBatchTokens, false, 1});
    Trainer trainer(decoder, objective, state, batcher, settings);
    std::vector<StepResult> results;
    for (int64_t step = 1; step <= settings.steps; ++step) results.push_back(trainer.step(step, [] {}));
    return results;
}

/// Losses within the tolerance, relative; gradient norms within ten times that.
inline void expectCurve(const Json& curve, double tolerance, const std::vector<StepResult>& results) {
    ASSERT_EQ(results.size(), curve.find("loss")->size());
    for (size_t i = 0; i < results.size(); ++i) {
        const auto wanted = [&](const char* key) { return curve.find(key)->asArray()[i].asNumber(); };
        EXPECT_NEAR(results[i].loss, wanted("loss"), tolerance * wanted("loss")) << "step " << i + 1;
        EXPECT_NEAR(results[i].gradientNorm, wanted("gradient_norm"), 10 * tolerance * wanted("gradient_norm")) << "step " << i + 1;
        EXPECT_NEAR(results[i].learningRate, wanted("learning_rate"), 1e-12) << "step " << i + 1;
    }
}

/// How a golden case is tuned; LoRA from its own adapter, written into the folder.
inline MethodSettings methodOf(const GoldenCase& golden, const std::string& kind, const std::filesystem::path& folder) {
    MethodSettings settings;
    settings.kind = kind;
    settings.layers = 1;
    if (kind != "lora") return settings;
    golden.writeAdapter(folder);
    settings.initFrom = folder.string();
    return settings;
}

/// The ten steps of a golden case, each loss within 1e-4, relative.
inline void expectSteps(const GoldenCase& golden, const MethodSettings& tuning, Objective& objective, const SamplePart& part, int64_t microBatchTokens) {
    constexpr double kTolerance = 1e-4;
    const auto decoder = golden.decoder();
    const auto method = makeTuningMethod(tuning);
    for (const Problem& problem : method->attach(*decoder, 1)) ASSERT_EQ(problem.level, Level::Warning) << problem.where << " " << problem.what;
    TrainerSettings train;
    train.learningRate = golden.json.find("rates")->numberOr(tuning.kind, 0);
    train.schedule = "constant";
    train.steps = 10;
    train.weightDecay = 0.1;
    train.clip = 1;
    LearnedState state(method->learnables());
    Batcher batcher(part, {static_cast<int64_t>(part.indices.size()), microBatchTokens, false, 1});
    Trainer trainer(*decoder, objective, state, batcher, train);
    const Json::Array& wanted = golden.json.find("curves")->find(tuning.kind)->asArray();
    for (size_t step = 0; step < wanted.size(); ++step) {
        const double loss = trainer.step(static_cast<int64_t>(step) + 1, [] {}).loss;
        constexpr double kAllButNothing = 0.2;  // nats: a loss that falls from several to this within ten steps is rounding's
        EXPECT_NEAR(loss, wanted[step].asNumber(), kTolerance * std::max(wanted[step].asNumber(), kAllButNothing)) << tuning.kind << " step " << step + 1;
    }
}

}  // namespace luthier::testing
