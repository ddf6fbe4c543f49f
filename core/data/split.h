// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "core/recipe/recipe.h"

namespace luthier {

enum class Part : uint8_t { Train, Eval, Test };

constexpr size_t kLeastRowsToSplit = 60;  ///< with fewer, data.eval: auto holds none out

/// What a split must know of a row.
struct SplitRow {
    uint64_t group = 0;  ///< rows of one group stay together
};

/// What may hold rows together: first 8 bytes of contentKey and of columnKey (0 = data.group is not asked for).
struct GroupKeys {
    uint64_t content = 0, column = 0;
};
/// The group of every row. Rows that share a key are one group, also through other rows; it is called by the least of its keys, so that
/// it does not depend on row order.
std::vector<uint64_t> joinedGroups(const std::vector<GroupKeys>& rows);

/// Which part every row belongs to, by data.eval and data.test (shares and auto; files are read apart). Groups are ranked by
/// hash(group, split_seed) and taken in that order; membership depends on the groups and the seed only, never on row order.
/// auto: 10 % of the rows, at least 20, at most 500; none under 60 rows.
std::vector<Part> split(const std::vector<SplitRow>& rows, const PartChoice& eval, const PartChoice& test, int64_t seed);

/// The rows of an epoch in training order: file order, or a permutation that depends on seed and epoch only.
std::vector<uint32_t> epochOrder(size_t rows, bool shuffle, int64_t seed, int64_t epoch);

}  // namespace luthier
