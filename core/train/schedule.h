// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace luthier {

/// ceil(samples / batchSize), for a batch of any size.
int64_t stepsOfEpoch(int64_t samples, int64_t batchSize);

/// Optimizer steps of a run: those of an epoch times epochs (rounded up, as Transformers' Trainer does), or `steps` when it is above 0. From 1 to
/// 2^53, which no run lives to see: sums of them and their doubles stay exact.
int64_t plannedSteps(int64_t samples, int64_t batchSize, double epochs, int64_t steps);

/// Warm-up below 1 is a share of the steps (rounded up), else a number of steps; at most 2^53.
int64_t warmupSteps(double warmup, int64_t steps);

/// What the learning rate is multiplied with in optimizer step `step` (from 1): Transformers' get_*_schedule_with_warmup at step - 1.
/// constant | linear | cosine | wsd; wsd stays at 1 after the warm-up and falls linearly to 0 over the last 10 % of the steps.
double rateFactor(const std::string& schedule, int64_t step, int64_t warmup, int64_t steps);

}  // namespace luthier
