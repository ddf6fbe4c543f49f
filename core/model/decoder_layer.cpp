// SPDX-License-Identifier: Apache-2.0
#include "core/model/decoder_layer.h"

#include "core/ops/matmul.h"
#include "core/ops/node.h"

namespace luthier {
namespace {

/// What a layer's forward leaves for its backward.
struct Kept {
    Normed preAttention, postAttention, preMlp, postMlp;  // without y
    AttentionKept attention;
    MlpKept mlp;
    at::Tensor attentionOut, middle, mlpOut;  // (T, C): before the norms after them; middle: x + attention
};

std::vector<at::Tensor> learningOf(const DecoderLayer& layer) {
    std::vector<at::Tensor> tensors;
    for (const Norm* norm : {&layer.preAttention, &layer.postAttention, &layer.preMlp, &layer.postMlp}) appendLearning(*norm, tensors);
    appendLearning(layer.attention, tensors);
    appendLearning(layer.mlp, tensors);
    return tensors;
}

/// The norm of x, or x itself; what the backward needs is left in `kept`, without y.
at::Tensor normedOr(const Norm& norm, at::Tensor x, Normed& kept) {
    if (!norm.present()) return x;
    kept = normed(norm, x);
    at::Tensor y = std::move(kept.y);
    kept.y = at::Tensor();
    return y;
}

at::Tensor normedAgainOr(const Norm& norm, const at::Tensor& x, const Normed& kept) { return norm.present() ? normedAgain(norm, x, kept) : x; }

/// The end of a half: its norm and factor. `raw` receives what the norm reads.
at::Tensor finished(const Norm& norm, at::Tensor out, double factor, at::Tensor& raw, Normed& kept) {
    if (norm.present()) {
        raw = out;
        out = normedOr(norm, raw, kept);
    }
    if (factor != 1) out.mul_(factor);
    return out;
}

/// The other way: the gradient of a half's end -> of what came before its norm and factor. dy stays as it is.
at::Tensor finishedBackward(const Norm& norm, const at::Tensor& dy, double factor, const at::Tensor& raw, const Normed& kept, GradientSink& sink) {
    at::Tensor d = factor == 1 ? dy : dy * factor;
    if (!norm.present()) return d;
    at::Tensor below = at::zeros_like(d);
    normBackward(norm, raw, kept, d, &below, sink);
    return below;
}

/// dy += the gradient that reaches x through the norm, or d itself without one.
void intoStream(const Norm& norm, const at::Tensor& x, const Normed& kept, const at::Tensor& d, at::Tensor& dy, bool wanted, GradientSink& sink) {
    if (!d.defined()) return;
    if (norm.present()) normBackward(norm, x, kept, d, wanted ? &dy : nullptr, sink);
    else if (wanted) addInPlace(dy, d);
}

at::Tensor parallelForward(const DecoderLayer& layer, const at::Tensor& x, const LayerPass& pass, const Attend& attend, Kept& keep, bool keeps) {
    const at::Tensor first = normedOr(layer.preAttention, x, keep.preAttention);
    const at::Tensor second = layer.preMlp.present() ? normedOr(layer.preMlp, x, keep.preMlp) : first;
    at::Tensor out = attentionForward(layer.attention, first, pass, attend, keeps ? &keep.attention : nullptr);
    addInPlace(out, mlpForward(layer.mlp, second, pass, keeps ? &keep.mlp : nullptr));
    if (layer.plan.residualMultiplier != 1) out.mul_(layer.plan.residualMultiplier);
    addInPlace(out, x);
    return out;
}

at::Tensor sumNormsForward(const DecoderLayer& layer, const at::Tensor& x, const LayerPass& pass, const Attend& attend, Kept& keep, bool keeps) {
    keep.attentionOut = attentionForward(layer.attention, x, pass, attend, keeps ? &keep.attention : nullptr);
    addInPlace(keep.attentionOut, x);
    const at::Tensor middle = normedOr(layer.postAttention, keep.attentionOut, keep.postAttention);
    keep.mlpOut = mlpForward(layer.mlp, middle, pass, keeps ? &keep.mlp : nullptr);
    addInPlace(keep.mlpOut, middle);
    return normedOr(layer.postMlp, keep.mlpOut, keep.postMlp);
}

at::Tensor forward(const DecoderLayer& layer, const at::Tensor& x, const LayerPass& pass, const Attend& attend, Kept* kept) {
    Kept local;
    Kept& keep = kept ? *kept : local;
    const bool keeps = kept != nullptr;
    if (layer.plan.parallel) return parallelForward(layer, x, pass, attend, keep, keeps);
    if (layer.plan.normsSums) return sumNormsForward(layer, x, pass, attend, keep, keeps);
    const double factor = layer.plan.residualMultiplier;
    at::Tensor half = attentionForward(layer.attention, normedOr(layer.preAttention, x, keep.preAttention), pass, attend,
                                       keeps ? &keep.attention : nullptr);
    keep.middle = finished(layer.postAttention, std::move(half), factor, keep.attentionOut, keep.postAttention);
    at::Tensor in = keep.middle;
    if (layer.preMlp.present()) {
        keep.preMlp = normed(layer.preMlp, keep.middle, x);  // the sum with x in the same pass over memory
        in = std::move(keep.preMlp.y);
        keep.preMlp.y = at::Tensor();
    } else {
        addInPlace(keep.middle, x);
    }
    half = mlpForward(layer.mlp, in, pass, keeps ? &keep.mlp : nullptr);
    in.reset();
    at::Tensor out = finished(layer.postMlp, std::move(half), factor, keep.mlpOut, keep.postMlp);
    addInPlace(out, keep.middle);
    return out;
}

/// Which parts of a layer learn, from its end to its beginning: nothing below the lowest is computed.
struct Learning {
    explicit Learning(const DecoderLayer& layer, bool input) {
        std::vector<at::Tensor> tensors;
        appendLearning(layer.attention, tensors);
        below = input || layer.preAttention.learns();
        attention = below || layer.postAttention.learns() || !tensors.empty();
        middle = attention || layer.preMlp.learns();
    }
    bool below, attention, middle;
};

void parallelBackward(const DecoderLayer& layer, const at::Tensor& x, Kept& kept, const LayerPass& pass, at::Tensor& dy, bool wanted,
                      GradientSink& sink) {
    const bool shared = !layer.preMlp.present();
    const bool belowAttention = wanted || layer.preAttention.learns();
    const bool belowMlp = wanted || (shared ? layer.preAttention.learns() : layer.preMlp.learns());
    const InputAgain first = [&] { return normedAgainOr(layer.preAttention, x, kept.preAttention); };
    const InputAgain second = [&] { return shared ? first() : normedAgain(layer.preMlp, x, kept.preMlp); };
    const double factor = layer.plan.residualMultiplier;
    const at::Tensor up = factor == 1 ? dy : dy * factor;
    at::Tensor dSecond = mlpBackward(layer.mlp, second, kept.mlp, pass, up, belowMlp, sink);
    at::Tensor dFirst = attentionBackward(layer.attention, first, kept.attention, pass, up, belowAttention, sink);
    if (shared && dFirst.defined()) addInPlace(dFirst, dSecond);
    if (!shared) intoStream(layer.preMlp, x, kept.preMlp, dSecond, dy, wanted, sink);
    intoStream(layer.preAttention, x, kept.preAttention, dFirst, dy, wanted, sink);
}

/// `dy`, the gradient of the output, becomes the gradient of x in place, where that is wanted.
void sequentialBackward(const DecoderLayer& layer, const at::Tensor& x, Kept& kept, const LayerPass& pass, at::Tensor& dy, bool wanted,
                        GradientSink& sink) {
    const Learning learning(layer, wanted);
    const double factor = layer.plan.residualMultiplier;
    at::Tensor d = finishedBackward(layer.postMlp, dy, factor, kept.mlpOut, kept.postMlp, sink);
    d = mlpBackward(layer.mlp, [&] { return normedAgainOr(layer.preMlp, kept.middle, kept.preMlp); }, kept.mlp, pass, d, learning.middle, sink);
    intoStream(layer.preMlp, kept.middle, kept.preMlp, d, dy, learning.attention, sink);
    kept.middle.reset();
    if (!learning.attention) return;
    d = finishedBackward(layer.postAttention, dy, factor, kept.attentionOut, kept.postAttention, sink);
    d = attentionBackward(layer.attention, [&] { return normedAgainOr(layer.preAttention, x, kept.preAttention); }, kept.attention, pass, d,
                          learning.below, sink);
    intoStream(layer.preAttention, x, kept.preAttention, d, dy, wanted, sink);
}

/// The same where norms are taken over the sums: each sum's gradient goes on to both of its parts.
void sumNormsBackward(const DecoderLayer& layer, const at::Tensor& x, Kept& kept, const LayerPass& pass, at::Tensor& dy, bool wanted,
                      GradientSink& sink) {
    const Learning learning(layer, wanted);
    const InputAgain middle = [&] { return normedAgain(layer.postAttention, kept.attentionOut, kept.postAttention); };
    at::Tensor dSum = at::zeros_like(dy);
    normBackward(layer.postMlp, kept.mlpOut, kept.postMlp, dy, &dSum, sink);
    at::Tensor d = mlpBackward(layer.mlp, middle, kept.mlp, pass, dSum, learning.attention, sink);
    if (!learning.attention) return;
    addInPlace(dSum, d);
    dy.zero_();
    normBackward(layer.postAttention, kept.attentionOut, kept.postAttention, dSum, &dy, sink);
    d = attentionBackward(layer.attention, [&] { return x; }, kept.attention, pass, dy, wanted, sink);
    if (wanted) addInPlace(dy, d);
}

at::Tensor backward(const DecoderLayer& layer, const at::Tensor& x, Kept& kept, const LayerPass& pass, at::Tensor dy, bool wanted,
                    GradientSink& sink) {
    // The gradient is turned from the output's into the input's in place, in our own copy unless nobody else holds it.
    if (dy.use_count() > 1 || !dy.is_contiguous()) dy = dy.clone(at::MemoryFormat::Contiguous);
    if (layer.plan.parallel) parallelBackward(layer, x, kept, pass, dy, wanted, sink);
    else if (layer.plan.normsSums) sumNormsBackward(layer, x, kept, pass, dy, wanted, sink);
    else sequentialBackward(layer, x, kept, pass, dy, wanted, sink);
    return wanted ? dy : at::Tensor();
}

void addParameters(Linear& map, std::vector<NamedTensor>& all) {
    if (map.weight.defined()) all.push_back({map.path + ".weight", &map.weight});
    if (map.bias.defined()) all.push_back({map.path + ".bias", &map.bias, false});
}

}  // namespace

std::vector<Norm*> DecoderLayer::norms() {
    std::vector<Norm*> all;
    for (Norm* norm : {&attention.qNorm, &attention.kNorm, &preAttention, &postAttention, &preMlp, &postMlp})
        if (norm->present()) all.push_back(norm);
    return all;
}

std::vector<Linear*> DecoderLayer::maps() {
    std::vector<Linear*> all;
    for (Linear* map : {&attention.q, &attention.k, &attention.v, &attention.fused, &attention.o, &mlp.gate, &mlp.gateUp, &mlp.up, &mlp.down})
        if (map->weight.defined()) all.push_back(map);
    return all;
}

std::vector<NamedTensor> DecoderLayer::parameters() {
    std::vector<NamedTensor> all;
    for (Linear* map : maps()) addParameters(*map, all);
    addParameters(mlp.router, all);
    for (Expert& expert : mlp.experts)
        for (Linear* map : {&expert.gate, &expert.up, &expert.down}) addParameters(*map, all);
    for (Norm* norm : norms()) appendParameters(*norm, all);
    return all;
}

void appendParameters(Norm& norm, std::vector<NamedTensor>& all) {
    if (norm.weight.defined()) all.push_back({norm.path + ".weight", &norm.weight, false});
    if (norm.bias.defined()) all.push_back({norm.path + ".bias", &norm.bias, false});
    for (size_t row = 0; row < norm.apart.size(); ++row) all.push_back({norm.path + ".norms." + std::to_string(row) + ".weight", &norm.apart[row], false});
}

at::Tensor decoderLayer(const DecoderLayer& layer, const at::Tensor& x, const LayerPass& pass, const Attend& attend) {
    const at::NoGradGuard noGrad;
    return forward(layer, x, pass, attend, nullptr);
}

at::Tensor decoderLayer(const DecoderLayer& layer, const at::Tensor& x, const std::shared_ptr<const LayerPass>& pass) {
    const std::vector<at::Tensor> learning = learningOf(layer);
    const bool recorded = needsNode(x, learning);
    const at::NoGradGuard noGrad;
    const at::Tensor in = x.detach();
    auto kept = std::make_shared<Kept>();
    const bool keeps = recorded && pass->recompute == Recompute::None;
    at::Tensor out = forward(layer, in, *pass, attendWithin(pass->pack), keeps ? kept.get() : nullptr);
    if (pass->betweenLayers) pass->betweenLayers();
    if (!recorded) return out;
    attachNode(out, x, learning, "decoder layer", [layer, in, pass, kept, keeps](at::Tensor dy, bool wanted, GradientSink& sink) {
        if (pass->betweenLayers) pass->betweenLayers();
        if (!keeps) forward(layer, in, *pass, attendWithin(pass->pack), kept.get());
        return backward(layer, in, *kept, *pass, std::move(dy), wanted, sink);
    });
    return out;
}

}  // namespace luthier
