// SPDX-License-Identifier: Apache-2.0
#include "core/model/norm.h"

#include "core/ops/elementwise.h"
#include "core/ops/node.h"

namespace luthier {
namespace {

/// The weight that multiplies, (C) or (W, C).
at::Tensor multiplier(const Norm& norm) {
    if (!norm.apart.empty()) return at::stack(norm.apart);
    return norm.plan.kind == NormPlan::Kind::RmsOnePlus ? norm.weight + 1 : norm.weight;
}

/// (T, C) as rows of the norm's own width
at::Tensor rowsOf(const Norm& norm, const at::Tensor& x) { return x.view({-1, norm.plan.columns()}); }

LayerNormed asLayerNormed(const Normed& kept) { return {{}, kept.mean, kept.rstd}; }

void weightGradients(const Norm& norm, const at::Tensor& x, const Normed& kept, const at::Tensor& dy, GradientSink& sink) {
    const int64_t columns = norm.plan.columns();
    if (learns(norm.bias)) sink.add(norm.bias, dy.view({-1, norm.bias.numel()}).sum(0).view(norm.bias.sizes()));
    if (norm.plan.kind != NormPlan::Kind::Layer) {
        if (learns(norm.weight)) sink.add(norm.weight, rmsNormWeightGradient(x, kept.rstd, dy));
        return;
    }
    const int64_t weights = norm.apart.empty() ? norm.weight.numel() / columns : static_cast<int64_t>(norm.apart.size());
    const at::Tensor gradient = layerNormWeightGradient(x, asLayerNormed(kept), dy, weights);  // (W, C)
    if (norm.apart.empty()) return sink.add(norm.weight, gradient.view(norm.weight.sizes()));
    for (int64_t row = 0; row < weights; ++row) sink.add(norm.apart[static_cast<size_t>(row)], gradient[row]);
}

}  // namespace

bool Norm::learns() const {
    std::vector<at::Tensor> tensors;
    appendLearning(*this, tensors);
    return !tensors.empty();
}

void appendLearning(const Norm& norm, std::vector<at::Tensor>& tensors) {
    for (const at::Tensor& tensor : {norm.weight, norm.bias})
        if (learns(tensor)) tensors.push_back(tensor);
    for (const at::Tensor& tensor : norm.apart)
        if (learns(tensor)) tensors.push_back(tensor);
}

Normed normed(const Norm& norm, at::Tensor& x, const at::Tensor& added) {
    at::Tensor rows = rowsOf(norm, x);
    if (norm.plan.kind == NormPlan::Kind::Layer) {
        const LayerNormed out = layerNorm(rows, multiplier(norm), norm.bias, norm.plan.eps, added);
        return {out.y.view(x.sizes()), out.mean, out.rstd};
    }
    const RmsNormed out = rmsNorm(rows, multiplier(norm), norm.plan.eps, added);
    return {out.y.view(x.sizes()), {}, out.rstd};
}

at::Tensor normedAgain(const Norm& norm, const at::Tensor& x, const Normed& kept) {
    const at::Tensor rows = rowsOf(norm, x);
    const at::Tensor y = norm.plan.kind == NormPlan::Kind::Layer ? layerNormAgain(rows, multiplier(norm), norm.bias, asLayerNormed(kept))
                                                                 : rmsNormAgain(rows, multiplier(norm), kept.rstd);
    return y.view(x.sizes());
}

void normBackward(const Norm& norm, const at::Tensor& x, const Normed& kept, const at::Tensor& dy, at::Tensor* dx, GradientSink& sink) {
    const at::Tensor rows = rowsOf(norm, x), up = rowsOf(norm, dy);
    if (norm.learns()) weightGradients(norm, rows, kept, up, sink);
    if (!dx) return;
    at::Tensor out = rowsOf(norm, *dx);
    if (norm.plan.kind == NormPlan::Kind::Layer)
        layerNormBackward(rows, multiplier(norm), asLayerNormed(kept), up, out);
    else
        rmsNormBackward(rows, multiplier(norm), kept.rstd, up, out);
}

at::Tensor normNode(const Norm& norm, const at::Tensor& x) {
    if (!norm.present()) return x;
    std::vector<at::Tensor> learning;
    appendLearning(norm, learning);
    const bool recorded = needsNode(x, learning);
    const at::NoGradGuard noGrad;
    at::Tensor in = x.detach();
    Normed kept = normed(norm, in);
    at::Tensor y = std::move(kept.y);
    if (!recorded) return y;
    attachNode(y, x, learning, "norm", [in, norm, kept](const at::Tensor& dy, bool wanted, GradientSink& sink) {
        at::Tensor dx = wanted ? at::zeros_like(in) : at::Tensor();
        normBackward(norm, in, kept, dy.contiguous(), wanted ? &dx : nullptr, sink);
        return dx;
    });
    return y;
}

}  // namespace luthier
