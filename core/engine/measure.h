// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/json.h"
#include "core/events/cancel_token.h"

namespace luthier {

/// Times matrix products of a training step's shape on the calling thread's team, about a second of processor time in all:
/// {"threads", "float32": {"gflops", "small_gflops", "kernel", by kernel …}, "bfloat16": {"gflops", "small_gflops"}, "loops"}; small: of a model
/// about 200 numbers wide, where rounding factors costs more than it saves. Throws Stopped, soon after it is asked to.
Json measuredSpeeds(const CancelToken& cancel);

/// "libtorch 2.13.0" and what else numbers depend on.
Json libraryVersions();
std::string libraryName();

}  // namespace luthier
