// SPDX-License-Identifier: Apache-2.0
#include "core/model/decoder_layer.h"

#include "core/ops/matmul.h"
#include "core/ops/node.h"

namespace luthier {
namespace {

/// What a layer's forward leaves for its backward.
struct Kept {
    Projected projected;
    Attended attended;
    at::Tensor reducedO, middle, reducedGate, reducedUp, reducedDown, gate, up;  // middle (T, C): x + attention
    RmsNormed middleNormed;
};

/// Which parts of a layer learn, from its end to its beginning: nothing below the lowest is computed.
struct Learning {
    explicit Learning(const DecoderLayer& layer, bool input) {
        below = input || learns(layer.inputNorm);
        projections = below || layer.q.learns() || layer.k.learns() || layer.v.learns();
        attention = projections || layer.o.learns();
        middle = attention || learns(layer.postAttentionNorm);
        gated = middle || layer.gate.learns() || layer.up.learns();
    }
    bool below, projections, attention, middle, gated;
};

std::vector<const Linear*> mapsOf(const DecoderLayer& layer) {
    return {&layer.q, &layer.k, &layer.v, &layer.o, &layer.gate, &layer.up, &layer.down};
}

std::vector<at::Tensor> learningOf(const DecoderLayer& layer) {
    std::vector<at::Tensor> tensors;
    for (const at::Tensor& norm : {layer.inputNorm, layer.postAttentionNorm})
        if (learns(norm)) tensors.push_back(norm);
    for (const Linear* map : mapsOf(layer)) appendLearning(*map, tensors);
    return tensors;
}

/// The second half of the forward; fills `kept` when there is a backward.
at::Tensor secondHalf(const DecoderLayer& layer, const at::Tensor& x, const at::Tensor& attended, const LayerPass& pass, Kept* kept) {
    Kept local;
    Kept& keep = kept ? *kept : local;
    keep.middle = linear(layer.o, attended, pass.rowKeys, &keep.reducedO);
    keep.middleNormed = rmsNorm(keep.middle, layer.postAttentionNorm, pass.normEps, x);
    keep.gate = linear(layer.gate, keep.middleNormed.y, pass.rowKeys, &keep.reducedGate);
    keep.up = linear(layer.up, keep.middleNormed.y, pass.rowKeys, &keep.reducedUp);
    keep.middleNormed.y.reset();
    const at::Tensor h = swiGlu(keep.gate, keep.up);
    if (!kept) keep.gate = keep.up = at::Tensor();
    at::Tensor out = linear(layer.down, h, pass.rowKeys, &keep.reducedDown);
    addInPlace(out, keep.middle);
    return out;
}

at::Tensor forward(const DecoderLayer& layer, const at::Tensor& x, const LayerPass& pass, Kept* kept) {
    Kept local;
    Kept& keep = kept ? *kept : local;
    keep.projected = projectAttention(layer, x, pass);
    keep.projected.normed.y.reset();
    const Projected& p = keep.projected;
    keep.attended = attention(p.q, p.k, p.v, pass.starts, pass.layout);
    if (!kept) keep.projected = {};
    return secondHalf(layer, x, keep.attended.out, pass, kept);
}

/// Backward of the gated product: `dy` (T, C) becomes the gradient of `middle`, in place, where that is wanted.
void gatedBackward(const DecoderLayer& layer, Kept& kept, const LayerPass& pass, const Learning& learning, at::Tensor& dy, GradientSink& sink) {
    const at::Tensor ds = reducedGradient(layer.down, dy);
    at::Tensor h;
    if (learning.gated) {
        h = inputGradient(layer.down, dy, ds, pass.rowKeys);
        swiGluBackward(kept.gate, kept.up, h);
    } else if (layer.down.keepsInput()) {
        h = swiGlu(kept.gate, kept.up);
    }
    parameterGradients(layer.down, h, kept.reducedDown, dy, ds, pass.rowKeys, sink);
    h.reset();
    if (!learning.gated) return;
    const bool needsNormed = layer.gate.keepsInput() || layer.up.keepsInput();
    const at::Tensor normed = needsNormed ? rmsNormAgain(kept.middle, layer.postAttentionNorm, kept.middleNormed.rstd) : at::Tensor();
    const at::Tensor dsGate = reducedGradient(layer.gate, kept.gate), dsUp = reducedGradient(layer.up, kept.up);
    parameterGradients(layer.gate, normed, kept.reducedGate, kept.gate, dsGate, pass.rowKeys, sink);
    parameterGradients(layer.up, normed, kept.reducedUp, kept.up, dsUp, pass.rowKeys, sink);
    if (!learning.middle) return;
    at::Tensor dNormed = inputGradient(layer.gate, kept.gate, dsGate, pass.rowKeys);
    dNormed = inputGradient(layer.up, kept.up, dsUp, pass.rowKeys, dNormed);
    kept.gate = kept.up = at::Tensor();
    if (learns(layer.postAttentionNorm)) sink.add(layer.postAttentionNorm, rmsNormWeightGradient(kept.middle, kept.middleNormed.rstd, dNormed));
    rmsNormBackward(kept.middle, layer.postAttentionNorm, kept.middleNormed.rstd, dNormed, dy);
    kept.middle.reset();
}

/// Gradients of q, k and v, turned back by position.
AttentionGradient attentionPart(const DecoderLayer& layer, Kept& kept, const LayerPass& pass, const Learning& learning, const at::Tensor& dy,
                                GradientSink& sink) {
    const at::Tensor ds = reducedGradient(layer.o, dy);
    parameterGradients(layer.o, kept.attended.out, kept.reducedO, dy, ds, pass.rowKeys, sink);
    if (!learning.projections) return {};
    const Projected& p = kept.projected;
    const at::Tensor dAttended = inputGradient(layer.o, dy, ds, pass.rowKeys);
    AttentionGradient d = attentionBackward(dAttended, p.q, p.k, p.v, kept.attended, pass.starts, pass.layout);
    kept.attended = {};
    rope(d.q, pass.ropeTable, pass.positions, -1);
    rope(d.k, pass.ropeTable, pass.positions, -1);
    return d;
}

/// Backward of the attention half: `dy` becomes the gradient of x, in place, where that is wanted.
void attentionHalfBackward(const DecoderLayer& layer, const at::Tensor& x, Kept& kept, const LayerPass& pass, const Learning& learning,
                           at::Tensor& dy, GradientSink& sink) {
    const AttentionGradient d = attentionPart(layer, kept, pass, learning, dy, sink);
    if (!learning.projections) return;
    const Projected& p = kept.projected;
    const bool needsNormed = layer.q.keepsInput() || layer.k.keepsInput() || layer.v.keepsInput();
    const at::Tensor normed = needsNormed ? rmsNormAgain(x, layer.inputNorm, p.normed.rstd) : at::Tensor();
    at::Tensor dNormed;
    for (auto [map, dOut, reduced] : {std::tuple(&layer.q, &d.q, &p.reducedQ), std::tuple(&layer.k, &d.k, &p.reducedK),
                                      std::tuple(&layer.v, &d.v, &p.reducedV)}) {
        const at::Tensor ds = reducedGradient(*map, *dOut);
        parameterGradients(*map, normed, *reduced, *dOut, ds, pass.rowKeys, sink);
        if (learning.below) dNormed = inputGradient(*map, *dOut, ds, pass.rowKeys, dNormed);
    }
    if (!learning.below) return;
    if (learns(layer.inputNorm)) sink.add(layer.inputNorm, rmsNormWeightGradient(x, p.normed.rstd, dNormed));
    rmsNormBackward(x, layer.inputNorm, p.normed.rstd, dNormed, dy);
}

at::Tensor backward(const DecoderLayer& layer, const at::Tensor& x, Kept& kept, const LayerPass& pass, at::Tensor dy, bool wanted,
                    GradientSink& sink) {
    const Learning learning(layer, wanted);
    // The gradient is turned from the output's into the input's in place, in our own copy unless nobody else holds it.
    if (dy.use_count() > 1 || !dy.is_contiguous()) dy = dy.clone(at::MemoryFormat::Contiguous);
    gatedBackward(layer, kept, pass, learning, dy, sink);
    if (learning.attention) attentionHalfBackward(layer, x, kept, pass, learning, dy, sink);
    return wanted ? dy : at::Tensor();
}

}  // namespace

Projected projectAttention(const DecoderLayer& layer, const at::Tensor& x, const LayerPass& pass) {
    Projected out;
    at::Tensor in = x;
    out.normed = rmsNorm(in, layer.inputNorm, pass.normEps);
    out.q = linear(layer.q, out.normed.y, pass.rowKeys, &out.reducedQ);
    out.k = linear(layer.k, out.normed.y, pass.rowKeys, &out.reducedK);
    out.v = linear(layer.v, out.normed.y, pass.rowKeys, &out.reducedV);
    rope(out.q, pass.ropeTable, pass.positions);
    rope(out.k, pass.ropeTable, pass.positions);
    return out;
}

at::Tensor finishLayer(const DecoderLayer& layer, const at::Tensor& x, const at::Tensor& attended, const LayerPass& pass) {
    return secondHalf(layer, x, attended, pass, nullptr);
}

at::Tensor decoderLayer(const DecoderLayer& layer, const at::Tensor& x, const std::shared_ptr<const LayerPass>& pass) {
    const std::vector<at::Tensor> learning = learningOf(layer);
    const bool recorded = needsNode(x, learning);
    const at::NoGradGuard noGrad;
    const at::Tensor in = x.detach();
    auto kept = std::make_shared<Kept>();
    const bool keeps = recorded && pass->recompute == Recompute::None;
    at::Tensor out = forward(layer, in, *pass, keeps ? kept.get() : nullptr);
    if (pass->betweenLayers) pass->betweenLayers();
    if (!recorded) return out;
    attachNode(out, x, learning, "decoder layer", [layer, in, pass, kept, keeps](at::Tensor dy, bool wanted, GradientSink& sink) {
        if (pass->betweenLayers) pass->betweenLayers();
        if (!keeps) forward(layer, in, *pass, kept.get());
        return backward(layer, in, *kept, *pass, std::move(dy), wanted, sink);
    });
    return out;
}

}  // namespace luthier
