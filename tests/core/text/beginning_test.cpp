// SPDX-License-Identifier: Apache-2.0
#include "core/text/beginning.h"

#include <gtest/gtest.h>

#include <numeric>

namespace luthier {
namespace {

/// `alike` tokens that all samples of a kind begin with, then ten of its own, which are learnt.
Sample sampleOf(int32_t kind, size_t alike, int32_t own) {
    Sample sample;
    sample.ids.resize(alike);
    std::iota(sample.ids.begin(), sample.ids.end(), 1000 * kind);
    sample.learnt.assign(alike, false);
    for (int32_t i = 0; i < 10; i++) {
        sample.ids.push_back(100000 + 100 * own + i);
        sample.learnt.push_back(i > 4);
    }
    return sample;
}

TEST(Beginnings, SamplesOfOneKindAreOneGroup) {
    BeginningGroups groups;
    const Beginning first = groups.of(sampleOf(1, 30, 1)), other = groups.of(sampleOf(2, 40, 2)), third = groups.of(sampleOf(1, 30, 3)), fourth = groups.of(sampleOf(2, 25, 4));
    EXPECT_EQ(third, (Beginning{first.group, 30}));
    EXPECT_EQ(fourth, (Beginning{other.group, 25}));
    EXPECT_NE(first.group, other.group);
}

TEST(Beginnings, WhatPredictsALearntTokenIsNotShared) {
    BeginningGroups groups;
    Sample sample = sampleOf(1, 30, 1);
    EXPECT_EQ(groups.of(sample).length, 34u);  // 35 are not learnt; the last of them predicts
    sample.learnt[20] = true;
    EXPECT_EQ(groups.of(sample).length, 19u);
}

TEST(Beginnings, OneTokenAtLeastIsASamplesOwn) {
    BeginningGroups groups;
    Sample sample = sampleOf(1, 30, 1);
    sample.learnt.assign(sample.ids.size(), false);
    EXPECT_EQ(groups.of(sample).length, sample.ids.size() - 1);
}

TEST(Beginnings, AFewTokensAreNoneAndSoAreSamplesOfNoneOrOne) {
    BeginningGroups groups;
    EXPECT_EQ(groups.of(sampleOf(1, 10, 1)).length, 0u);
    EXPECT_EQ(groups.of({}).length, 0u);
    EXPECT_EQ(groups.of({{7}, {false}}).length, 0u);
}

TEST(Beginnings, ManyThatAreLikeNoOtherLeaveRoomForThoseThatAre) {
    BeginningGroups groups;
    for (int32_t i = 0; i < 100; i++) groups.of(sampleOf(10 + i, 30, i));
    const Beginning first = groups.of(sampleOf(1, 30, 1));
    EXPECT_EQ(groups.of(sampleOf(1, 30, 2)), (Beginning{first.group, 30}));
}

}  // namespace
}  // namespace luthier
