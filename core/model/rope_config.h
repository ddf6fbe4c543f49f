// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <vector>

#include "core/base/json.h"

namespace luthier {

/// Rotary position embedding (arXiv 2104.09864) and the ways its waves are stretched, as Transformers 5.23 computes them (modeling_rope_utils.py).
struct RopeSettings {
    enum class Kind { Default, Linear, Dynamic, Yarn, LongRope, Llama3 };
    Kind kind = Kind::Default;
    double theta = 10000;
    double partial = 1;          ///< share of each head's features that is turned
    bool interleaved = false;    ///< neighbours are a pair, not the two halves
    double factor = 1, lowFrequencyFactor = 1, highFrequencyFactor = 4;
    int64_t maxPositions = 2048, originalMaxPositions = 8192;
    double attentionFactor = 1;  ///< multiplies cosines and sines
    double betaFast = 32, betaSlow = 1;
    bool truncate = true;
    std::vector<double> shortFactors, longFactors;
    Json described;              ///< what config.json says, rope_theta aside; null when it says nothing

    /// Features of a head that are turned: even, at most headSize.
    int64_t turned(int64_t headSize) const;
    /// One angle per position and pair of turned features, for a sample of `length` tokens. (turned / 2)
    std::vector<double> inverseFrequencies(int64_t headSize, int64_t length = 0) const;
    /// Samples of these two lengths are turned alike.
    bool sameFor(int64_t length, int64_t other) const;
};

}  // namespace luthier
