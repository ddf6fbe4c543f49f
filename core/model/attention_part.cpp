// SPDX-License-Identifier: Apache-2.0
#include "core/model/attention_part.h"

#include "core/model/maps_backward.h"
#include "core/ops/elementwise.h"

namespace luthier {
namespace {

HeadLayout layoutOf(const AttentionPlan& plan, const LayerPass& pass) {
    HeadLayout layout{pass.heads, pass.kvHeads, pass.headSize};
    layout.scale = plan.scale;
    layout.window = plan.window;
    layout.softCap = plan.softCap;
    layout.keyBias = pass.keyBias;
    layout.causal = plan.causal;
    return layout;
}

/// Blocks of the fused map's output that are the queries (0), keys (1) or values (2).
std::vector<int64_t> blocksOf(const AttentionPart& part, const LayerPass& pass, int which) {
    const auto all = part.plan.fusedHeads.begin();
    const int64_t begin = which == 0 ? 0 : pass.heads + (which - 1) * pass.kvHeads;
    return {all + begin, all + begin + (which == 0 ? pass.heads : pass.kvHeads)};
}

void project(const AttentionPart& part, const at::Tensor& x, const LayerPass& pass, AttentionKept& keep) {
    if (!part.plan.fused.present()) {
        keep.q = linear(part.q, x, pass.rowKeys, &keep.reducedQ);
        keep.k = linear(part.k, x, pass.rowKeys, &keep.reducedK);
        keep.v = linear(part.v, x, pass.rowKeys, &keep.reducedV);
        return;
    }
    const at::Tensor all = linear(part.fused, x, pass.rowKeys, &keep.reducedFused);
    keep.q = takenBlocks(all, blocksOf(part, pass, 0), pass.headSize);
    keep.k = takenBlocks(all, blocksOf(part, pass, 1), pass.headSize);
    keep.v = takenBlocks(all, blocksOf(part, pass, 2), pass.headSize);
}

/// x becomes its norm; what it was stays in `raw`.
void normHeads(const Norm& norm, at::Tensor& x, at::Tensor& raw, Normed& kept) {
    if (!norm.present()) return;
    raw = x;
    kept = normed(norm, raw);
    x = std::move(kept.y);
    kept.y = at::Tensor();
}

void turn(const AttentionPlan& plan, at::Tensor& x, const LayerPass& pass, int direction) {
    if (plan.rope < 0 || pass.ropes.empty()) return;
    const RopeRows& rope = pass.ropes[static_cast<size_t>(plan.rope)];
    luthier::rope(x, rope.table, rope.rows, direction, {pass.headSize, rope.interleaved});
}

/// Through the norm of queries or keys: dx in, its input's gradient out.
void normHeadsBackward(const Norm& norm, const at::Tensor& raw, const Normed& kept, at::Tensor& dx, GradientSink& sink) {
    if (!norm.present()) return;
    at::Tensor below = at::zeros_like(dx);
    normBackward(norm, raw, kept, dx, &below, sink);
    dx = below;
}

/// Gradients of the maps that make queries, keys and values, from `d`, which is used up; of x where wanted.
at::Tensor projectionsBackward(const AttentionPart& part, const InputAgain& x, AttentionKept& kept, const LayerPass& pass, AttentionGradient& d,
                               bool wanted, GradientSink& sink) {
    if (!part.plan.fused.present()) {
        const std::vector<MapBack> maps{{&part.q, d.q, kept.reducedQ}, {&part.k, d.k, kept.reducedK}, {&part.v, d.v, kept.reducedV}};
        d = {};
        return mapsBackward(maps, x, pass, wanted, sink);
    }
    at::Tensor all = at::empty({d.q.size(0), part.plan.fused.out}, d.q.options());
    putBlocks(d.q, blocksOf(part, pass, 0), pass.headSize, all);
    putBlocks(d.k, blocksOf(part, pass, 1), pass.headSize, all);
    putBlocks(d.v, blocksOf(part, pass, 2), pass.headSize, all);
    d = {};
    const MapBack fused{&part.fused, all, kept.reducedFused};
    return mapsBackward({&fused, 1}, x, pass, wanted, sink);
}

}  // namespace

bool AttentionPart::projectionsLearn() const {
    return q.learns() || k.learns() || v.learns() || fused.learns() || qNorm.learns() || kNorm.learns();
}

Attend attendWithin(const PackLayout& pack) {
    return [&pack](const at::Tensor& q, const at::Tensor& k, const at::Tensor& v, const HeadLayout& layout) {
        return attention(q, k, v, pack, layout);
    };
}

at::Tensor attentionForward(const AttentionPart& part, const at::Tensor& x, const LayerPass& pass, const Attend& attend, AttentionKept* kept) {
    AttentionKept local;
    AttentionKept& keep = kept ? *kept : local;
    project(part, x, pass, keep);
    normHeads(part.qNorm, keep.q, keep.rawQ, keep.qNormed);
    normHeads(part.kNorm, keep.k, keep.rawK, keep.kNormed);
    turn(part.plan, keep.q, pass, 1);
    turn(part.plan, keep.k, pass, 1);
    keep.attended = attend(keep.q, keep.k, keep.v, layoutOf(part.plan, pass));
    if (!kept) keep.q = keep.k = keep.v = keep.rawQ = keep.rawK = at::Tensor();
    return linear(part.o, keep.attended.out, pass.rowKeys, &keep.reducedO);
}

at::Tensor attentionBackward(const AttentionPart& part, const InputAgain& x, AttentionKept& kept, const LayerPass& pass, const at::Tensor& dOut,
                             bool wanted, GradientSink& sink) {
    const at::Tensor ds = reducedGradient(part.o, dOut);
    parameterGradients(part.o, kept.attended.out, kept.reducedO, dOut, ds, pass.rowKeys, sink);
    if (!wanted && !part.projectionsLearn()) return {};
    const at::Tensor dAttended = inputGradient(part.o, dOut, ds, pass.rowKeys);
    AttentionGradient d = attentionBackward(dAttended, kept.q, kept.k, kept.v, kept.attended, pass.pack, layoutOf(part.plan, pass));
    kept.attended = {};
    turn(part.plan, d.q, pass, -1);
    turn(part.plan, d.k, pass, -1);
    normHeadsBackward(part.qNorm, kept.rawQ, kept.qNormed, d.q, sink);
    normHeadsBackward(part.kNorm, kept.rawK, kept.kNormed, d.k, sink);
    return projectionsBackward(part, x, kept, pass, d, wanted, sink);
}

void appendLearning(const AttentionPart& part, std::vector<at::Tensor>& tensors) {
    for (const Linear* map : {&part.q, &part.k, &part.v, &part.fused, &part.o}) appendLearning(*map, tensors);
    for (const Norm* norm : {&part.qNorm, &part.kNorm}) appendLearning(*norm, tensors);
}

}  // namespace luthier
