// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace luthier {

/// One entry per code point, of a table that holds the first code point of each run and its value, in turn.
template <typename Value>
std::vector<Value> expandedRuns(std::span<const uint32_t> runs) {
    constexpr size_t kCodePoints = 0x110000;
    std::vector<Value> expanded(kCodePoints);
    for (size_t i = 0; i < runs.size(); i += 2) {
        const size_t end = i + 2 < runs.size() ? runs[i + 2] : kCodePoints;
        std::fill(expanded.begin() + runs[i], expanded.begin() + static_cast<std::ptrdiff_t>(end), static_cast<Value>(runs[i + 1]));
    }
    return expanded;
}

}  // namespace luthier
