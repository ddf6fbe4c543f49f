// SPDX-License-Identifier: Apache-2.0
#include "core/train/schedule.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <numbers>

#include "core/base/error.h"

namespace luthier {
namespace {

// Each is the part after the warm-up; `at` counts from 0. Source: transformers.optimization (5.23).
double constantFactor(int64_t, int64_t, int64_t) { return 1; }

double linearFactor(int64_t at, int64_t warmup, int64_t steps) {
    return std::max(0.0, static_cast<double>(steps - at) / static_cast<double>(std::max<int64_t>(1, steps - warmup)));
}

double cosineFactor(int64_t at, int64_t warmup, int64_t steps) {
    double progress = static_cast<double>(at - warmup) / static_cast<double>(std::max<int64_t>(1, steps - warmup));
    return std::max(0.0, 0.5 * (1.0 + std::cos(std::numbers::pi * progress)));
}

double wsdFactor(int64_t at, int64_t warmup, int64_t steps) {
    int64_t decay = std::min((steps + 9) / 10, std::max<int64_t>(0, steps - warmup));
    int64_t fall = steps - decay;
    if (at < fall) return 1;
    return std::max(0.0, 1.0 - static_cast<double>(at - fall) / static_cast<double>(std::max<int64_t>(1, decay)));
}

using Factor = double (*)(int64_t at, int64_t warmup, int64_t steps);
const std::map<std::string, Factor> kSchedules{
    {"constant", constantFactor}, {"linear", linearFactor}, {"cosine", cosineFactor}, {"wsd", wsdFactor}};

constexpr double kMostSteps = 9007199254740992;  // 2^53

int64_t counted(double steps) { return static_cast<int64_t>(std::min(kMostSteps, std::ceil(steps))); }

}  // namespace

int64_t stepsOfEpoch(int64_t samples, int64_t batchSize) { return samples / batchSize + (samples % batchSize == 0 ? 0 : 1); }

int64_t plannedSteps(int64_t samples, int64_t batchSize, double epochs, int64_t steps) {
    if (steps > 0) return counted(static_cast<double>(steps));
    return std::max<int64_t>(1, counted(static_cast<double>(stepsOfEpoch(samples, batchSize)) * epochs));
}

int64_t warmupSteps(double warmup, int64_t steps) { return counted(warmup >= 1 ? warmup : static_cast<double>(steps) * warmup); }

double rateFactor(const std::string& schedule, int64_t step, int64_t warmup, int64_t steps) {
    auto found = kSchedules.find(schedule);
    if (found == kSchedules.end()) {
        throw Error("train.schedule", "the schedule \"" + schedule + "\" is not known", "choose constant, linear, cosine or wsd");
    }
    int64_t at = step - 1;
    if (at < warmup) return static_cast<double>(at) / static_cast<double>(std::max<int64_t>(1, warmup));
    return found->second(at, warmup, steps);
}

}  // namespace luthier
