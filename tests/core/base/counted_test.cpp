// SPDX-License-Identifier: Apache-2.0
#include "core/base/counted.h"

#include <gtest/gtest.h>

namespace luthier {
namespace {

TEST(Counted, TakesThePluralForAllButOne) {
    EXPECT_EQ(counted(1, "row"), "1 row");
    EXPECT_EQ(counted(0, "row"), "0 rows");
    EXPECT_EQ(counted(2, "row"), "2 rows");
}

TEST(Counted, TakesThePluralItIsTold) {
    EXPECT_EQ(counted(1, "row differs", "rows differ"), "1 row differs");
    EXPECT_EQ(counted(3, "row differs", "rows differ"), "3 rows differ");
}

}  // namespace
}  // namespace luthier
