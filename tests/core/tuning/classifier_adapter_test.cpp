// SPDX-License-Identifier: Apache-2.0
// Adapters on models with a head for labels, as PEFT 0.21.2 makes them for SEQ_CLS (tests/golden/classifiers/make_classifier_golden.py).
#include <gtest/gtest.h>

#include "core/tuning/method.h"
#include "core/tuning/method_settings.h"
#include "core/tuning/peft_config.h"
#include "core/tuning/targets.h"
#include "tests/support/temp_folder.h"
#include "tests/support/torch_adapter.h"
#include "tests/support/torch_classifier.h"

namespace luthier {
namespace {

using testing::answersOf;
using testing::ClassifierCase;

class ClassifierAdapter : public ::testing::TestWithParam<std::string> {
protected:
    ClassifierAdapter() : golden_(GetParam()) {}

    std::unique_ptr<TuningMethod> opened(Decoder& decoder) {
        return testing::openedAdapter(golden_, folder_.path(), decoder);
    }

    ClassifierCase golden_;
    testing::TempFolder folder_;
};

TEST_P(ClassifierAdapter, TargetsAdaptAndSaveWhatPeftDoes) { testing::expectAdaptsAsPeft(golden_); }

TEST_P(ClassifierAdapter, MadeByPeftAnswersAsThere) {
    const auto decoder = golden_.decoder();
    const auto method = opened(*decoder);
    ASSERT_TRUE(method);
    const at::NoGradGuard noGrad;
    testing::expectAnswers(answersOf(*decoder, golden_.batch()), golden_.table("adapter_logits"));
    method->setEnabled(false);
    testing::expectAnswers(answersOf(*decoder, golden_.batch()), golden_.table("logits"));
}

TEST_P(ClassifierAdapter, MergedAnswersTheSame) {
    const auto decoder = golden_.decoder();
    const auto method = opened(*decoder);
    ASSERT_TRUE(method);
    method->merge(*decoder);
    const at::NoGradGuard noGrad;
    testing::expectAnswers(answersOf(*decoder, golden_.batch()), golden_.table("adapter_logits"));
}

TEST_P(ClassifierAdapter, SavedAndOpenedAgainGivesTheSameBits) {
    const auto decoder = golden_.decoder(), again = golden_.decoder();
    const auto method = opened(*decoder);
    ASSERT_TRUE(method);
    testing::TempFolder out;
    method->saveAdapter(out.path(), "base");
    Problems problems;
    const auto second = openAdapter(out.path(), *again, problems);
    ASSERT_TRUE(second);
    EXPECT_TRUE(problems.empty());
    const at::NoGradGuard noGrad;
    EXPECT_TRUE(at::equal(answersOf(*decoder, golden_.batch()), answersOf(*again, golden_.batch())));
}

TEST_P(ClassifierAdapter, FolderOfPeftTellsItsClasses) {
    golden_.writeAdapter(folder_.path());
    const TaskHead head = adapterHead(folder_.path());
    EXPECT_EQ(head.classes, 3);
    EXPECT_TRUE(head.fresh);
}

INSTANTIATE_TEST_SUITE_P(Golden, ClassifierAdapter, ::testing::ValuesIn(testing::classifierCases()), testing::caseName);

}  // namespace
}  // namespace luthier
