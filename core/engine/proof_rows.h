// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "core/engine/prepare.h"
#include "core/engine/resolve.h"
#include "core/events/cancel_token.h"
#include "core/model/batch.h"

namespace luthier {

/// A few rows whose losses an export compares, and what they are: "held-out", "training", or "made-up".
struct ProofRows {
    std::vector<Batch> batches;
    std::string from;
};

/// Held-out rows, else some of the training part.
ProofRows proofRows(const Prepared& prepared, const Resolved& resolved);
/// The same for a run that ended, its data read again; made-up ones where that is not there any more, or not as it was. Throws Stopped.
ProofRows proofRowsAgain(Recipe recipe, const Resolved& resolved, const Json& environment, const DecoderConfig& config, const CancelToken& cancel);
/// Token ids that mean nothing: losses can be compared on any text.
ProofRows madeUpRows(const DecoderConfig& config);

}  // namespace luthier
