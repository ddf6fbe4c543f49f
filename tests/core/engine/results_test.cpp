// SPDX-License-Identifier: Apache-2.0
#include "core/engine/results.h"

#include <gtest/gtest.h>

namespace luthier {
namespace {

TEST(Results, WhatRoundingCostIsToldOfEachThatLostMuch) {
    const auto proved = [](double rounding) { return Json(Json::Object{{"loss_tuned", 2.0}, {"rounding", rounding}}); };
    const std::vector<Artifact> artifacts{{"peft", "/r/adapter", Json(Json::Object{{"loss_tuned", 2.0}})}, {"merged", "/r/model", proved(0.4)}, {"other", "/r/other", proved(0.001)}};
    const Problems words = wordsOn(artifacts);
    ASSERT_EQ(words.size(), 1u);
    EXPECT_EQ(words[0].level, Level::Warning);
    EXPECT_NE(words[0].what.find("0.4 nats"), std::string::npos) << words[0].what;
}

}  // namespace
}  // namespace luthier
