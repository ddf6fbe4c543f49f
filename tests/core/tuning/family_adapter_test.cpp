// SPDX-License-Identifier: Apache-2.0
// Adapters on every family as PEFT 0.21.2 makes them (tests/golden/families/make_family_golden.py).
#include <gtest/gtest.h>

#include <set>

#include "core/tuning/method.h"
#include "core/tuning/method_settings.h"
#include "core/tuning/targets.h"
#include "tests/support/temp_folder.h"
#include "tests/support/torch_adapter.h"
#include "tests/support/torch_family.h"
#include "tests/support/torch_near.h"

namespace luthier {
namespace {

using testing::FamilyCase;

class FamilyAdapter : public ::testing::TestWithParam<std::string> {
protected:
    FamilyAdapter() : golden_(GetParam()) {}

    std::unique_ptr<TuningMethod> opened(Decoder& decoder) {
        return testing::openedAdapter(golden_, folder_.path(), decoder);
    }

    double lossOf(Decoder& decoder) {
        const at::NoGradGuard noGrad;
        const Batch batch = packed(golden_.samples);
        return decoder.loss(decoder.hidden(batch), batch).sum.item<double>();
    }

    FamilyCase golden_;
    testing::TempFolder folder_;
};

TEST_P(FamilyAdapter, TargetsAdaptWhatPeftAdapts) { testing::expectAdaptsAsPeft(golden_); }

TEST_P(FamilyAdapter, MadeByPeftGivesItsLossHere) {
    const auto decoder = golden_.decoder();
    const auto method = opened(*decoder);
    ASSERT_TRUE(method);
    const double wanted = golden_.json.numberOr("adapter_loss_sum", 0);
    EXPECT_NEAR(lossOf(*decoder), wanted, 1e-5 * wanted);
    method->setEnabled(false);
    const double base = golden_.json.numberOr("loss_sum", 0);
    EXPECT_NEAR(lossOf(*decoder), base, 1e-5 * base);
}

TEST_P(FamilyAdapter, MergedGivesTheSameLoss) {
    const auto decoder = golden_.decoder();
    const auto method = opened(*decoder);
    ASSERT_TRUE(method);
    method->merge(*decoder);
    const double wanted = golden_.json.numberOr("adapter_loss_sum", 0);
    EXPECT_NEAR(lossOf(*decoder), wanted, 1e-5 * wanted);
}

TEST_P(FamilyAdapter, SavedAndOpenedAgainGivesTheSameBits) {
    const auto decoder = golden_.decoder(), again = golden_.decoder();
    const auto method = opened(*decoder);
    ASSERT_TRUE(method);
    testing::TempFolder out;
    method->saveAdapter(out.path(), "base");
    Problems problems;
    const auto second = openAdapter(out.path(), *again, problems);
    ASSERT_TRUE(second);
    EXPECT_EQ(lossOf(*decoder), lossOf(*again));
}

TEST_P(FamilyAdapter, AttentionIsOnlyMapsOfTheAttention) {
    Problems problems;
    const std::vector<std::string> modules = targetModules({"attention", {}}, golden_.config, problems);
    EXPECT_TRUE(problems.empty());
    const AttentionPlan& plan = golden_.config.plans.front().attention;
    EXPECT_EQ(modules.size(), golden_.config.plans.size() * (plan.fused.present() ? 2 : 4));
    for (const std::string& module : modules) EXPECT_NE(module.find("." + plan.name + "."), std::string::npos) << module;
}

INSTANTIATE_TEST_SUITE_P(Golden, FamilyAdapter, ::testing::ValuesIn(testing::familyCases()), testing::caseName);

}  // namespace
}  // namespace luthier
