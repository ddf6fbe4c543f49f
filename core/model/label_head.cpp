// SPDX-License-Identifier: Apache-2.0
#include "core/model/decoder.h"
#include "core/ops/elementwise.h"
#include "core/ops/node.h"

namespace luthier {
namespace {

/// A linear map with its adapter, as a node of its own. x (S, in), rowKeys (S) or undefined -> (S, out)
at::Tensor linearNode(const Linear& map, const at::Tensor& x, const at::Tensor& rowKeys) {
    std::vector<at::Tensor> learning;
    appendLearning(map, learning);
    const bool recorded = needsNode(x, learning);
    const at::NoGradGuard noGrad;
    const at::Tensor in = x.detach().contiguous();
    at::Tensor reduced;
    at::Tensor out = linear(map, in, rowKeys, &reduced);
    if (!recorded) return out;
    attachNode(out, x, learning, "linear", [map, in, reduced, rowKeys](at::Tensor dy, bool wanted, GradientSink& sink) {
        dy = dy.contiguous();
        const at::Tensor ds = reducedGradient(map, dy);
        parameterGradients(map, in, reduced, dy, ds, rowKeys, sink);
        return wanted ? inputGradient(map, dy, ds, rowKeys) : at::Tensor();
    });
    return out;
}

at::Tensor bent(const at::Tensor& x, std::optional<Activation> bend) {
    if (!bend) return at::tanh(x);
    switch (*bend) {
        case Activation::Silu: return at::silu(x);
        case Activation::GeluErf: return at::gelu(x);
        case Activation::GeluTanh: return at::gelu(x, "tanh");
        case Activation::QuickGelu: return x * at::sigmoid(x * 1.702);
        case Activation::Relu: return at::relu(x);
        case Activation::Relu2: return at::relu(x).square();
    }
    throw std::logic_error("activation");
}

/// The row of each sample that stands for it: (S) int64.
at::Tensor rowsOf(const Batch& batch, const LabelHeadPlan& plan) {
    std::vector<int64_t> rows(batch.starts.begin(), batch.starts.end() - 1);
    if (plan.pooling != LabelHeadPlan::Pooling::Last) return at::tensor(rows, at::kLong);
    const at::Tensor tokens = batch.tokens.contiguous();
    const int64_t* ids = tokens.const_data_ptr<int64_t>();
    for (size_t s = 0; s < rows.size(); ++s) {
        const int64_t begin = rows[s];
        rows[s] = batch.starts[s + 1] - 1;
        while (rows[s] > begin && ids[rows[s]] == plan.passedOver) --rows[s];
    }
    return at::tensor(rows, at::kLong);
}

/// (T, C) -> (S, C)
at::Tensor pooled(const at::Tensor& hidden, const Batch& batch, const LabelHeadPlan& plan) {
    if (plan.pooling != LabelHeadPlan::Pooling::Mean) return hidden.index_select(0, rowsOf(batch, plan));
    std::vector<at::Tensor> means;
    for (size_t s = 0; s + 1 < batch.starts.size(); ++s) means.push_back(hidden.narrow(0, batch.starts[s], batch.starts[s + 1] - batch.starts[s]).mean(0));
    return at::stack(means);
}

}  // namespace

at::Tensor Decoder::classLogits(const at::Tensor& hidden, const Batch& batch) {
    const LabelHeadPlan& plan = config.labelHead;
    at::Tensor keys;
    if (batch.training)
        keys = dropoutRowKeys(batch.seed, batch.step, batch.sampleKeys, batch.starts).index_select(0, rowsOf(batch, plan));
    at::Tensor x = pooled(hidden, batch, plan);
    if (dense.weight.defined()) x = normNode(denseNorm, bent(linearNode(dense, x, keys), plan.bend));
    return linearNode(head, x, keys);
}

}  // namespace luthier
