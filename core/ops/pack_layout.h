// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <cstdint>
#include <utility>
#include <vector>

namespace luthier {

/// Rows of an earlier sample of a pack with which another one begins too: they are there once, and both read them.
struct SharedBeginning {
    int64_t row = 0;     ///< the first: where a sample that shares nothing itself starts
    int64_t length = 0;  ///< 0: none

    bool operator==(const SharedBeginning&) const = default;
};

/// Where the samples of a packed batch lie. Sample s is the rows of its beginning, then its own: starts[s] .. starts[s+1].
struct PackLayout {
    std::vector<int64_t> starts;                   ///< S + 1 borders
    std::vector<SharedBeginning> beginnings = {};  ///< (S), or empty: nothing is shared

    PackLayout() = default;
    PackLayout(std::vector<int64_t> borders, std::vector<SharedBeginning> shared = {}) : starts(std::move(borders)), beginnings(std::move(shared)) {}

    size_t size() const { return starts.empty() ? 0 : starts.size() - 1; }
    int64_t rows(size_t sample) const { return starts[sample + 1] - starts[sample]; }
    SharedBeginning beginning(size_t sample) const { return beginnings.empty() ? SharedBeginning{} : beginnings[sample]; }
    int64_t length(size_t sample) const { return beginning(sample).length + rows(sample); }  ///< tokens
    int64_t longest() const {
        int64_t most = 0;
        for (size_t s = 0; s < size(); ++s) most = std::max(most, length(s));
        return most;
    }
};

}  // namespace luthier
