// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>

#include "core/base/json.h"

namespace luthier {

/// $LUTHIER_HOME/machine.json: how fast this machine multiplies, by processor, library and thread count. What Engine::measure() returned when it was
/// last asked ({"float32": {"gflops": …}, …}); nothing when it never was, or the file is damaged (it is then measured again).
std::optional<Json> knownSpeeds(int threads, const std::string& library = "");
/// Puts a measurement in, in place of an older one of the same processor, library and thread count.
void rememberSpeeds(const Json& speeds, int threads, const std::string& library);
/// Float32 operations a second of a measurement.
double operationsPerSecond(const Json& speeds);

}  // namespace luthier
