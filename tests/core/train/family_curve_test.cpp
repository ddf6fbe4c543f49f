// SPDX-License-Identifier: Apache-2.0
// Ten steps of every method on every family beside a loop by hand over Transformers 5.23.0 and PEFT 0.21.2
// (tests/golden/families/make_family_golden.py), and what comes out: merged and written, it is what was trained.
#include <gtest/gtest.h>

#include "core/objective/objective.h"
#include "core/train/trainer.h"
#include "core/tuning/method.h"
#include "tests/support/temp_folder.h"
#include "tests/support/torch_family.h"
#include "tests/support/torch_near.h"

namespace luthier {
namespace {

constexpr double kTolerance = 1e-4;  // of each step's loss

using testing::FamilyCase;

class FamilyCurve : public ::testing::TestWithParam<std::string> {
protected:
    FamilyCurve() : golden_(GetParam()), store_(folder_ / "samples") {
        for (const LabelledSample& row : golden_.samples) {
            Sample sample;
            for (int64_t id : row.tokens) sample.ids.push_back(static_cast<int32_t>(id));
            for (int64_t label : row.labels) sample.learnt.push_back(label != kNotLearnt);
            store_.add(sample, static_cast<uint32_t>(part_.indices.size()));
            part_.indices.push_back(static_cast<uint32_t>(part_.indices.size()));
        }
        store_.finish();
        part_.store = &store_;
    }

    MethodSettings settings(const std::string& kind) {
        MethodSettings settings;
        settings.kind = kind;
        settings.layers = 1;
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
        const auto objective = makeObjective({});
        Trainer trainer(*decoder, *objective, state, batcher, train);
        const Json::Array& wanted = golden_.json.find("curves")->find(kind)->asArray();
        for (size_t step = 0; step < wanted.size(); ++step) {
            const double loss = trainer.step(static_cast<int64_t>(step) + 1, [] {}).loss;
            EXPECT_NEAR(loss, wanted[step].asNumber(), kTolerance * wanted[step].asNumber()) << kind << " step " << step + 1;
        }
    }

    FamilyCase golden_;
    testing::TempFolder folder_;
    SampleStore store_;
    SamplePart part_;
};

TEST_P(FamilyCurve, OfFullTuningIsTheReferences) { expectCurve("full", 4096); }

TEST_P(FamilyCurve, OfTheLastLayerIsTheReferences) { expectCurve("freeze", 4096); }

TEST_P(FamilyCurve, OfLoraIsPefts) { expectCurve("lora", 4096); }

TEST_P(FamilyCurve, OfManySmallPacksIsTheReferences) { expectCurve("lora", 8); }

INSTANTIATE_TEST_SUITE_P(Golden, FamilyCurve, ::testing::ValuesIn(testing::familyCases()), testing::caseName);

}  // namespace
}  // namespace luthier
