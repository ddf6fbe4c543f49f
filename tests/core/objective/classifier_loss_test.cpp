// SPDX-License-Identifier: Apache-2.0
// Rows with several labels, or a number, beside the losses of Transformers 5.23.0's own ForSequenceClassification of every family
// (tests/golden/classifiers/make_classifier_golden.py). Tolerance: 1e-5, relative.
#include <gtest/gtest.h>

#include "core/objective/objective.h"
#include "tests/support/torch_classifier.h"

namespace luthier {
namespace {

using testing::ClassifierCase;

class ClassifierLoss : public ::testing::TestWithParam<std::string> {
protected:
    ClassifierLoss() : golden_(GetParam()) {}

    /// Targets of a kind, a row of numbers for each sample.
    Batch batchOf(const char* kind) const {
        Batch batch = golden_.batch();
        std::vector<float> targets;
        for (const Json& row : golden_.json.find(kind)->find("targets")->asArray())
            for (const Json& value : row.isArray() ? row.asArray() : Json::Array{row}) targets.push_back(static_cast<float>(value.asNumber()));
        batch.classTargets = at::tensor(targets, at::kFloat).view({static_cast<int64_t>(golden_.samples.size()), -1});
        return batch;
    }

    void expectLoss(const char* kind, const char* objective, const LabelScheme& labels, Decoder& decoder) const {
        ObjectiveSettings settings;
        settings.kind = objective;
        const at::NoGradGuard noGrad;
        const LossSum loss = makeObjective(settings, labels)->evaluate(decoder, batchOf(kind));
        ASSERT_EQ(loss.count, static_cast<int64_t>(golden_.samples.size()));
        const double wanted = golden_.json.find(kind)->numberOr("loss", 0);
        EXPECT_NEAR(loss.sum.item<double>() / static_cast<double>(loss.count), wanted, 1e-5 * wanted);
    }

    ClassifierCase golden_;
};

TEST_P(ClassifierLoss, OfSeveralLabelsIsTransformers) {
    expectLoss("several", "classify", {LabelScheme::Kind::Several, golden_.config.task.labels}, *golden_.decoder());
}

TEST_P(ClassifierLoss, OfANumberIsTransformersAndSoAreTheAnswers) {
    const ClassifierCase one = golden_.withOneNumber();
    const auto decoder = one.decoder();
    expectLoss("number", "regress", {LabelScheme::Kind::Number, {}}, *decoder);
    const at::NoGradGuard noGrad;
    testing::expectAnswers(testing::answersOf(*decoder, one.batch()), testing::tableOf(*golden_.json.find("number")->find("logits")));
}

INSTANTIATE_TEST_SUITE_P(Golden, ClassifierLoss, ::testing::ValuesIn(testing::classifierCases()), testing::caseName);

}  // namespace
}  // namespace luthier
