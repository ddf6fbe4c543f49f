// SPDX-License-Identifier: Apache-2.0
#include "core/engine/proof_rows.h"

#include <algorithm>
#include <utility>

#include "core/engine/environment.h"
#include "core/engine/prepare_labels.h"
#include "core/engine/scratch.h"
#include "core/engine/session.h"
#include "core/train/batcher.h"

namespace luthier {
namespace {

constexpr uint32_t kProofSamples = 16;

}  // namespace

ProofRows proofRows(const Prepared& prepared, const Resolved& resolved) {
    const bool heldOut = !prepared.eval.empty();
    const SamplePart part{prepared.store.get(), heldOut ? prepared.eval : prepared.train};
    std::vector<uint32_t> first;
    for (uint32_t i = 0; i < std::min<size_t>(kProofSamples, part.size()); i++) first.push_back(i);
    ProofRows rows{{}, heldOut ? "held-out" : "training"};
    for (const PackedSamples& pack : packed(part, first, {resolved.microBatchTokens})) rows.batches.push_back(batchOf(part, pack));
    return rows;
}

ProofRows proofRowsAgain(Recipe recipe, const Resolved& resolved, const Json& environment, const DecoderConfig& config, const CancelToken& cancel) {
    recipe.data.maxLength = resolved.maxLength;
    const Scratch scratch;
    const Prepared prepared = prepare(recipe, scratch.path(), heeding(cancel));
    if (hasError(prepared.problems) || hasError(changedData(environment, prepared))) return madeUpRows(config);
    return proofRows(prepared, resolved);
}

ProofRows madeUpRows(const DecoderConfig& config) {
    const LabelScheme labels = labelsOf(config);
    std::vector<Sample> samples(4);
    uint32_t state = 1;
    for (Sample& sample : samples) {
        for (int i = 0; i < 24; i++) {
            state = state * 1664525u + 1013904223u;
            sample.ids.push_back(static_cast<int32_t>((state >> 8) % static_cast<uint32_t>(config.vocabulary)));
            sample.learnt.push_back(!labels.present());
        }
        if (labels.present()) sample = unlabelled(sample.ids, labels);
    }
    return {{batchOf(samples)}, "made-up"};
}

}  // namespace luthier
