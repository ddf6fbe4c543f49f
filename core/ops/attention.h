// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <vector>

#include "core/ops/torch.h"

namespace luthier {

/// Heads of an attention layer; `kvHeads` divides `heads` (grouped queries, arXiv 2305.13245).
struct HeadLayout {
    int64_t heads = 0, kvHeads = 0, headSize = 0;
};

/// Causal attention within each sample of a packed batch.
struct Attended {
    at::Tensor out;        ///< (T, heads * D)
    at::Tensor logSumExp;  ///< (heads, T), for the backward
};
/// q (T, heads * D), k and v (T, kvHeads * D), already turned by position. `starts`: S + 1 borders. Work is the sum of squared lengths; a sample's
/// result depends on that sample alone.
Attended attention(const at::Tensor& q, const at::Tensor& k, const at::Tensor& v, const std::vector<int64_t>& starts, const HeadLayout& layout);

struct AttentionGradient {
    at::Tensor q, k, v;  ///< shaped as their inputs
};
AttentionGradient attentionBackward(const at::Tensor& dOut, const at::Tensor& q, const at::Tensor& k, const at::Tensor& v,
                                    const Attended& forward, const std::vector<int64_t>& starts, const HeadLayout& layout);

}  // namespace luthier
