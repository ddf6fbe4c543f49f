// SPDX-License-Identifier: Apache-2.0
#include "core/ops/linear.h"

#include "core/ops/elementwise.h"
#include "core/ops/matmul.h"
#include "core/ops/node.h"

namespace luthier {
namespace {

bool drops(const LowRank& adapter, const at::Tensor& rowKeys) { return adapter.dropout > 0 && rowKeys.defined(); }

at::Tensor adapterInput(const LowRank& adapter, const at::Tensor& x, const at::Tensor& rowKeys) {
    return drops(adapter, rowKeys) ? dropout(x, rowKeys, adapter.key, adapter.dropout) : x;
}

}  // namespace

bool Linear::learns() const {
    const LowRank* low = adapter();
    return luthier::learns(weight) || luthier::learns(bias) || (low && (luthier::learns(low->a) || luthier::learns(low->b)));
}

bool Linear::keepsInput() const {
    const LowRank* low = adapter();
    return luthier::learns(weight) || (low && luthier::learns(low->a));
}

bool Embedding::learns() const {
    const LowRank* low = adapter();
    return luthier::learns(weight) || (low && (luthier::learns(low->a) || luthier::learns(low->b)));
}

at::Tensor linear(const Linear& map, const at::Tensor& x, const at::Tensor& rowKeys, at::Tensor* reduced) {
    at::Tensor y = timesTransposed(x, map.matrix(), map.bias, arithmetic());
    if (const LowRank* adapter = map.adapter()) {
        const at::Tensor s = timesTransposed(adapterInput(*adapter, x, rowKeys), adapter->a);  // (T, R)
        addThinProduct(y, s, at::mul(adapter->b.t(), adapter->scale).contiguous());
        if (reduced) *reduced = s;
    }
    return y;
}

at::Tensor reducedGradient(const Linear& map, const at::Tensor& dy) {
    const LowRank* adapter = map.adapter();
    return adapter ? times(dy, adapter->b).mul_(adapter->scale) : at::Tensor();
}

at::Tensor inputGradient(const Linear& map, const at::Tensor& dy, const at::Tensor& ds, const at::Tensor& rowKeys, at::Tensor sum) {
    at::Tensor dx = times(dy, map.matrix(), arithmetic());
    if (sum.defined())
        addInPlace(sum, dx);
    else
        sum = dx;
    if (const LowRank* adapter = map.adapter()) {
        if (drops(*adapter, rowKeys))
            dropoutBackward(times(ds, adapter->a), rowKeys, adapter->key, adapter->dropout, sum);
        else
            addThinProduct(sum, ds, adapter->a.contiguous());
    }
    return sum;
}

void parameterGradients(const Linear& map, const at::Tensor& x, const at::Tensor& reduced, const at::Tensor& dy, const at::Tensor& ds,
                        const at::Tensor& rowKeys, GradientSink& sink) {
    if (learns(map.weight)) sink.add(map.weight, map.inOut ? transposedTimes(x, dy, arithmetic()) : transposedTimes(dy, x, arithmetic()));
    if (learns(map.bias)) sink.add(map.bias, dy.sum(0));
    const LowRank* adapter = map.adapter();
    if (!adapter) return;
    // s^T dy rather than dy^T s: the library is several times faster with the short side first.
    if (learns(adapter->b)) sink.add(adapter->b, transposedTimes(reduced, dy).mul_(adapter->scale).t());
    if (learns(adapter->a)) sink.add(adapter->a, transposedTimes(ds, adapterInput(*adapter, x, rowKeys)));
}

void appendLearning(const Linear& map, std::vector<at::Tensor>& tensors) {
    const LowRank* adapter = map.adapter();
    for (const at::Tensor& tensor : {map.weight, map.bias, adapter ? adapter->a : at::Tensor(), adapter ? adapter->b : at::Tensor()})
        if (learns(tensor)) tensors.push_back(tensor);
}

namespace {

at::Tensor embeddedRows(const Embedding& embedding, const at::Tensor& ids, at::Tensor& reduced) {
    at::Tensor rows = rowsOf(embedding.weight, ids);  // (T, C)
    if (const LowRank* adapter = embedding.adapter()) {
        reduced = adapter->a.index_select(1, ids).t().contiguous();  // (T, R)
        addInPlace(rows, timesTransposed(reduced, adapter->b), adapter->scale);
    }
    if (embedding.scale != 1) rows.mul_(embedding.scale);
    return rows;
}

void addEmbeddingGradients(const Embedding& embedding, const at::Tensor& ids, const at::Tensor& reduced, const at::Tensor& dy, GradientSink& sink) {
    if (learns(embedding.weight)) {
        const bool inPlace = embedding.weight.is_leaf() && embedding.weight.grad().defined() && embedding.weight.grad().is_contiguous();
        at::Tensor sum = inPlace ? embedding.weight.mutable_grad() : at::zeros(embedding.weight.sizes(), dy.options());
        addRows(sum, ids, dy);
        if (!inPlace) sink.add(embedding.weight, sum);
    }
    const LowRank* adapter = embedding.adapter();
    if (!adapter) return;
    if (learns(adapter->b)) sink.add(adapter->b, transposedTimes(dy, reduced).mul_(adapter->scale));
    if (learns(adapter->a)) {
        at::Tensor rows = at::zeros({adapter->a.size(1), adapter->a.size(0)}, dy.options());  // (V, R)
        addRows(rows, ids, times(dy, adapter->b), adapter->scale);
        sink.add(adapter->a, rows.t());
    }
}

}  // namespace

at::Tensor embed(const Embedding& embedding, const at::Tensor& ids) {
    const LowRank* adapter = embedding.adapter();
    std::vector<at::Tensor> learning;
    for (const at::Tensor& tensor : {embedding.weight, adapter ? adapter->a : at::Tensor(), adapter ? adapter->b : at::Tensor()})
        if (learns(tensor)) learning.push_back(tensor);
    const bool recorded = needsNode({}, learning);
    const at::NoGradGuard noGrad;
    at::Tensor reduced;
    at::Tensor rows = embeddedRows(embedding, ids, reduced);
    if (recorded)
        attachNode(rows, {}, learning, "embedding", [embedding, ids, reduced](const at::Tensor& dy, bool, GradientSink& sink) {
            at::Tensor up = embedding.scale == 1 ? dy.contiguous() : dy.mul(embedding.scale).contiguous();
            if (embedding.padding >= 0) up = up.masked_fill(ids.eq(embedding.padding).unsqueeze(1), 0);
            addEmbeddingGradients(embedding, ids, reduced, up, sink);
            return at::Tensor();
        });
    return rows;
}

}  // namespace luthier
