// SPDX-License-Identifier: Apache-2.0
#include "core/ops/reference.h"

#include <cmath>

namespace luthier::reference {

at::Tensor rmsNorm(const at::Tensor& x, const at::Tensor& weight, double eps) {
    return weight * (x * at::rsqrt(x.pow(2).mean(-1, true) + eps));
}

at::Tensor rope(const at::Tensor& x, const at::Tensor& table, const at::Tensor& positions) {
    const int64_t headSize = table.size(1);
    const at::Tensor rows = table.index_select(0, positions).to(x.scalar_type()).unsqueeze(1);  // (T, 1, D)
    const auto angles = rows.chunk(2, -1);
    const auto halves = x.view({x.size(0), -1, headSize}).chunk(2, -1);
    return at::cat({halves[0] * angles[0] - halves[1] * angles[1], halves[1] * angles[0] + halves[0] * angles[1]}, -1).view(x.sizes());
}

at::Tensor swiGlu(const at::Tensor& gate, const at::Tensor& up) { return at::silu(gate) * up; }

at::Tensor linear(const at::Tensor& x, const Linear& map) {
    at::Tensor y = at::linear(x, map.weight, map.bias.defined() ? std::optional(map.bias) : std::nullopt);
    if (const LowRank* adapter = map.adapter()) y = y + adapter->scale * at::linear(at::linear(x, adapter->a), adapter->b);
    return y;
}

at::Tensor attention(const at::Tensor& q, const at::Tensor& k, const at::Tensor& v, const std::vector<int64_t>& starts, const HeadLayout& layout) {
    std::vector<at::Tensor> outs;
    const int64_t groups = layout.heads / layout.kvHeads;
    for (size_t s = 0; s + 1 < starts.size(); ++s) {
        const int64_t length = starts[s + 1] - starts[s];
        const auto of = [&](const at::Tensor& x) { return x.narrow(0, starts[s], length).view({length, -1, layout.headSize}).transpose(0, 1); };
        const at::Tensor keys = of(k).repeat_interleave(groups, 0), values = of(v).repeat_interleave(groups, 0);
        const at::Tensor scores = at::matmul(of(q), keys.transpose(1, 2)) / std::sqrt(static_cast<double>(layout.headSize));
        const at::Tensor later = at::ones({length, length}, at::kBool).triu(1);
        const at::Tensor weights = at::softmax(scores.masked_fill(later, -INFINITY), -1);
        outs.push_back(at::matmul(weights, values).transpose(0, 1).reshape({length, -1}));
    }
    return at::cat(outs);
}

at::Tensor headLoss(const at::Tensor& hidden, const Linear& head, const at::Tensor& targets) {
    return at::nll_loss(at::log_softmax(linear(hidden, head), -1), targets, {}, at::Reduction::Sum);
}

}  // namespace luthier::reference
