// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/objective/objective.h"

namespace luthier {

/// Rows' answers and targets, both (S, width) float -> the loss of every row (S), differentiable.
using RowLoss = at::Tensor (*)(const at::Tensor& answers, const at::Tensor& targets);

/// An objective over labelled rows: the model answers once a row, and every row counts one. Losses as Transformers'
/// ForSequenceClassificationLoss (loss/loss_utils.py) takes them by problem_type, whose mean over rows this is.
class LabelObjective : public Objective {
public:
    LabelObjective(LabelScheme labels, RowLoss loss) : labels_(std::move(labels)), loss_(loss) {}
    LossSum evaluate(Decoder& decoder, const Batch& batch) override;
    LabelScheme labels() const override { return labels_; }

private:
    LabelScheme labels_;
    RowLoss loss_;
};

}  // namespace luthier
