// SPDX-License-Identifier: Apache-2.0
#include "core/train/schedule.h"

#include <gtest/gtest.h>

#include <limits>

#include "core/base/error.h"
#include "core/base/file.h"
#include "core/base/json.h"
#include "tests/support/temp_folder.h"

namespace luthier {
namespace {

TEST(Schedule, EveryFactorIsTransformers) {
    Json golden = Json::parse(readFile(testing::goldenFile("train/schedules.json")));
    double tolerance = golden.numberOr("tolerance", 0);
    ASSERT_GT(golden.find("cases")->size(), 50u);
    for (const Json& given : golden.find("cases")->asArray()) {
        int64_t steps = given.integerOr("steps", 0), warmup = warmupSteps(given.numberOr("warmup", 0), steps);
        EXPECT_EQ(warmup, given.integerOr("warmup_steps", -1));
        int64_t step = 0;
        for (const Json& factor : given.find("factors")->asArray()) {
            EXPECT_NEAR(rateFactor(given.stringOr("schedule", ""), ++step, warmup, steps), factor.asNumber(), tolerance)
                << given.stringOr("schedule", "") << " step " << step << " of " << steps;
        }
    }
}

TEST(Schedule, StepsAreSamplesOverBatchRoundedUpTimesEpochs) {
    EXPECT_EQ(plannedSteps(17, 8, 3, 0), 9);
    EXPECT_EQ(plannedSteps(16, 8, 3, 0), 6);
    EXPECT_EQ(plannedSteps(100, 10, 0.25, 0), 3);
    EXPECT_EQ(plannedSteps(1, 8, 0.1, 0), 1);
    EXPECT_EQ(plannedSteps(17, 8, 3, 500), 500);
}

TEST(Schedule, NumbersNobodyMeansAreCountedToo) {
    constexpr int64_t kHuge = std::numeric_limits<int64_t>::max(), kMost = int64_t{1} << 53;
    EXPECT_EQ(stepsOfEpoch(40, kHuge), 1);
    EXPECT_EQ(plannedSteps(40, kHuge, 3, 0), 3);
    EXPECT_EQ(plannedSteps(40, 8, 1e300, 0), kMost);
    EXPECT_EQ(plannedSteps(40, 8, 3, kHuge), kMost);
    EXPECT_EQ(warmupSteps(static_cast<double>(kHuge), 100), kMost);
    EXPECT_GE(rateFactor("wsd", kMost, 0, kMost), 0);
}

TEST(Schedule, WarmupBelowOneIsAShareRoundedUp) {
    EXPECT_EQ(warmupSteps(0.03, 100), 3);
    EXPECT_EQ(warmupSteps(0.03, 101), 4);
    EXPECT_EQ(warmupSteps(0, 100), 0);
    EXPECT_EQ(warmupSteps(10, 100), 10);
}

TEST(Schedule, AnUnknownNameIsRefused) { EXPECT_THROW(rateFactor("sawtooth", 1, 0, 10), Error); }

}  // namespace
}  // namespace luthier
