// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/objective/objective.h"

namespace luthier {

/// Cross-entropy of the next token at every labelled row: what sft and text share. They differ in which tokens are labelled, which the
/// batch already says.
LossSum nextTokenLoss(Decoder& decoder, const Batch& batch);

}  // namespace luthier
