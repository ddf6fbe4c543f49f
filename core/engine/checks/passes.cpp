// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include "core/engine/checks.h"

namespace luthier {
namespace {

// Losses on held-out rows of instruction data turn after two to four passes; small sets are known by heart soon after.
constexpr double kManyPasses = 5, kUsualPasses = 3;
constexpr double kManySamples = 2000;

Problems look(const CheckSubject& subject) {
    if (subject.recipe.model.init == "random" || subject.prepared.train.empty()) return {};
    const double samples = static_cast<double>(subject.prepared.train.size()), steps = static_cast<double>(subject.resolved.steps);
    const double passes = steps / static_cast<double>(subject.resolved.stepsPerEpoch);
    if (passes <= kManyPasses || samples >= kManySamples) return {};
    const Fix fix = subject.recipe.train.steps ? Fix{"train.steps", fmt::format("{:.0f}", kUsualPasses * static_cast<double>(subject.resolved.stepsPerEpoch))}
                                               : Fix{"train.epochs", fmt::format("{:.0f}", kUsualPasses)};
    return {fixable(warning(fix.key, fmt::format("every row is seen {:.3g} times: {:.0f} samples are likely learnt by heart", passes, samples),
                    fmt::format("set {} to {}, and watch the loss on held-out rows", fix.key, fix.value)), fix)};
}

}  // namespace

Check passesCheck() { return {"passes", "Not so many passes that rows are learnt by heart", look}; }

}  // namespace luthier
