// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <cstdint>

namespace luthier {

// How much is there at once, for those who make it and those who count its bytes beforehand.

/// Rows of logits: 48 MB of them, but 128 at least, for each chunk brings the head to the format of products twice.
inline int64_t headRowsAtOnce(int64_t vocabulary) {
    return std::clamp<int64_t>((int64_t{48} << 20) / (4 * std::max<int64_t>(1, vocabulary)) / 32 * 32, 128, 1024);
}

/// Rows of the head's gradient.
constexpr int64_t kHeadGradientRows = 4096;

/// Equal shares in which a weight of so many numbers is brought to another format: 24 MB of float32 each at most.
inline int64_t broughtShares(int64_t numbers) {
    constexpr int64_t kShare = int64_t{6} << 20;
    return std::max<int64_t>(1, (numbers + kShare - 1) / kShare);
}

}  // namespace luthier
