// SPDX-License-Identifier: Apache-2.0
// Ten steps of full and LoRA tuning against a loop by hand over Transformers 5.23.0 and PEFT 0.21.2 (tests/golden/train/make_curve_golden.py).
#include <gtest/gtest.h>

#include "tests/support/torch_curve.h"
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

    void expectGolden(int64_t microBatchTokens) {
        const auto results = testing::trainedAs(golden_, GetParam(), *decoder_, *method_, *makeObjective({}), part_, microBatchTokens);
        testing::expectCurve(*golden_.find(GetParam()), golden_.numberOr("tolerance", 0), results);
    }

    Json golden_;
    testing::TempFolder folder_;
    SampleStore store_;
    SamplePart part_;
    std::unique_ptr<Decoder> decoder_ = decoderOf(goldenFile("tuning/base-llama"));
    std::unique_ptr<TuningMethod> method_;
};

TEST_P(Curve, OfOnePackAStepIsTheReferences) { expectGolden(4096); }

TEST_P(Curve, OfManySmallPacksIsTheReferences) { expectGolden(8); }

INSTANTIATE_TEST_SUITE_P(Golden, Curve, ::testing::Values("full", "lora"));

}  // namespace
}  // namespace luthier
