// SPDX-License-Identifier: Apache-2.0
// Ten steps of every method on every family beside a loop by hand over Transformers 5.23.0 and PEFT 0.21.2
// (tests/golden/families/make_family_golden.py), and what comes out: merged and written, it is what was trained.
#include <gtest/gtest.h>

#include "tests/support/temp_folder.h"
#include "tests/support/torch_curve.h"
#include "tests/support/torch_family.h"
#include "tests/support/torch_near.h"

namespace luthier {
namespace {

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

    void expectCurve(const std::string& kind, int64_t microBatchTokens) {
        testing::expectSteps(golden_, testing::methodOf(golden_, kind, folder_.path()), *makeObjective({}), part_, microBatchTokens);
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
