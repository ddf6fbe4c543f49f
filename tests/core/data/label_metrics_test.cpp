// SPDX-License-Identifier: Apache-2.0
// Golden metrics of scikit-learn 1.9.1 (tests/golden/data/make_label_metrics.py); tolerances: 1e-9, and 2e-6 where chances of float32 answers take part.
#include "core/data/label_metrics.h"

#include <gtest/gtest.h>

#include "core/base/file.h"
#include "tests/support/temp_folder.h"

namespace luthier {
namespace {

using Kind = LabelScheme::Kind;

std::vector<float> floats(const Json& list) {
    std::vector<float> values;
    if (!list.isArray()) return {static_cast<float>(list.asNumber())};
    for (const Json& value : list.asArray()) values.push_back(static_cast<float>(value.asNumber()));
    return values;
}

struct Case {
    LabelScheme scheme;
    std::vector<LabelledRow> rows;
    Json wanted;
};

std::vector<Case> cases() {
    std::vector<Case> all;
    const Json golden = Json::parse(readFile(testing::goldenFile("data/label_metrics.json")));
    for (const Json& given : golden.find("cases")->asArray()) {
        const std::string kind = given.stringOr("kind", "");
        Case one{{kind == "one" ? Kind::One : kind == "several" ? Kind::Several : Kind::Number, {}}, {}, given};
        const Json::Array &logits = given.find("logits")->asArray(), &targets = given.find("target")->asArray();
        for (size_t i = 0; i < logits.size(); ++i) one.rows.push_back({floats(logits[i]), floats(targets[i])});
        for (size_t i = 0; kind != "number" && i < logits.front().size(); ++i) one.scheme.names.push_back("c" + std::to_string(i));
        all.push_back(std::move(one));
    }
    return all;
}

TEST(LabelMetrics, NumbersAreScikitLearns) {
    for (const Case& one : cases()) {
        const Json found = labelMetrics(one.scheme, one.rows);
        size_t compared = 0;
        for (const char* name : {"accuracy", "hamming_loss", "f1_macro", "f1_micro", "f1_weighted", "f1_samples", "mse", "mae", "r2", "pearson"}) {
            const Json* wanted = one.wanted.find(name);
            ASSERT_EQ(wanted != nullptr, found.find(name) != nullptr) << name;
            if (!wanted) continue;
            EXPECT_NEAR(found.numberOr(name, -9), wanted->asNumber(), 1e-9) << name;
            ++compared;
        }
        EXPECT_GE(compared, 4u);
    }
}

TEST(LabelMetrics, EveryClassIsScikitLearns) {
    for (const Case& one : cases()) {
        const Json* wanted = one.wanted.find("classes");
        if (!wanted) continue;
        const Json found = labelMetrics(one.scheme, one.rows);
        ASSERT_EQ(found.find("classes")->size(), one.scheme.names.size());
        for (size_t i = 0; i < one.scheme.names.size(); ++i)
            for (const char* name : {"precision", "recall", "f1", "rows"})
                EXPECT_NEAR(found.find("classes")->asArray()[i].numberOr(name, -9), wanted->find(name)->asArray()[i].asNumber(), 1e-9) << i << " " << name;
    }
}

TEST(LabelMetrics, TheConfusionIsScikitLearns) {
    for (const Case& one : cases()) {
        const Json* wanted = one.wanted.find("confusion");
        if (!wanted) continue;
        EXPECT_EQ(*labelMetrics(one.scheme, one.rows).find("confusion"), *wanted);
    }
}

TEST(LabelMetrics, ReliabilityIsScikitLearnsCalibrationCurve) {
    for (const Case& one : cases()) {
        const Json* wanted = one.wanted.find("reliability");
        if (!wanted) continue;
        const Json found = labelMetrics(one.scheme, one.rows);
        EXPECT_NEAR(found.numberOr("ece", -9), wanted->numberOr("ece", 9), 2e-6);
        size_t full = 0;
        for (size_t bin = 0; bin < kReliabilityBins; ++bin) {
            const Json& line = found.find("reliability")->asArray()[bin];
            ASSERT_EQ(line.integerOr("rows", -1), wanted->find("rows")->asArray()[bin].asInteger());
            if (line.integerOr("rows", 0) == 0) continue;
            EXPECT_NEAR(line.numberOr("right", -9), wanted->find("right")->asArray()[full].asNumber(), 1e-9);
            EXPECT_NEAR(line.numberOr("chance", -9), wanted->find("chance")->asArray()[full++].asNumber(), 2e-6);
        }
    }
}

TEST(LabelMetrics, MajorityIsWhatGuessingTheCommonestGets) {
    const LabelScheme scheme{Kind::One, {"a", "b"}};
    EXPECT_EQ(labelMetrics(scheme, {{{1, 0}, {0}}, {{1, 0}, {1}}, {{0, 1}, {1}}, {{1, 0}, {1}}}).numberOr("majority", 0), 0.75);
}

TEST(LabelMetrics, WhatIsNotDefinedIsNull) {
    const LabelScheme number{Kind::Number, {}};
    EXPECT_TRUE(labelMetrics(number, {{{1}, {2}}}).find("r2")->isNull());
    EXPECT_TRUE(labelMetrics(number, {{{1}, {2}}, {{1}, {3}}}).find("pearson")->isNull());
    EXPECT_EQ(labelMetrics(number, {}), Json::object());
}

TEST(LabelMetrics, AVeryLargeConfusionIsLeftOut) {
    LabelScheme many{Kind::One, {}};
    std::vector<LabelledRow> rows;
    for (size_t i = 0; i <= kLargestConfusion; ++i) {
        many.names.push_back(std::to_string(i));
        rows.push_back({std::vector<float>(kLargestConfusion + 1), {static_cast<float>(i)}});
    }
    EXPECT_FALSE(labelMetrics(many, rows).find("confusion"));
}

TEST(LabelMetrics, ARowIsRightWhenAllItsLabelsAre) {
    EXPECT_EQ(isRight({Kind::One, {"a", "b"}}, {{0, 1}, {1}}), true);
    EXPECT_EQ(isRight({Kind::Several, {"a", "b"}}, {{1, -1}, {1, 0}}), true);
    EXPECT_EQ(isRight({Kind::Several, {"a", "b"}}, {{1, 1}, {1, 0}}), false);
    EXPECT_EQ(isRight({Kind::Number, {}}, {{1}, {1}}), std::nullopt);
}

}  // namespace
}  // namespace luthier
