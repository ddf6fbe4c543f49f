// SPDX-License-Identifier: Apache-2.0
// Ten steps of learning labels beside a loop by hand over Transformers 5.23.0 and PEFT 0.21.2 (tests/golden/classifiers/make_classifier_golden.py).
#include <gtest/gtest.h>

#include "tests/support/temp_folder.h"
#include "tests/support/torch_classifier.h"
#include "tests/support/torch_curve.h"

namespace luthier {
namespace {

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

    void expectCurve(const std::string& kind, int64_t microBatchTokens) {
        ObjectiveSettings learn;
        learn.kind = "classify";
        LabelScheme labels;
        labels.kind = LabelScheme::Kind::One;
        labels.names = golden_.config.task.labels;
        testing::expectSteps(golden_, testing::methodOf(golden_, kind, folder_.path()), *makeObjective(learn, labels), part_, microBatchTokens);
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
