// SPDX-License-Identifier: Apache-2.0
#include "core/data/split.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <set>

namespace luthier::testing {
namespace {

const PartChoice kAuto{};
const PartChoice kNone{PartChoice::Kind::None, 0, ""};
PartChoice share(double value) { return {PartChoice::Kind::Share, value, ""}; }

/// Every row a group of its own.
std::vector<SplitRow> rows(size_t count) {
    std::vector<SplitRow> rows(count);
    for (size_t i = 0; i < count; ++i) rows[i].group = i * 0x1234567 + 5;
    return rows;
}
int64_t count(const std::vector<Part>& parts, Part part) { return std::count(parts.begin(), parts.end(), part); }

TEST(Split, AutoHoldsATenthWithinItsBounds) {
    const std::pair<size_t, int64_t> cases[] = {{59, 0}, {60, 20}, {200, 20}, {201, 21}, {1000, 100}, {5000, 500}, {100000, 500}};
    for (const auto& [total, held] : cases) EXPECT_EQ(count(split(rows(total), kAuto, kNone, 0), Part::Eval), held) << total;
}

TEST(Split, SharesAreRoundedUp) {
    EXPECT_EQ(count(split(rows(100), share(0.07), kNone, 0), Part::Eval), 7);
    EXPECT_EQ(count(split(rows(10), share(0.25), kNone, 0), Part::Eval), 3);
    EXPECT_EQ(count(split(rows(10), kNone, share(0.5), 0), Part::Test), 5);
}

TEST(Split, TheLeastShareIsARow) {
    EXPECT_EQ(count(split(rows(40), share(1e-12), kNone, 0), Part::Eval), 1);
}

TEST(Split, RowsThatShareAQuestionOrAColumnAreOneGroup) {
    // 1 and 2 share a column, 2 and 3 a question, 4 stands alone; the group is called by its least key.
    const std::vector<uint64_t> groups = joinedGroups({{50, 9}, {40, 9}, {40, 8}, {60, 7}});
    EXPECT_EQ(groups, (std::vector<uint64_t>{8, 8, 8, 7}));
    EXPECT_EQ(joinedGroups({{60, 7}, {40, 8}, {40, 9}, {50, 9}}), (std::vector<uint64_t>{7, 8, 8, 8}));
    EXPECT_EQ(joinedGroups({{5, 0}, {6, 0}, {5, 0}}), (std::vector<uint64_t>{5, 6, 5}));
}

TEST(Split, MembershipDoesNotDependOnRowOrder) {
    std::vector<SplitRow> given = rows(300);
    std::vector<SplitRow> reversed(given.rbegin(), given.rend());
    const auto parts = split(given, kAuto, share(0.1), 3), backwards = split(reversed, kAuto, share(0.1), 3);
    for (size_t i = 0; i < given.size(); ++i) EXPECT_EQ(parts[i], backwards[given.size() - 1 - i]);
}

TEST(Split, GroupsStayTogether) {
    std::vector<SplitRow> given = rows(400);
    for (size_t i = 0; i < given.size(); ++i) given[i].group = i % 37;
    const auto parts = split(given, kAuto, share(0.2), 0);
    std::map<uint64_t, std::set<Part>> seen;
    for (size_t i = 0; i < given.size(); ++i) seen[given[i].group].insert(parts[i]);
    for (const auto& [group, of] : seen) EXPECT_EQ(of.size(), 1u);
    EXPECT_GE(count(parts, Part::Eval), 40);
    EXPECT_LE(count(parts, Part::Eval), 40 + 11);
}

TEST(Split, OneGroupIsNeverTakenWhole) {
    std::vector<SplitRow> given(100, SplitRow{7});
    EXPECT_EQ(count(split(given, kAuto, share(0.5), 0), Part::Train), 100);
    given.resize(101, SplitRow{8});
    EXPECT_GT(count(split(given, share(0.9), kNone, 0), Part::Train), 0);
}

TEST(Split, TheSeedChoosesOtherGroups) { EXPECT_NE(split(rows(300), kAuto, kNone, 0), split(rows(300), kAuto, kNone, 1)); }

TEST(Split, AskingForATestPartLeavesTheEvaluationPartAsItWas) {
    const auto alone = split(rows(300), kAuto, kNone, 0), both = split(rows(300), kAuto, share(0.3), 0);
    for (size_t i = 0; i < alone.size(); ++i) EXPECT_EQ(alone[i] == Part::Eval, both[i] == Part::Eval);
    EXPECT_EQ(count(both, Part::Test), 90);
}

TEST(Split, OfNothingIsNothing) { EXPECT_TRUE(split({}, kAuto, share(0.5), 0).empty()); }

TEST(EpochOrder, IsAPermutationThatSeedAndEpochChoose) {
    std::vector<uint32_t> order = epochOrder(1000, true, 42, 0);
    EXPECT_EQ(order, epochOrder(1000, true, 42, 0));
    EXPECT_NE(order, epochOrder(1000, true, 42, 1));
    EXPECT_NE(order, epochOrder(1000, true, 43, 0));
    std::sort(order.begin(), order.end());
    EXPECT_EQ(order, epochOrder(1000, false, 42, 0));
}

TEST(EpochOrder, PutsEveryRowAnywhereEquallyOften) {
    std::vector<int> firsts(10);
    for (int64_t seed = 0; seed < 5000; ++seed) ++firsts[epochOrder(10, true, seed, seed % 3)[0]];
    for (int first : firsts) EXPECT_NEAR(first, 500, 110);  // five standard deviations
}

}  // namespace
}  // namespace luthier::testing
