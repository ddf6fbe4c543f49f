// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>

#include "core/engine/prepare.h"

namespace luthier {

/// How the weights of a model lie on disk. Of damaged files nothing: whoever loads them tells it.
StoredWeights storedWeights(const std::filesystem::path& model);
/// What this process holds now and has held, before it has a model: into `prepared`.
void lookAtMemory(Prepared& prepared);

}  // namespace luthier
