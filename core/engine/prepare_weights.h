// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/engine/prepare.h"

namespace luthier {

/// How the weights of the model lie on disk, and whether its ends are tied there: into `prepared`. Of damaged files nothing: whoever loads them tells it.
void readWeightFacts(Prepared& prepared);
/// What this process holds now and has held, before it has a model: into `prepared`.
void lookAtMemory(Prepared& prepared);

}  // namespace luthier
