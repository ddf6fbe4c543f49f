// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <vector>

#include "core/ops/pack_layout.h"
#include "core/ops/torch.h"

namespace luthier {

/// Heads of an attention layer, and what their queries see of the keys; `kvHeads` divides `heads` (grouped queries, arXiv 2305.13245).
struct HeadLayout {
    int64_t heads = 0, kvHeads = 0, headSize = 0;
    double scale = 0;      ///< of the scores; 0: 1 / sqrt(headSize)
    int64_t window = 0;    ///< keys that a query sees, its own included; 0: all
    double softCap = 0;    ///< scores become cap tanh(score / cap) (arXiv 2408.00118); 0: they stay
    at::Tensor keyBias = {};  ///< (heads, positions), added to the scores of a sample's keys (arXiv 2108.12409), or undefined
    bool causal = true;    ///< false: a query sees later keys too, `window` of them

    double scoreScale() const;
};

/// Attention within each sample of a packed batch.
struct Attended {
    at::Tensor out;        ///< (T, heads * D)
    at::Tensor logSumExp;  ///< (heads, T), for the backward
};
/// q (T, heads * D), k and v (T, kvHeads * D), already turned by position. Work is the sum of squared lengths; a sample's result depends on that
/// sample alone. Beginnings are shared only where attention is causal.
Attended attention(const at::Tensor& q, const at::Tensor& k, const at::Tensor& v, const PackLayout& pack, const HeadLayout& layout);

struct AttentionGradient {
    at::Tensor q, k, v;  ///< shaped as their inputs
};
AttentionGradient attentionBackward(const at::Tensor& dOut, const at::Tensor& q, const at::Tensor& k, const at::Tensor& v,
                                    const Attended& forward, const PackLayout& pack, const HeadLayout& layout);

}  // namespace luthier
