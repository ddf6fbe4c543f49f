// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/ops/linear.h"
#include "core/ops/torch.h"

namespace luthier {

struct HeadLoss {
    at::Tensor sum;       ///< () float32, differentiable: sum over rows of -log p(target)
    at::Tensor logProbs;  ///< (N) float32, of the targets; no gradient
};

/// Linear head and cross-entropy in one, in chunks of rows, so that the logits of a batch never exist at once; the gradient is computed in the
/// forward pass. Rows without a label are not given.
/// hidden (N, C); weight (V, C); bias (V) or undefined; targets (N) int64. loraA (R, C), loraB (V, R), scale: the head's adapter, or undefined.
HeadLoss headLoss(const at::Tensor& hidden, const at::Tensor& weight, const at::Tensor& bias, const at::Tensor& targets,
                  const at::Tensor& loraA = {}, const at::Tensor& loraB = {}, double scale = 1);
/// What becomes of the logits: multiplied by scale, then cap tanh(logit / cap) unless cap is 0.
struct LogitForm {
    double scale = 1, cap = 0;
    bool plain() const { return scale == 1 && cap == 0; }
};
/// In place.
void bendLogits(at::Tensor& logits, const LogitForm& form);

/// The same for a head with its adapter; rowKeys (N): keys of the given rows while training, for the adapter's dropout, else undefined.
HeadLoss headLoss(const at::Tensor& hidden, const Linear& head, const at::Tensor& targets, const at::Tensor& rowKeys = {},
                  const LogitForm& form = {});

}  // namespace luthier
