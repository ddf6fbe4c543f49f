// SPDX-License-Identifier: Apache-2.0
#include "core/text/script_groups.h"

#include <algorithm>
#include <cstddef>
#include <iterator>
#include <vector>

namespace luthier {
namespace {

constexpr uint32_t kRuns[] = {
#include "core/text/script_groups.inc"
};
constexpr size_t kCodePoints = 0x110000;

}  // namespace

const uint8_t* scriptGroups() {
    static const std::vector<uint8_t> groups = [] {
        std::vector<uint8_t> expanded(kCodePoints);
        for (size_t i = 0; i < std::size(kRuns); i += 2) {
            const size_t end = i + 2 < std::size(kRuns) ? kRuns[i + 2] : kCodePoints;
            std::fill(expanded.begin() + kRuns[i], expanded.begin() + static_cast<std::ptrdiff_t>(end), static_cast<uint8_t>(kRuns[i + 1]));
        }
        return expanded;
    }();
    return groups.data();
}

}  // namespace luthier
