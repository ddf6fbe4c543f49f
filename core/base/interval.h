// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

namespace luthier {

constexpr int kResamples = 10000;

/// What one group of rows gave on both sides: sums and what they are divided by (loss sums and labels, or hits and rows).
struct PairedGroup {
    double sumA = 0, countA = 0;
    double sumB = 0, countB = 0;
};

/// A difference of means (b - a) and where it lies with 95 %.
struct Interval {
    double meanA = 0, meanB = 0;
    double difference = 0, low = 0, high = 0;
    int64_t groups = 0;

    /// False when the interval holds 0.
    bool distinguishable() const { return low > 0 || high < 0; }
};

/// Paired percentile bootstrap (Efron and Tibshirani, "An Introduction to the Bootstrap", chapter 13): `kResamples` times as many groups as there
/// are, drawn with replacement; of each draw sum(b) / count(b) - sum(a) / count(a); the interval runs from the 2.5th to the 97.5th percentile
/// (linear between neighbours, as numpy does). A pure function of its arguments. Nothing with fewer than two groups, or counts or sums that
/// are no use (a side without any count, numbers that are not finite).
std::optional<Interval> pairedInterval(const std::vector<PairedGroup>& groups, uint64_t seed = 0);

}  // namespace luthier
