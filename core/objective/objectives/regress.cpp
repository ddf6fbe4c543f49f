// SPDX-License-Identifier: Apache-2.0
#include "core/objective/label_loss.h"

namespace luthier {
namespace {

/// Squared distance. answers, targets (S, 1) -> (S)
at::Tensor squared(const at::Tensor& answers, const at::Tensor& targets) { return (answers - targets).square().select(1, 0); }

}  // namespace

/// A number a text has.
ObjectiveKind regressObjective() {
    return {"regress", [](const ObjectiveSettings&, const LabelScheme& labels) -> std::unique_ptr<Objective> {
                return std::make_unique<LabelObjective>(labels, squared);
            }};
}

}  // namespace luthier
