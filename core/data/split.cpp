// SPDX-License-Identifier: Apache-2.0
#include "core/data/split.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <unordered_map>
#include <utility>

#include "core/base/hash.h"

namespace luthier {
namespace {

/// Sets of keys that grow together; each is called by its least key.
class KeySets {
public:
    uint64_t nameOf(uint64_t key) {
        uint64_t name = key;
        for (uint64_t above = parent(name); above != name; above = parent(name)) name = above;
        while (key != name) key = std::exchange(parents_[key], name);
        return name;
    }
    void join(uint64_t one, uint64_t other) {
        one = nameOf(one);
        other = nameOf(other);
        parents_[std::max(one, other)] = std::min(one, other);
    }

private:
    uint64_t parent(uint64_t key) { return parents_.try_emplace(key, key).first->second; }
    std::unordered_map<uint64_t, uint64_t> parents_;
};

struct Group {
    uint64_t id = 0, rank = 0;
    size_t rows = 0;
};

std::vector<Group> rankedGroups(const std::vector<SplitRow>& rows, int64_t seed) {
    std::unordered_map<uint64_t, size_t> counts;
    for (const SplitRow& row : rows) ++counts[row.group];
    std::vector<Group> groups;
    groups.reserve(counts.size());
    const uint64_t key = mixed(static_cast<uint64_t>(seed));
    for (const auto& [id, count] : counts) groups.push_back({id, mixed(id ^ key), count});
    std::sort(groups.begin(), groups.end(), [](const Group& a, const Group& b) { return std::pair(a.rank, a.id) < std::pair(b.rank, b.id); });
    return groups;
}

/// How many rows a part should hold.
size_t wantedRows(const PartChoice& choice, size_t rows) {
    constexpr size_t kLeast = 20, kMost = 500;
    switch (choice.kind) {
        case PartChoice::Kind::Auto: return rows < kLeastRowsToSplit ? 0 : std::clamp((rows + 9) / 10, kLeast, kMost);
        // A share of 0.07 of 100 rows is 7 rows, whatever the last bit of the product says; the least share is a row.
        case PartChoice::Kind::Share: return static_cast<size_t>(std::max(1.0, std::ceil(choice.share * static_cast<double>(rows) - 1e-9)));
        case PartChoice::Kind::None:
        case PartChoice::Kind::File: break;
    }
    return 0;
}

/// Takes groups until they hold enough rows. The last one may overshoot, because groups stay whole and are taken in rank order; but a
/// group is left when nothing would remain for training.
template <typename Iterator>
void take(Iterator begin, Iterator end, size_t wanted, size_t& left, Part part, std::unordered_map<uint64_t, Part>& parts) {
    size_t held = 0;
    for (Iterator group = begin; group != end && held < wanted; ++group) {
        if (parts.count(group->id) || group->rows >= left) continue;
        parts[group->id] = part;
        held += group->rows;
        left -= group->rows;
    }
}

}  // namespace

std::vector<uint64_t> joinedGroups(const std::vector<GroupKeys>& rows) {
    KeySets sets;
    for (const GroupKeys& row : rows)
        if (row.column) sets.join(row.content, row.column);
    std::vector<uint64_t> groups;
    groups.reserve(rows.size());
    for (const GroupKeys& row : rows) groups.push_back(sets.nameOf(row.content));
    return groups;
}

std::vector<Part> split(const std::vector<SplitRow>& rows, const PartChoice& eval, const PartChoice& test, int64_t seed) {
    const std::vector<Group> groups = rankedGroups(rows, seed);
    std::unordered_map<uint64_t, Part> parts;
    size_t left = rows.size();
    // From both ends of the ranking, so that changing one part leaves the other as it was.
    take(groups.begin(), groups.end(), wantedRows(eval, rows.size()), left, Part::Eval, parts);
    take(groups.rbegin(), groups.rend(), wantedRows(test, rows.size()), left, Part::Test, parts);

    std::vector<Part> result(rows.size(), Part::Train);
    for (size_t i = 0; i < rows.size(); ++i)
        if (const auto found = parts.find(rows[i].group); found != parts.end()) result[i] = found->second;
    return result;
}

std::vector<uint32_t> epochOrder(size_t rows, bool shuffle, int64_t seed, int64_t epoch) {
    std::vector<uint32_t> order(rows);
    std::iota(order.begin(), order.end(), 0u);
    if (!shuffle) return order;
    // Fisher-Yates with counter-based numbers; the bias of the remainder is below rows / 2^64.
    const uint64_t key = mixed(mixed(static_cast<uint64_t>(seed)) ^ nameHash("epoch order") ^ mixed(static_cast<uint64_t>(epoch)));
    for (size_t i = rows; i > 1; --i) std::swap(order[i - 1], order[mixed(key + i) % i]);
    return order;
}

}  // namespace luthier
