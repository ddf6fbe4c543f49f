// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/ops/activation.h"
#include "core/ops/attention.h"
#include "core/ops/elementwise.h"
#include "core/ops/linear.h"
#include "core/ops/torch.h"

namespace luthier::reference {

// Every hot operation once more in plain ATen with autograd: what the fast forms are held against. Any float type.

at::Tensor rmsNorm(const at::Tensor& x, const at::Tensor& weight, double eps);
at::Tensor layerNorm(const at::Tensor& x, const at::Tensor& weight, const at::Tensor& bias, double eps);
/// x (T, heads * D), cosines and sines in one table as luthier::ropeTable makes them.
at::Tensor rope(const at::Tensor& x, const at::Tensor& table, const at::Tensor& positions, const RopeForm& form = {});
at::Tensor activated(Activation activation, const at::Tensor& x);
at::Tensor linear(const at::Tensor& x, const Linear& map);
at::Tensor attention(const at::Tensor& q, const at::Tensor& k, const at::Tensor& v, const PackLayout& pack, const HeadLayout& layout);
/// Sum of -log p(target), with the logits of all rows at once.
at::Tensor headLoss(const at::Tensor& hidden, const Linear& head, const at::Tensor& targets);

}  // namespace luthier::reference
