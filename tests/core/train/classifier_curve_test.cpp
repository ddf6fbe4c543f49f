// SPDX-License-Identifier: Apache-2.0
// Ten steps of learning labels beside a loop by hand over Transformers 5.23.0 and PEFT 0.21.2 (tests/golden/classifiers/make_classifier_golden.py).
#include <gtest/gtest.h>

#include "core/objective/objective.h"
#include "core/train/trainer.h"
#include "core/tuning/method.h"
#include "tests/support/temp_folder.h"
#include "tests/support/torch_classifier.h"

namespace luthier {
namespace {

constexpr double kTolerance = 1e-4;  // of each step's loss

class ClassifierCurve : public ::testing::TestWithParam<std::string> {
protected:
    ClassifierCurve() : golden_(GetParam()), store_(folder_ / "samples") {
        for (size_t s = 0; s < golden_.samples.size(); ++s) {
            Sample sample;
            for (int64_t id : golden_.samples[s].tokens) sample.ids.push_back(static_cast<int32_t>(id));
            sample.learnt.assign(sample.ids.size(), false);
            sample.target = {static_cast<float>(golden_.classes[s])};
            store_.add(sample, static_cast<uint32_t>(s));
            part_.indices.push_back(static_cast<uint32_t>(s));
        }
        store_.finish();
        part_.store = &store_;
    }

    MethodSettings settings(const std::string& kind) {
        MethodSettings settings;
        settings.kind = kind;
        if (kind != "lora") return settings;
        golden_.writeAdapter(folder_.path());
        settings.initFrom = folder_.path().string();
        return settings;
    }

    void expectCurve(const std::string& kind, int64_t microBatchTokens) {
        const auto decoder = golden_.decoder();
        const auto method = makeTuningMethod(settings(kind));
        for (const Problem& problem : method->attach(*decoder, 1)) ASSERT_EQ(problem.level, Level::Warning) << problem.where << " " << problem.what;
        TrainerSettings train;
        train.learningRate = golden_.json.find("rates")->numberOr(kind, 0);
        train.schedule = "constant";
        train.steps = 10;
        train.weightDecay = 0.1;
        train.clip = 1;
        LearnedState state(method->learnables());
        Batcher batcher(part_, {static_cast<int64_t>(part_.indices.size()), microBatchTokens, false, 1});
        ObjectiveSettings learn;
        learn.kind = "classify";
        LabelScheme labels;
        labels.kind = LabelScheme::Kind::One;
        labels.names = golden_.config.task.labels;
        const auto objective = makeObjective(learn, labels);
        Trainer trainer(*decoder, *objective, state, batcher, train);
        const Json::Array& wanted = golden_.json.find("curves")->find(kind)->asArray();
        for (size_t step = 0; step < wanted.size(); ++step) {
            const double loss = trainer.step(static_cast<int64_t>(step) + 1, [] {}).loss;
            EXPECT_NEAR(loss, wanted[step].asNumber(), kTolerance * wanted[step].asNumber()) << kind << " step " << step + 1;
        }
    }

    testing::ClassifierCase golden_;
    testing::TempFolder folder_;
    SampleStore store_;
    SamplePart part_;
};

TEST_P(ClassifierCurve, OfFullTuningIsTheReferences) { expectCurve("full", 4096); }

TEST_P(ClassifierCurve, OfLoraIsPefts) { expectCurve("lora", 4096); }

TEST_P(ClassifierCurve, OfManySmallPacksIsTheReferences) { expectCurve("lora", 8); }

INSTANTIATE_TEST_SUITE_P(Golden, ClassifierCurve, ::testing::ValuesIn(testing::classifierCases()), testing::caseName);

}  // namespace
}  // namespace luthier
