// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "core/base/json.h"

namespace luthier::ui {

/// How often each right label got each answer, as a look at the held-out part told it.
struct Confusion {
    std::vector<std::string> labels;
    std::vector<std::vector<int64_t>> counts;  ///< [right][answered]

    bool empty() const { return counts.empty(); }
    int64_t rowsOf(size_t right) const;
    bool operator==(const Confusion&) const = default;
};
/// Out of the metrics of an event; empty where they hold no whole table.
Confusion confusionOf(const Json& metrics);

/// The labels that are confused most often: right, answered, how often. Empty where every answer was right.
struct Mistake {
    size_t right = 0, answered = 0;
    int64_t count = 0;
};
std::vector<Mistake> mistakesOf(const Confusion& confusion, size_t most);

}  // namespace luthier::ui
