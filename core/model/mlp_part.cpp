// SPDX-License-Identifier: Apache-2.0
#include "core/model/mlp_part.h"

#include "core/model/experts_part.h"
#include "core/model/maps_backward.h"
#include "core/ops/elementwise.h"

namespace luthier {
namespace {

bool isGated(const MlpPlan& plan) { return plan.gate.present() || plan.gateUp.present(); }

/// gate and up of a map that gives both, side by side
void parted(const at::Tensor& both, ProductKept& keep) {
    const int64_t inner = both.size(1) / 2;
    keep.gate = takenBlocks(both, {0}, inner);
    keep.up = takenBlocks(both, {1}, inner);
}

at::Tensor joined(const at::Tensor& gate, const at::Tensor& up) {
    at::Tensor both = at::empty({gate.size(0), 2 * gate.size(1)}, gate.options());
    putBlocks(gate, {0}, gate.size(1), both);
    putBlocks(up, {1}, gate.size(1), both);
    return both;
}

at::Tensor bent(const MlpPlan& plan, const ProductKept& kept) {
    return isGated(plan) ? gated(plan.activation, kept.gate, kept.up) : activated(plan.activation, kept.up);
}

/// gate and up become their gradients, dh becomes h.
void bentBackward(const MlpPlan& plan, ProductKept& kept, at::Tensor& dh) {
    if (isGated(plan)) gatedBackward(plan.activation, kept.gate, kept.up, dh);
    else activatedBackward(plan.activation, kept.up, dh);
}

/// Gradients of the maps before the bend, whose outputs' gradients lie in `kept`; of x where wanted.
at::Tensor innerBackward(const MlpPart& part, const InputAgain& x, ProductKept& kept, const LayerPass& pass, bool wanted, GradientSink& sink) {
    std::vector<MapBack> maps;
    if (part.plan.gateUp.present()) maps = {{&part.gateUp, joined(kept.gate, kept.up), kept.reducedGate}};
    else if (part.plan.gate.present()) maps = {{&part.gate, kept.gate, kept.reducedGate}, {&part.up, kept.up, kept.reducedUp}};
    else maps = {{&part.up, kept.up, kept.reducedUp}};
    at::Tensor dx = mapsBackward(maps, x, pass, wanted, sink);
    kept.gate = kept.up = at::Tensor();
    return dx;
}

}  // namespace

bool MlpPart::innerMapsLearn() const { return gate.learns() || up.learns() || gateUp.learns(); }

at::Tensor mlpForward(const MlpPart& part, const at::Tensor& x, const LayerPass& pass, MlpKept* kept) {
    if (part.plan.experts.count > 0) return expertsForward(part, x, kept);
    MlpKept local;
    ProductKept& keep = kept ? kept->product : local.product;
    if (part.plan.gateUp.present()) {
        parted(linear(part.gateUp, x, pass.rowKeys, &keep.reducedGate), keep);
    } else {
        if (part.plan.gate.present()) keep.gate = linear(part.gate, x, pass.rowKeys, &keep.reducedGate);
        keep.up = linear(part.up, x, pass.rowKeys, &keep.reducedUp);
    }
    const at::Tensor h = bent(part.plan, keep);
    if (!kept) keep.gate = keep.up = at::Tensor();
    return linear(part.down, h, pass.rowKeys, &keep.reducedDown);
}

at::Tensor mlpBackward(const MlpPart& part, const InputAgain& x, MlpKept& kept, const LayerPass& pass, const at::Tensor& dOut, bool wanted,
                       GradientSink& sink) {
    if (part.plan.experts.count > 0) return expertsBackward(part, x, kept, dOut, wanted, sink);
    ProductKept& keep = kept.product;
    const bool inner = wanted || part.innerMapsLearn();
    const at::Tensor ds = reducedGradient(part.down, dOut);
    at::Tensor h;
    if (inner) {
        h = inputGradient(part.down, dOut, ds, pass.rowKeys);
        bentBackward(part.plan, keep, h);
    } else if (part.down.keepsInput()) {
        h = bent(part.plan, keep);
    }
    parameterGradients(part.down, h, keep.reducedDown, dOut, ds, pass.rowKeys, sink);
    h.reset();
    return inner ? innerBackward(part, x, keep, pass, wanted, sink) : at::Tensor();
}

void appendLearning(const MlpPart& part, std::vector<at::Tensor>& tensors) {
    for (const Linear* map : {&part.gate, &part.up, &part.gateUp, &part.down, &part.router}) appendLearning(*map, tensors);
    for (const Expert& expert : part.experts)
        for (const Linear* map : {&expert.gate, &expert.up, &expert.down}) appendLearning(*map, tensors);
}

}  // namespace luthier
