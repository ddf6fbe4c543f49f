// SPDX-License-Identifier: Apache-2.0
#include "core/text/text_classes.h"

#include <algorithm>
#include <cstddef>
#include <iterator>
#include <vector>

namespace luthier {
namespace {

constexpr uint32_t kRuns[] = {
#include "core/text/text_classes.inc"
};
constexpr size_t kCodePoints = 0x110000;

}  // namespace

const uint16_t* textClasses() {
    static const std::vector<uint16_t> classes = [] {
        std::vector<uint16_t> expanded(kCodePoints);
        for (size_t i = 0; i < std::size(kRuns); i += 2) {
            const size_t end = i + 2 < std::size(kRuns) ? kRuns[i + 2] : kCodePoints;
            std::fill(expanded.begin() + kRuns[i], expanded.begin() + static_cast<std::ptrdiff_t>(end), static_cast<uint16_t>(kRuns[i + 1]));
        }
        return expanded;
    }();
    return classes.data();
}

}  // namespace luthier
