// SPDX-License-Identifier: Apache-2.0
#include "core/base/in_parts.h"

#include <gtest/gtest.h>

#include <atomic>
#include <stdexcept>
#include <vector>

namespace luthier {
namespace {

TEST(InParts, EveryThingIsDoneOnce) {
    for (size_t count : {size_t{0}, size_t{1}, size_t{499}, size_t{5003}}) {
        std::vector<std::atomic<int>> done(count);
        inParts(count, [&](size_t begin, size_t end) {
            for (size_t i = begin; i < end; ++i) ++done[i];
        });
        for (const auto& times : done) EXPECT_EQ(times, 1);
    }
}

TEST(InParts, WhatAPartThrowsIsThrown) {
    const auto failing = [](size_t, size_t end) {
        if (end == 5000) throw std::runtime_error("the last part");
    };
    EXPECT_THROW(inParts(5000, failing), std::runtime_error);
}

}  // namespace
}  // namespace luthier
