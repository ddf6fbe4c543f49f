// SPDX-License-Identifier: Apache-2.0
#include "core/train/packing.h"

#include <gtest/gtest.h>

namespace luthier {
namespace {

using Place = PackFiller::Place;

TEST(PackFiller, SamplesOfAGroupReadTheRowsOfItsFirst) {
    PackFiller filler({1000, true});
    EXPECT_TRUE(filler.add(50, {3, 30}).opensPack);
    EXPECT_EQ(filler.add(40, {9, 20}).shared, SharedBeginning{});
    EXPECT_EQ(filler.add(60, {3, 25}).shared, (SharedBeginning{0, 25}));
    EXPECT_EQ(filler.add(35, {9, 31}).shared, (SharedBeginning{50, 20}));
    EXPECT_EQ(filler.rows(), 50 + 40 + 35 + 15);
}

TEST(PackFiller, WhatIsSharedTakesNoRoom) {
    PackFiller filler({100, true}), whole({100, false});
    for (PackFiller* one : {&filler, &whole}) one->add(60, {1, 40});
    EXPECT_FALSE(filler.add(80, {1, 40}).opensPack);
    EXPECT_TRUE(whole.add(80, {1, 40}).opensPack);
}

TEST(PackFiller, ANewPackHoldsItsOwnBeginnings) {
    PackFiller filler({100, true});
    filler.add(60, {1, 40});
    const Place next = filler.add(90, {1, 40});
    EXPECT_TRUE(next.opensPack);
    EXPECT_EQ(next.shared, SharedBeginning{});
    EXPECT_EQ(filler.add(50, {1, 40}).shared, (SharedBeginning{0, 40}));
}

TEST(PackFiller, OneThatBeginsMuchLongerIsThereForThoseToCome) {
    PackFiller filler({1000, true});
    filler.add(50, {1, 20});
    EXPECT_EQ(filler.add(300, {1, 200}).shared, SharedBeginning{});
    EXPECT_EQ(filler.add(300, {1, 210}).shared, (SharedBeginning{50, 200}));
}

}  // namespace
}  // namespace luthier
