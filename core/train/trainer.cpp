// SPDX-License-Identifier: Apache-2.0
#include "core/train/trainer.h"

#include <algorithm>
#include <cmath>

#include "core/base/error.h"
#include "core/train/schedule.h"

namespace luthier {
namespace {

[[noreturn]] void throwNotANumber(const std::string& what, int64_t step) {
    throw Error("step " + std::to_string(step), "the " + what + " is not a number any more: training went astray before this step's update",
                "lower train.learning_rate (a tenth is a good start), keep train.clip at 1, and look for broken rows in the data; the "
                "snapshots written before are good");
}

}  // namespace

double Trainer::accumulate(const std::vector<PackedSamples>& packs, int64_t step, int64_t labels,
                           const std::function<void()>& between) {
    double sum = 0;
    for (const PackedSamples& pack : packs) {
        between();
        LossSum loss = objective_.evaluate(decoder_, batcher_.batch(pack, step));
        if (loss.count == 0) continue;
        double value = loss.sum.item<double>();
        if (!std::isfinite(value)) throwNotANumber("loss", step);
        sum += value;
        (loss.sum / static_cast<double>(labels)).backward();
    }
    return sum;
}

double Trainer::clipFactor(double norm) const {
    // As torch.nn.utils.clip_grad_norm_.
    return settings_.clip > 0 ? std::min(1.0, settings_.clip / (norm + 1e-6)) : 1.0;
}

StepResult Trainer::step(int64_t step, const std::function<void()>& between) {
    StepResult result;
    std::vector<PackedSamples> packs = batcher_.packs(step);
    const SamplePart& part = batcher_.part();
    for (const PackedSamples& pack : packs) {
        result.tokens += pack.tokens;
        for (uint32_t position : pack.positions) result.labels += part.store->labels(part.indices[position]);
    }
    state_.zeroGradients();
    double sum = accumulate(packs, step, std::max<int64_t>(1, result.labels), between);
    result.loss = sum / static_cast<double>(std::max<int64_t>(1, result.labels));
    result.gradientNorm = flatNorm(state_.gradients);
    if (!std::isfinite(result.gradientNorm)) throwNotANumber("gradient", step);
    result.learningRate = rateFactor_ * settings_.learningRate * rateFactor(settings_.schedule, step, settings_.warmup, settings_.steps);
    AdamWSettings adamw{result.learningRate,   settings_.beta1,                  settings_.beta2, settings_.eps,
                        settings_.weightDecay, clipFactor(result.gradientNorm), step};
    state_.update(adamw);
    return result;
}

bool LossWatch::diverged(double loss) {
    if (startSteps < kStartSteps) {
        startSum += loss;
        startSteps++;
        return false;
    }
    high = loss > 2 * startSum / kStartSteps + 3 ? high + 1 : 0;
    return high >= kPatience;
}

}  // namespace luthier
