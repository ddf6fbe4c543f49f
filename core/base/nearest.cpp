// SPDX-License-Identifier: Apache-2.0
#include "core/base/nearest.h"

#include <algorithm>
#include <cassert>

namespace luthier {
namespace {

constexpr size_t kTelling = 64;  // bytes: a word of a broken file can be long, and its beginning decides

}  // namespace

size_t editDistance(std::string_view one, std::string_view other) {
    // Optimal string alignment: three rows of the table suffice.
    std::vector<size_t> before, above, row(other.size() + 1);
    for (size_t j = 0; j < row.size(); ++j) row[j] = j;
    for (size_t i = 1; i <= one.size(); ++i) {
        before = std::move(above);
        above = row;
        row[0] = i;
        for (size_t j = 1; j <= other.size(); ++j) {
            row[j] = std::min({above[j] + 1, row[j - 1] + 1, above[j - 1] + (one[i - 1] != other[j - 1])});
            const bool exchanged = i > 1 && j > 1 && one[i - 1] == other[j - 2] && one[i - 2] == other[j - 1];
            if (exchanged) row[j] = std::min(row[j], before[j - 2] + 1);
        }
    }
    return row.back();
}

std::string nearestWord(std::string_view word, const std::vector<std::string>& known) {
    assert(!known.empty());
    const std::string_view begun = word.substr(0, kTelling);
    return *std::ranges::min_element(known, {}, [&](const std::string& candidate) { return editDistance(begun, candidate); });
}

std::string nearWord(std::string_view word, const std::vector<std::string>& known) {
    if (known.empty()) return {};
    const std::string nearest = nearestWord(word, known);
    return editDistance(word.substr(0, kTelling), nearest) <= 1 + nearest.size() / 4 ? nearest : std::string();
}

}  // namespace luthier
