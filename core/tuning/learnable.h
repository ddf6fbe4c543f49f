// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "core/model/decoder.h"
#include "core/tuning/method.h"

namespace luthier {

/// Puts a float32 copy of its own in place of a parameter, which so far may be a view of the checkpoint's file; a tied head follows.
void ownCopy(Decoder& decoder, const NamedTensor& parameter);

/// The parameters right under a module path: its weight and bias.
std::vector<NamedTensor> parametersOf(Decoder& decoder, const std::string& module);

/// The linear map (head included) of a module path; null pointer when there is none.
Linear* linearOf(Decoder& decoder, const std::string& path);

}  // namespace luthier
