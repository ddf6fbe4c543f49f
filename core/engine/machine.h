// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>

#include "core/base/json.h"
#include "core/base/problem.h"

namespace luthier {

/// $LUTHIER_HOME/machine.json: how fast this machine multiplies, by processor, library and thread count. What Engine::measure() returned when it was
/// last asked ({"float32": {"gflops": …}, …}); nothing when it never was, or the file is damaged (it is then measured again).
std::optional<Json> knownSpeeds(int threads, const std::string& library = "");
/// Puts a measurement in, in place of an older one of the same processor, library and thread count. A warning where it cannot be kept: it is known now, and
/// measured again next time.
std::optional<Problem> rememberSpeeds(const Json& speeds, int threads, const std::string& library);
/// Operations a second of a measurement, in float32 or bfloat16 arithmetic; 0 = not known.
double operationsPerSecond(const Json& speeds, const std::string& precision = "float32");
/// The kernel that a measurement chose for products in float32, as core/ops names it; empty = not known.
std::string measuredKernel(const Json& speeds);
/// What precision: auto means for a model so many numbers wide (DecoderConfig::hidden).
std::string fastestPrecision(const Json& speeds, int64_t width);

}  // namespace luthier
