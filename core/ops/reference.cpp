// SPDX-License-Identifier: Apache-2.0
#include "core/ops/reference.h"

#include <cmath>

namespace luthier::reference {

at::Tensor rmsNorm(const at::Tensor& x, const at::Tensor& weight, double eps) {
    return weight * (x * at::rsqrt(x.pow(2).mean(-1, true) + eps));
}

at::Tensor layerNorm(const at::Tensor& x, const at::Tensor& weight, const at::Tensor& bias, double eps) {
    const at::Tensor centred = x - x.mean(-1, true);
    const at::Tensor y = weight * (centred * at::rsqrt(centred.pow(2).mean(-1, true) + eps));
    return bias.defined() ? y + bias : y;
}

at::Tensor rope(const at::Tensor& x, const at::Tensor& table, const at::Tensor& positions, const RopeForm& form) {
    const int64_t turned = table.size(1), headSize = form.headSize ? form.headSize : turned;
    const at::Tensor rows = table.index_select(0, positions).to(x.scalar_type()).unsqueeze(1);  // (T, 1, turned)
    const auto angles = rows.chunk(2, -1);
    const at::Tensor heads = x.view({x.size(0), -1, headSize}), front = heads.narrow(-1, 0, turned);
    const auto part = [&](int64_t which) {
        return form.interleaved ? front.slice(-1, which, turned, 2) : front.chunk(2, -1)[static_cast<size_t>(which)];
    };
    const at::Tensor first = part(0) * angles[0] - part(1) * angles[1], second = part(1) * angles[0] + part(0) * angles[1];
    const at::Tensor both = form.interleaved ? at::stack({first, second}, -1).flatten(-2) : at::cat({first, second}, -1);
    return at::cat({both, heads.narrow(-1, turned, headSize - turned)}, -1).view(x.sizes());
}

at::Tensor activated(Activation activation, const at::Tensor& x) {
    switch (activation) {
        case Activation::Silu: return at::silu(x);
        case Activation::GeluErf: return at::gelu(x);
        case Activation::GeluTanh: return at::gelu(x, "tanh");
        case Activation::QuickGelu: return x * at::sigmoid(1.702 * x);
        case Activation::Relu: return at::relu(x);
        case Activation::Relu2: return at::relu(x).pow(2);
    }
    throw std::logic_error("activation");
}

at::Tensor linear(const at::Tensor& x, const Linear& map) {
    at::Tensor y = at::linear(x, map.matrix(), map.bias.defined() ? std::optional(map.bias) : std::nullopt);
    if (const LowRank* adapter = map.adapter()) y = y + adapter->scale * at::linear(at::linear(x, adapter->a), adapter->b);
    return y;
}

at::Tensor attention(const at::Tensor& q, const at::Tensor& k, const at::Tensor& v, const PackLayout& pack, const HeadLayout& layout) {
    std::vector<at::Tensor> outs;
    const int64_t groups = layout.heads / layout.kvHeads;
    for (size_t s = 0; s < pack.size(); ++s) {
        const SharedBeginning shared = pack.beginning(s);
        const int64_t rows = pack.rows(s), length = pack.length(s);
        const auto perHead = [&](const at::Tensor& x) { return x.view({x.size(0), -1, layout.headSize}).transpose(0, 1); };
        const auto own = [&](const at::Tensor& x) { return x.narrow(0, pack.starts[s], rows); };
        const auto whole = [&](const at::Tensor& x) {
            return perHead(at::cat({x.narrow(0, shared.row, shared.length), own(x)})).repeat_interleave(groups, 0);
        };
        const at::Tensor keys = whole(k), values = whole(v);
        at::Tensor scores = at::matmul(perHead(own(q)), keys.transpose(1, 2)) * layout.scoreScale();
        if (layout.softCap > 0) scores = layout.softCap * at::tanh(scores / layout.softCap);
        if (layout.keyBias.defined()) scores = scores + layout.keyBias.narrow(1, 0, length).unsqueeze(1).to(scores.scalar_type());
        const at::Tensor distance = at::arange(shared.length, length).unsqueeze(1) - at::arange(length);  // query - key
        at::Tensor unseen = at::zeros({rows, length}, at::kBool);
        if (layout.causal) unseen = unseen.logical_or(distance.lt(0));
        if (layout.window > 0) unseen = unseen.logical_or(distance.abs().ge(layout.window));
        const at::Tensor weights = at::softmax(scores.masked_fill(unseen, -INFINITY), -1);
        outs.push_back(at::matmul(weights, values).transpose(0, 1).reshape({rows, -1}));
    }
    return at::cat(outs);
}

at::Tensor headLoss(const at::Tensor& hidden, const Linear& head, const at::Tensor& targets) {
    return at::nll_loss(at::log_softmax(linear(hidden, head), -1), targets, {}, at::Reduction::Sum);
}

}  // namespace luthier::reference
