// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/json.h"

namespace luthier {

/// Times matrix products of a training step's shape on the calling thread's team, about a second in all:
/// {"threads", "float32": {"gflops", "kernel", by kernel …}, "bfloat16": {"gflops"}, "precision", "store"}.
Json measuredSpeeds();

/// "libtorch 2.13.0" and what else numbers depend on.
Json libraryVersions();
std::string libraryName();

}  // namespace luthier
