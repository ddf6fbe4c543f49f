// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include "core/engine/checks.h"

namespace luthier {
namespace {

constexpr int64_t kWeightsPerToken = 10;  // learning weights for one learnt token, above which few of them are needed

Problems look(const CheckSubject& subject) {
    const int64_t weights = parameterCount(subject.prepared.config), tokens = subject.prepared.labels.present() ? subject.prepared.tokensOf(Part::Train) : subject.prepared.labelsOf(Part::Train);
    if (subject.recipe.model.init == "random" || !subject.work.baseLearns || subject.work.learning.numbers < weights) return {};
    if (weights < kWeightsPerToken * tokens) return {};
    return {fixable(warning("method.kind", fmt::format("all {} weights learn from {} tokens: an adapter (LoRA) learns as much from them, with a fraction of the memory and less forgetting", weights, tokens),
                    "choose method.kind: lora"), Fix{"method.kind", "lora"})};
}

}  // namespace

Check fullTuningCheck() { return {"full_tuning", "The method fits the size of the data", look}; }

}  // namespace luthier
