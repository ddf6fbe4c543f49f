// SPDX-License-Identifier: Apache-2.0
#include "core/base/interval.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <random>

namespace luthier {
namespace {

std::vector<PairedGroup> noisy(size_t groups, double shift, uint32_t seed) {
    std::mt19937 random(seed);
    std::normal_distribution<double> noise;
    std::vector<PairedGroup> made;
    for (size_t i = 0; i < groups; ++i) {
        const double base = 2 + 0.3 * noise(random);
        made.push_back({base, 1, base + shift + 0.1 * noise(random), 1});
    }
    return made;
}

TEST(Interval, AgreesWithTheNormalInterval) {
    // The mean of differences of deviation 0.1 over 400 groups: within 1.96 * 0.1 / 20 of it.
    const auto interval = pairedInterval(noisy(400, -0.5, 1));
    ASSERT_TRUE(interval);
    EXPECT_NEAR(interval->high - interval->low, 2 * 1.96 * 0.1 / 20, 0.002);
    EXPECT_LT(interval->low, interval->difference);
    EXPECT_GT(interval->high, interval->difference);
    EXPECT_NEAR(interval->difference, -0.5, 0.02);
    EXPECT_NEAR(interval->meanB - interval->meanA, interval->difference, 1e-12);
    EXPECT_TRUE(interval->distinguishable());
}

TEST(Interval, HoldsTheTruthAboutNineteenTimesInTwenty) {
    int held = 0;
    for (uint32_t seed = 0; seed < 200; ++seed) {
        const auto interval = pairedInterval(noisy(60, 0, 100 + seed));
        held += interval->low <= 0 && interval->high >= 0;
    }
    EXPECT_GE(held, 178);  // 190 expected, deviation 3.1
    EXPECT_LE(held, 199);
}

TEST(Interval, IsTheSameEveryTime) {
    const auto one = pairedInterval(noisy(50, 0.1, 3)), other = pairedInterval(noisy(50, 0.1, 3)), seeded = pairedInterval(noisy(50, 0.1, 3), 9);
    EXPECT_EQ(one->low, other->low);
    EXPECT_EQ(one->high, other->high);
    EXPECT_NE(one->low, seeded->low);
}

TEST(Interval, OfEqualSidesHoldsZero) {
    const auto interval = pairedInterval({{2, 1, 2, 1}, {3, 1, 3, 1}, {5, 2, 5, 2}});
    EXPECT_EQ(interval->difference, 0);
    EXPECT_FALSE(interval->distinguishable());
}

TEST(Interval, LargeGroupsCountForMore) {
    const auto interval = pairedInterval({{10, 10, 20, 10}, {1, 1, 0, 1}});
    EXPECT_NEAR(interval->difference, 20.0 / 11 - 1, 1e-12);
}

TEST(Interval, NeedsTwoGroupsAndNumbers) {
    const double infinite = std::numeric_limits<double>::infinity();
    EXPECT_FALSE(pairedInterval({}));
    EXPECT_FALSE(pairedInterval({{1, 1, 2, 1}}));
    EXPECT_FALSE(pairedInterval({{1, 0, 2, 0}, {1, 0, 2, 0}}));
    EXPECT_FALSE(pairedInterval({{1, 1, infinite, 1}, {1, 1, 2, 1}}));
    EXPECT_FALSE(pairedInterval({{1, 1, std::nan(""), 1}, {1, 1, 2, 1}}));
}

}  // namespace
}  // namespace luthier
