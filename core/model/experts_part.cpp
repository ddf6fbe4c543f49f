// SPDX-License-Identifier: Apache-2.0
#include "core/model/experts_part.h"

#include <algorithm>
#include <numeric>

#include "core/ops/elementwise.h"
#include "core/ops/matmul.h"

namespace luthier {
namespace {

/// Tokens that chose one expert, ascending, and their rank among each token's choices.
struct Share {
    at::Tensor tokens, ranks;  // (n) int64
};

Share shareOf(const at::Tensor& chosen, int64_t expert) {
    const at::Tensor places = chosen.eq(expert).nonzero();  // (n, 2)
    return {places.select(1, 0).contiguous(), places.select(1, 1).contiguous()};
}

/// The most likely experts of each token, descending; equal ones by number.
at::Tensor chosenExperts(const at::Tensor& probabilities, int64_t perToken) {
    const int64_t tokens = probabilities.size(0), count = probabilities.size(1);
    at::Tensor chosen = at::empty({tokens, perToken}, at::kLong);
    const float* p = probabilities.const_data_ptr<float>();
    int64_t* out = chosen.data_ptr<int64_t>();
    std::vector<int64_t> order(static_cast<size_t>(count));
    for (int64_t t = 0; t < tokens; ++t) {
        std::iota(order.begin(), order.end(), 0);
        std::stable_sort(order.begin(), order.end(), [&](int64_t a, int64_t b) { return p[t * count + a] > p[t * count + b]; });
        std::copy_n(order.begin(), perToken, out + t * perToken);
    }
    return chosen;
}

/// What each chosen expert's product is multiplied with. (T, perToken)
at::Tensor shares(const at::Tensor& probabilities, const at::Tensor& chosen, bool normalized) {
    const at::Tensor p = probabilities.gather(1, chosen);
    return normalized ? p / p.sum(1, true) : p;
}

at::Tensor factorsOf(const at::Tensor& shares, const Share& share) { return shares.index({share.tokens, share.ranks}).unsqueeze(1); }  // (n, 1)

/// The gradient of the shares -> of the router's logits. (T, experts)
at::Tensor routerGradient(const at::Tensor& probabilities, const at::Tensor& chosen, const at::Tensor& dShares, bool normalized) {
    at::Tensor dChosen = dShares;
    if (normalized) {
        const at::Tensor p = probabilities.gather(1, chosen), sum = p.sum(1, true);
        dChosen = (dShares - (dShares * p).sum(1, true) / sum) / sum;
    }
    const at::Tensor dProbabilities = at::zeros_like(probabilities).scatter_(1, chosen, dChosen);
    return probabilities * (dProbabilities - (dProbabilities * probabilities).sum(1, true));
}

/// Gradients of one expert's maps; of its input where wanted. dy (n, C): of its product
at::Tensor expertBackward(const Expert& expert, Activation activation, const at::Tensor& x, ProductKept& kept, const at::Tensor& dy, bool wanted,
                          GradientSink& sink) {
    at::Tensor h = inputGradient(expert.down, dy, {}, {});
    gatedBackward(activation, kept.gate, kept.up, h);
    parameterGradients(expert.down, h, {}, dy, {}, {}, sink);
    parameterGradients(expert.gate, x, {}, kept.gate, {}, {}, sink);
    parameterGradients(expert.up, x, {}, kept.up, {}, {}, sink);
    if (!wanted) return {};
    return inputGradient(expert.up, kept.up, {}, {}, inputGradient(expert.gate, kept.gate, {}, {}));
}

}  // namespace

at::Tensor expertsForward(const MlpPart& part, const at::Tensor& x, MlpKept* kept) {
    const ExpertsPlan& plan = part.plan.experts;
    const at::Tensor probabilities = at::softmax(linear(part.router, x, {}), -1), chosen = chosenExperts(probabilities, plan.perToken);
    const at::Tensor weights = shares(probabilities, chosen, plan.normalized);
    at::Tensor out = at::zeros_like(x);
    if (kept) kept->experts.resize(part.experts.size());
    for (size_t e = 0; e < part.experts.size(); ++e) {
        const Share share = shareOf(chosen, static_cast<int64_t>(e));
        if (share.tokens.size(0) == 0) continue;
        const at::Tensor in = x.index_select(0, share.tokens);
        ProductKept keep;
        keep.gate = linear(part.experts[e].gate, in, {});
        keep.up = linear(part.experts[e].up, in, {});
        const at::Tensor y = linear(part.experts[e].down, gated(part.plan.activation, keep.gate, keep.up), {});
        addRows(out, share.tokens, y.mul(factorsOf(weights, share)).contiguous());
        if (kept) kept->experts[e] = std::move(keep);
    }
    if (kept) {
        kept->probabilities = probabilities;
        kept->chosen = chosen;
    }
    return out;
}

at::Tensor expertsBackward(const MlpPart& part, const InputAgain& input, MlpKept& kept, const at::Tensor& dOut, bool wanted, GradientSink& sink) {
    const ExpertsPlan& plan = part.plan.experts;
    const at::Tensor x = input(), weights = shares(kept.probabilities, kept.chosen, plan.normalized);
    at::Tensor dx = wanted ? at::zeros_like(x) : at::Tensor(), dShares = at::zeros_like(weights);
    for (size_t e = 0; e < part.experts.size(); ++e) {
        const Share share = shareOf(kept.chosen, static_cast<int64_t>(e));
        if (share.tokens.size(0) == 0) continue;
        const at::Tensor in = x.index_select(0, share.tokens), up = dOut.index_select(0, share.tokens);
        const at::Tensor y = linear(part.experts[e].down, gated(part.plan.activation, kept.experts[e].gate, kept.experts[e].up), {});
        dShares.index_put_({share.tokens, share.ranks}, (up * y).sum(1));
        const at::Tensor dIn =
            expertBackward(part.experts[e], part.plan.activation, in, kept.experts[e], up.mul(factorsOf(weights, share)).contiguous(), wanted, sink);
        if (wanted) addRows(dx, share.tokens, dIn);
        kept.experts[e] = {};
    }
    const at::Tensor dLogits = routerGradient(kept.probabilities, kept.chosen, dShares, plan.normalized);
    parameterGradients(part.router, x, {}, dLogits, {}, {}, sink);
    return wanted ? inputGradient(part.router, dLogits, {}, {}, dx) : at::Tensor();
}

}  // namespace luthier
