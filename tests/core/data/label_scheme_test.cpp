// SPDX-License-Identifier: Apache-2.0
#include "core/data/label_scheme.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace luthier {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using Kind = LabelScheme::Kind;

LabelScheme schemeOf(const std::vector<Json>& labels, const std::string& asked = "auto") {
    LabelCensus census;
    for (const Json& label : labels) census.add(label);
    return census.classes(asked);
}

Json list(std::initializer_list<Json> items) { return Json(Json::Array(items)); }

std::vector<float> targetOf(const LabelScheme& scheme, const Json& label) {
    std::vector<float> target;
    const auto fault = scheme.target(label, target);
    EXPECT_FALSE(fault) << fault->what;
    return target;
}

std::string faultOf(const LabelScheme& scheme, const Json& label) {
    std::vector<float> target;
    const auto fault = scheme.target(label, target);
    EXPECT_TRUE(!fault || !fault->mend.empty());
    return fault ? fault->kind : "";
}

TEST(LabelScheme, NamesAreInCodePointOrderWhateverTheOrderOfRows) {
    EXPECT_THAT(schemeOf({"spam", "ham", "Ham", "ärger", "spam"}).names, ElementsAre("Ham", "ham", "spam", "ärger"));
    EXPECT_EQ(schemeOf({"ham", "spam"}), schemeOf({"spam", "ham", "ham"}));
}

TEST(LabelScheme, NamesThatAreAllNumbersAreInTheOrderOfTheirSize) {
    EXPECT_THAT(schemeOf({10, 9, "-1", 2.5}).names, ElementsAre("-1", "2.5", "9", "10"));
    EXPECT_THAT(schemeOf({10, 9, "few"}).names, ElementsAre("10", "9", "few"));
}

TEST(LabelScheme, ANumberAndItsTextAreOneLabel) {
    const LabelScheme scheme = schemeOf({1, "1", 0, true});
    EXPECT_THAT(scheme.names, ElementsAre("0", "1", "true"));
    EXPECT_THAT(targetOf(scheme, "1"), ElementsAre(1));
}

TEST(LabelScheme, AListOrABarMakesSeveralLabels) {
    EXPECT_EQ(schemeOf({"a", "b"}).kind, Kind::One);
    for (const Json& label : {list({"a", "b"}), Json("a|b"), Json("a | b"), Json("[\"a\", \"b\"]")}) {
        const LabelScheme scheme = schemeOf({label, "c"});
        EXPECT_EQ(scheme.kind, Kind::Several) << label.dump();
        EXPECT_THAT(scheme.names, ElementsAre("a", "b", "c")) << label.dump();
        EXPECT_THAT(targetOf(scheme, label), ElementsAre(1, 1, 0)) << label.dump();
    }
}

TEST(LabelScheme, ARecipeMayDecideHowManyLabelsARowHas) {
    EXPECT_THAT(schemeOf({"a|b", "c"}, "one").names, ElementsAre("a|b", "c"));
    EXPECT_EQ(schemeOf({"a", "b"}, "several").kind, Kind::Several);
}

TEST(LabelScheme, OfSeveralLabelsNoneIsAnAnswerToo) {
    const LabelScheme scheme = schemeOf({list({"a", "b"}), list({})});
    EXPECT_THAT(targetOf(scheme, list({})), ElementsAre(0, 0));
    EXPECT_THAT(targetOf(scheme, ""), ElementsAre(0, 0));
    EXPECT_EQ(faultOf(scheme, Json()), "no label");
}

TEST(LabelScheme, NumbersAreReadAsTheyAreWritten) {
    const LabelScheme scheme{Kind::Number, {}};
    EXPECT_THAT(targetOf(scheme, 3), ElementsAre(3));
    EXPECT_THAT(targetOf(scheme, " -2.5e1 "), ElementsAre(-25));
    EXPECT_THAT(targetOf(scheme, "+4"), ElementsAre(4));
}

TEST(LabelSchemeBrokenInput, WhatIsNoLabelIsToldByItsKind) {
    const LabelScheme one = schemeOf({"a", "b"}), number{Kind::Number, {}};
    EXPECT_EQ(faultOf(one, Json()), "no label");
    EXPECT_EQ(faultOf(one, "  "), "no label");
    EXPECT_EQ(faultOf(one, "c"), "unknown label");
    EXPECT_EQ(faultOf(one, list({"a"})), "several labels");
    for (const Json& label : {Json("3,5"), Json("many"), Json("1e999"), Json("nan"), Json("inf"), Json("0x10"), Json("1 2"), Json(true), list({1})})
        EXPECT_EQ(faultOf(number, label), "not a number") << label.dump();
    EXPECT_EQ(faultOf(number, ""), "no label");
}

TEST(LabelScheme, ACheckpointsLabelsAreTakenWhenTheyHoldAllOfOurs) {
    const LabelScheme ours = schemeOf({"spam", "ham"});
    ASSERT_TRUE(ours.in({"spam", "news", "ham"}));
    EXPECT_THAT(targetOf(*ours.in({"spam", "news", "ham"}), "ham"), ElementsAre(2));
    EXPECT_FALSE(ours.in({"spam", "news"}));
}

TEST(LabelScheme, IdsNameACheckpointsLabelsToo) {
    const LabelScheme ours = schemeOf({0, 1});
    ASSERT_TRUE(ours.in({"negative", "positive"}));
    EXPECT_THAT(targetOf(*ours.in({"negative", "positive"}), 1), ElementsAre(1));
    EXPECT_FALSE(schemeOf({0, 2}).in({"negative", "positive"}));
}

TEST(LabelScheme, AnswersAreNamesWithTheirChances) {
    const LabelScheme one = schemeOf({"ham", "spam"}), several = schemeOf({"a|b|c"}), number{Kind::Number, {}};
    EXPECT_EQ(one.answer({0, 2}), Json("spam"));
    EXPECT_EQ(one.answerInWords({0, 2}), "spam (88 %)");
    EXPECT_EQ(several.answer({1, -1, 0}), list({"a", "c"}));
    EXPECT_EQ(several.answerInWords({-1, -2, -3}), "none; most likely a (27 %)");
    EXPECT_EQ(number.answer({2.5F}), Json(2.5));
    EXPECT_NEAR(one.chances({1000, 998})[0], 0.8808, 1e-4);
}

TEST(LabelScheme, ComesBackFromItsJson) {
    for (const LabelScheme& scheme : {schemeOf({"a", "b"}), schemeOf({"a|b"}), LabelScheme{Kind::Number, {}}, LabelScheme{}})
        EXPECT_EQ(LabelScheme::of(scheme.json()), scheme);
}

TEST(LabelCensus, CountsTheRowsOfEveryClass) {
    LabelCensus census;
    for (const Json& label : {Json("b"), Json("a"), Json("b"), Json(), Json("")}) census.add(label);
    EXPECT_EQ(census.rows(), 3);
    EXPECT_THAT(census.counts(census.classes("auto")), ElementsAre(1, 2));
}

}  // namespace
}  // namespace luthier
