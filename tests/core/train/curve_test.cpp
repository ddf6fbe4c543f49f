// SPDX-License-Identifier: Apache-2.0
// Ten steps of full and LoRA tuning against a loop by hand over Transformers 5.23.0 and PEFT 0.21.2 (tests/golden/train/make_curve_golden.py).
#include <gtest/gtest.h>

#include "core/objective/objective.h"
#include "core/train/trainer.h"
#include "core/tuning/method.h"
#include "tests/support/torch_tiny.h"

namespace luthier {
namespace {

using testing::goldenFile;

class Curve : public ::testing::TestWithParam<const char*> {
protected:
    Curve() : golden_(Json::parse(readFile(goldenFile("train/curves.json")))), store_(folder_ / "samples") {
        for (const Json& row : golden_.find("samples")->asArray()) {
            Sample sample;
            for (const Json& id : row.find("ids")->asArray()) sample.ids.push_back(static_cast<int32_t>(id.asInteger()));
            for (const Json& label : row.find("labels")->asArray()) sample.learnt.push_back(label.asInteger() != kNotLearnt);
            store_.add(sample, static_cast<uint32_t>(part_.indices.size()));
            part_.indices.push_back(static_cast<uint32_t>(part_.indices.size()));
        }
        store_.finish();
        part_.store = &store_;
        MethodSettings settings;
        settings.kind = GetParam();
        if (settings.kind == "lora") settings.initFrom = goldenFile("tuning/all-linear").string();
        method_ = makeTuningMethod(settings);
        EXPECT_FALSE(hasError(method_->attach(*decoder_, 1)));
    }

    std::vector<StepResult> train(int64_t microBatchTokens) {
        TrainerSettings settings;
        settings.learningRate = golden_.find("learning_rate")->numberOr(GetParam(), 0);
        settings.warmup = golden_.integerOr("warmup", 0);
        settings.steps = golden_.integerOr("steps", 0);
        settings.weightDecay = golden_.numberOr("weight_decay", 0);
        settings.clip = golden_.numberOr("clip", 0);
        LearnedState state(method_->learnables());
        Batcher batcher(part_, {golden_.integerOr("batch_size", 0), microBatchTokens, false, 1});
        const auto objective = makeObjective({});
        Trainer trainer(*decoder_, *objective, state, batcher, settings);
        std::vector<StepResult> results;
        for (int64_t step = 1; step <= settings.steps; ++step) results.push_back(trainer.step(step, [] {}));
        return results;
    }

    void expectGolden(const std::vector<StepResult>& results) {
        const double tolerance = golden_.numberOr("tolerance", 0);
        const Json& curve = *golden_.find(GetParam());
        ASSERT_EQ(results.size(), curve.find("loss")->size());
        for (size_t i = 0; i < results.size(); ++i) {
            const auto wanted = [&](const char* key) { return curve.find(key)->asArray()[i].asNumber(); };
            EXPECT_NEAR(results[i].loss, wanted("loss"), tolerance * wanted("loss")) << "step " << i + 1;
            EXPECT_NEAR(results[i].gradientNorm, wanted("gradient_norm"), 10 * tolerance * wanted("gradient_norm")) << "step " << i + 1;
            EXPECT_NEAR(results[i].learningRate, wanted("learning_rate"), 1e-12) << "step " << i + 1;
        }
    }

    Json golden_;
    testing::TempFolder folder_;
    SampleStore store_;
    SamplePart part_;
    std::unique_ptr<Decoder> decoder_ = decoderOf(goldenFile("tuning/base-llama"));
    std::unique_ptr<TuningMethod> method_;
};

TEST_P(Curve, OfOnePackAStepIsTheReferences) { expectGolden(train(4096)); }

TEST_P(Curve, OfManySmallPacksIsTheReferences) { expectGolden(train(8)); }

INSTANTIATE_TEST_SUITE_P(Golden, Curve, ::testing::Values("full", "lora"));

}  // namespace
}  // namespace luthier
