// SPDX-License-Identifier: Apache-2.0
#include "core/base/interval.h"

#include <algorithm>
#include <cmath>

#include "core/base/hash.h"

namespace luthier {
namespace {

PairedGroup& operator+=(PairedGroup& sum, const PairedGroup& group) {
    sum.sumA += group.sumA;
    sum.countA += group.countA;
    sum.sumB += group.sumB;
    sum.countB += group.countB;
    return sum;
}

double difference(const PairedGroup& sum) { return sum.sumB / sum.countB - sum.sumA / sum.countA; }

/// The next number below `limit`, from a counter (Lemire's multiplication; the bias at these limits is below 1e-15).
uint64_t below(uint64_t limit, uint64_t seed, uint64_t& counter) {
    const uint64_t word = mixed(mixed(seed) + counter++);
    const uint64_t low = (word & 0xFFFFFFFFu) * limit, high = (word >> 32) * limit;
    return (high + (low >> 32)) >> 32;
}

double percentile(const std::vector<double>& sorted, double share) {
    const double place = share * static_cast<double>(sorted.size() - 1);
    const auto before = static_cast<size_t>(place);
    const size_t after = std::min(before + 1, sorted.size() - 1);
    return sorted[before] + (place - std::floor(place)) * (sorted[after] - sorted[before]);
}

}  // namespace

std::optional<Interval> pairedInterval(const std::vector<PairedGroup>& groups, uint64_t seed) {
    PairedGroup all;
    for (const PairedGroup& group : groups) all += group;
    if (groups.size() < 2 || !(all.countA > 0) || !(all.countB > 0) || !std::isfinite(difference(all))) return std::nullopt;
    std::vector<double> drawn;
    drawn.reserve(kResamples);
    uint64_t counter = 0;
    while (drawn.size() < kResamples) {
        PairedGroup sum;
        for (size_t i = 0; i < groups.size(); ++i) sum += groups[below(groups.size(), seed, counter)];
        if (sum.countA > 0 && sum.countB > 0) drawn.push_back(difference(sum));
        else if (counter > uint64_t{100} * kResamples * groups.size()) return std::nullopt;  // hardly a group counts anything
    }
    std::sort(drawn.begin(), drawn.end());
    return Interval{all.sumA / all.countA, all.sumB / all.countB, difference(all), percentile(drawn, 0.025), percentile(drawn, 0.975),
                    static_cast<int64_t>(groups.size())};
}

}  // namespace luthier
