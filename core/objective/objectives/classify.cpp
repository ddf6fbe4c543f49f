// SPDX-License-Identifier: Apache-2.0
#include "core/objective/label_loss.h"

namespace luthier {
namespace {

/// Cross-entropy of the right class. answers (S, classes), targets (S, 1) -> (S)
at::Tensor ofOne(const at::Tensor& answers, const at::Tensor& targets) {
    return at::cross_entropy_loss(answers, targets.select(1, 0).to(at::kLong), {}, at::Reduction::None);
}

/// Binary cross-entropy of every class, their mean. answers, targets (S, classes) -> (S)
at::Tensor ofSeveral(const at::Tensor& answers, const at::Tensor& targets) {
    return at::binary_cross_entropy_with_logits(answers, targets, {}, {}, at::Reduction::None).mean(1);
}

}  // namespace

/// Which class, or which classes, a text belongs to.
ObjectiveKind classifyObjective() {
    return {"classify", [](const ObjectiveSettings&, const LabelScheme& labels) -> std::unique_ptr<Objective> {
                return std::make_unique<LabelObjective>(labels, labels.kind == LabelScheme::Kind::Several ? ofSeveral : ofOne);
            }};
}

}  // namespace luthier
