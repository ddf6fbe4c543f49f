// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "core/model/decoder.h"
#include "core/objective/objective.h"
#include "core/train/batcher.h"
#include "core/train/learned_state.h"

namespace luthier {

struct TrainerSettings {
    std::string schedule = "cosine";
    double learningRate = 0;
    int64_t warmup = 0, steps = 0;  ///< optimizer steps
    double beta1 = 0.9, beta2 = 0.999, eps = 1e-8, weightDecay = 0;
    double clip = 1;                ///< global gradient norm; 0 = off
};

/// What one optimizer step did.
struct StepResult {
    double loss = 0;          ///< nats per predicted label, before the update
    int64_t labels = 0;       ///< predicted
    int64_t tokens = 0;
    double learningRate = 0;
    double gradientNorm = 0;  ///< before clipping
};

/// The arithmetic of an optimizer step: batch, loss, backward, clip, update. Knows nothing of files and of who listens.
class Trainer {
public:
    Trainer(Decoder& decoder, Objective& objective, LearnedState& state, Batcher& batcher, const TrainerSettings& settings)
        : decoder_(decoder), objective_(objective), state_(state), batcher_(batcher), settings_(settings) {}

    /// Every rate times this from here on.
    void setRateFactor(double factor) { rateFactor_ = factor; }
    /// Does optimizer step `step` (from 1). `between` is called between micro-batches and may throw (Stopped): the weights are then as
    /// before the step. So they are when loss or gradient is not a number: that throws Error.
    StepResult step(int64_t step, const std::function<void()>& between);

private:
    /// One forward and backward over the packs of a step; the gradient of sum / labels lies in the state after it. An objective that
    /// needs values of the whole step first runs a pass of its own before this one.
    double accumulate(const std::vector<PackedSamples>& packs, int64_t step, int64_t labels,
                      const std::function<void()>& between);
    double clipFactor(double norm) const;

    Decoder& decoder_;
    Objective& objective_;
    LearnedState& state_;
    Batcher& batcher_;
    TrainerSettings settings_;
    double rateFactor_ = 1;
};

/// Tells a run that has gone astray from a noisy one: the loss of kPatience steps in a row is above twice the loss at the start plus 3
/// nats. A healthy run never is there (a model that guesses evenly among 20 000 tokens is at 10 nats; fine-tuning starts at 1 to 4).
struct LossWatch {
    static constexpr int64_t kPatience = 10, kStartSteps = 5;

    double startSum = 0;     ///< of the first kStartSteps losses
    int64_t startSteps = 0;
    int64_t high = 0;        ///< steps in a row above the line

    /// Takes the next loss; true when the run has diverged.
    bool diverged(double loss);
};

}  // namespace luthier
