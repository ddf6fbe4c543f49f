// SPDX-License-Identifier: Apache-2.0
#include "core/model/rope_config.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace luthier {
namespace {

// Everything in float32 step by step, as the reference computes it: at far positions the rounding of an angle is visible.

/// base ^ (2 i / dims), one per pair
std::vector<float> waves(double base, int64_t dims) {
    std::vector<float> result;
    for (int64_t i = 0; i < dims; i += 2) {
        const float exponent = static_cast<float>(i) / static_cast<float>(dims);
        result.push_back(static_cast<float>(std::pow(base, static_cast<double>(exponent))));
    }
    return result;
}

/// Llama 3.1: long waves by factor, short ones not, smoothly between.
float llama3(float frequency, const RopeSettings& rope) {
    const auto length = static_cast<float>(rope.originalMaxPositions);
    const auto low = static_cast<float>(rope.lowFrequencyFactor), high = static_cast<float>(rope.highFrequencyFactor);
    const auto factor = static_cast<float>(rope.factor);
    const float wave = static_cast<float>(2 * std::numbers::pi) / frequency;
    if (wave < length / high) return frequency;
    if (wave > length / low) return frequency / factor;
    const float smooth = (length / wave - low) / (high - low);
    return (1 - smooth) * frequency / factor + smooth * frequency;
}

/// The base grows with the sample (NTK-aware scaling).
double dynamicBase(const RopeSettings& rope, int64_t dims, int64_t length) {
    const auto seen = static_cast<float>(std::max(length, rope.maxPositions));
    const float grown = static_cast<float>(rope.factor) * seen / static_cast<float>(rope.maxPositions) - static_cast<float>(rope.factor - 1);
    return static_cast<float>(rope.theta) * std::pow(grown, static_cast<float>(static_cast<double>(dims) / static_cast<double>(dims - 2)));
}

/// YaRN (arXiv 2309.00071): from which pair on, and up to which, waves are stretched.
std::pair<double, double> yarnRange(const RopeSettings& rope, int64_t dims) {
    const auto pairOf = [&](double rotations) {
        return static_cast<double>(dims) * std::log(static_cast<double>(rope.originalMaxPositions) / (rotations * 2 * std::numbers::pi)) /
               (2 * std::log(rope.theta));
    };
    double low = pairOf(rope.betaFast), high = pairOf(rope.betaSlow);
    if (rope.truncate) {
        low = std::floor(low);
        high = std::ceil(high);
    }
    low = std::max(low, 0.0);
    high = std::min(high, static_cast<double>(dims - 1));
    return {low, low == high ? high + 0.001 : high};
}

float yarn(float wave, size_t pair, const std::pair<double, double>& range, double factor) {
    const auto width = static_cast<float>(range.second - range.first);
    const float stretched = std::clamp((static_cast<float>(pair) - static_cast<float>(range.first)) / width, 0.0f, 1.0f);
    const float kept = 1 - stretched;
    return 1.0f / (static_cast<float>(factor) * wave) * (1 - kept) + 1.0f / wave * kept;
}

}  // namespace

int64_t RopeSettings::turned(int64_t headSize) const {
    const auto dims = static_cast<int64_t>(static_cast<double>(headSize) * partial);
    return std::min((dims + 1) / 2 * 2, headSize / 2 * 2);
}

std::vector<double> RopeSettings::inverseFrequencies(int64_t headSize, int64_t length) const {
    const auto dims = static_cast<int64_t>(static_cast<double>(headSize) * partial);
    const double base = kind == Kind::Dynamic ? dynamicBase(*this, dims, length) : theta;
    const auto range = kind == Kind::Yarn ? yarnRange(*this, dims) : std::pair<double, double>();
    const std::vector<double>& factors = length > originalMaxPositions ? longFactors : shortFactors;
    std::vector<double> result;
    for (const float wave : waves(base, dims)) {
        const size_t pair = result.size();
        float frequency = 1.0f / wave;
        if (kind == Kind::Linear) frequency /= static_cast<float>(factor);
        if (kind == Kind::Llama3) frequency = llama3(frequency, *this);
        if (kind == Kind::Yarn) frequency = yarn(wave, pair, range, factor);
        if (kind == Kind::LongRope) frequency = 1.0f / (static_cast<float>(factors.at(pair)) * wave);
        result.push_back(frequency);
    }
    return result;
}

bool RopeSettings::sameFor(int64_t length, int64_t other) const {
    if (kind == Kind::LongRope) return (length > originalMaxPositions) == (other > originalMaxPositions);
    return kind != Kind::Dynamic || std::max(length, maxPositions) == std::max(other, maxPositions);
}

}  // namespace luthier
