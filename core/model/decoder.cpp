// SPDX-License-Identifier: Apache-2.0
#include "core/model/decoder.h"

#include <algorithm>
#include <bit>
#include <cmath>

#include "core/base/error.h"
#include "core/model/decoder_layer.h"
#include "core/ops/elementwise.h"
#include "core/ops/matmul.h"
#include "core/ops/node.h"

namespace luthier {
namespace {

int64_t longest(const std::vector<int64_t>& starts) {
    int64_t length = 0;
    for (size_t s = 0; s + 1 < starts.size(); ++s) length = std::max(length, starts[s + 1] - starts[s]);
    return length;
}

LayerPass passOver(const DecoderConfig& config) {
    LayerPass pass;
    pass.layout = {config.heads, config.kvHeads, config.headSize};
    pass.normEps = config.normEps;
    return pass;
}

/// The norm after the last layer, a node of its own. x (T, C)
at::Tensor finalNorm(const at::Tensor& x, const at::Tensor& weight, double eps) {
    const bool recorded = needsNode(x, {weight});
    const at::NoGradGuard noGrad;
    at::Tensor in = x.detach();
    RmsNormed normed = rmsNorm(in, weight, eps);
    if (!recorded) return normed.y;
    std::vector<at::Tensor> learning;
    if (learns(weight)) learning.push_back(weight);
    attachNode(normed.y, x, learning, "norm", [in, weight, rstd = normed.rstd](const at::Tensor& dy, bool wanted, GradientSink& sink) {
        const at::Tensor up = dy.contiguous();
        if (learns(weight)) sink.add(weight, rmsNormWeightGradient(in, rstd, up));
        if (!wanted) return at::Tensor();
        at::Tensor dx = at::zeros_like(in);
        rmsNormBackward(in, weight, rstd, up, dx);
        return dx;
    });
    return normed.y;
}

/// Attention of n new queries to everything cached, themselves included. q (n, heads * D); keys, values (K, total, D) -> (n, heads * D)
at::Tensor attendCache(const at::Tensor& q, const at::Tensor& keys, const at::Tensor& values, const HeadLayout& layout) {
    const int64_t n = q.size(0), total = keys.size(1), groups = layout.heads / layout.kvHeads;
    const at::Tensor queries = q.view({n, layout.kvHeads, groups, layout.headSize}).permute({1, 2, 0, 3}).reshape({layout.kvHeads, groups * n, -1});
    at::Tensor scores = at::bmm(queries, keys.transpose(1, 2)).mul_(1 / std::sqrt(static_cast<double>(layout.headSize)));
    if (n > 1) {
        const at::Tensor hidden = at::ones({n, total}, at::kBool).triu(total - n + 1);  // query i sees what lies up to itself
        scores.view({layout.kvHeads, groups, n, total}).masked_fill_(hidden, -std::numeric_limits<float>::infinity());
    }
    const at::Tensor out = at::bmm(at::softmax(scores, -1), values);  // (K, groups * n, D)
    return out.view({layout.kvHeads, groups, n, layout.headSize}).permute({2, 0, 1, 3}).reshape({n, -1});
}

}  // namespace

const at::Tensor& Decoder::ropeTable(int64_t positions) {
    if (!ropeTable_.defined() || ropeTable_.size(0) < positions) {
        const std::vector<double> frequencies = config.rope.inverseFrequencies(config.headSize);
        const auto size = static_cast<int64_t>(std::bit_ceil(static_cast<uint64_t>(std::max<int64_t>(positions, 256))));
        ropeTable_ = luthier::ropeTable(at::tensor(frequencies, at::kDouble), size);
    }
    return ropeTable_;
}

at::Tensor Decoder::hidden(const Batch& batch) {
    auto pass = std::make_shared<LayerPass>(passOver(config));
    pass->starts = batch.starts;
    pass->positions = batch.positions.contiguous();
    pass->ropeTable = ropeTable(longest(batch.starts));
    pass->recompute = recompute;
    pass->betweenLayers = betweenLayers;
    if (batch.training) pass->rowKeys = dropoutRowKeys(batch.seed, batch.step, batch.sampleKeys, batch.starts);
    at::Tensor x = embed(embedding, batch.tokens.contiguous());  // (T, C)
    for (const DecoderLayer& layer : layers) x = decoderLayer(layer, x, pass);
    return finalNorm(x, norm, config.normEps);
}

at::Tensor Decoder::logits(const at::Tensor& hidden) {
    const at::NoGradGuard noGrad;
    return linear(head, hidden.contiguous(), {});
}

HeadLoss Decoder::loss(const at::Tensor& hidden, const Batch& batch) {
    at::Tensor keys;
    if (batch.training && head.adapter() && head.adapter()->dropout > 0)
        keys = dropoutRowKeys(batch.seed, batch.step, batch.sampleKeys, batch.starts).index_select(0, batch.learntRows);
    return headLoss(hidden.index_select(0, batch.learntRows), head, batch.targets, keys);
}

KvCache Decoder::newCache(int64_t capacity) const {
    KvCache cache;
    for (size_t layer = 0; layer < layers.size(); ++layer) {
        cache.keys.push_back(at::zeros({config.kvHeads, capacity, config.headSize}));
        cache.values.push_back(at::zeros({config.kvHeads, capacity, config.headSize}));
    }
    return cache;
}

at::Tensor Decoder::next(const std::vector<int64_t>& tokens, KvCache& cache) {
    const at::NoGradGuard noGrad;
    const auto n = static_cast<int64_t>(tokens.size());
    const int64_t total = cache.length + n;
    TORCH_CHECK(n > 0 && total <= cache.keys.at(0).size(1), "a cache of ", cache.keys.at(0).size(1), " tokens was fed ", total);
    LayerPass pass = passOver(config);
    pass.positions = at::arange(cache.length, total, at::kLong);
    pass.ropeTable = ropeTable(total);
    at::Tensor x = embed(embedding, at::tensor(tokens, at::kLong));  // (n, C)
    for (size_t l = 0; l < layers.size(); ++l) {
        const Projected p = projectAttention(layers[l], x, pass);
        const auto store = [&](at::Tensor& cached, const at::Tensor& fresh) {
            cached.narrow(1, cache.length, n).copy_(fresh.view({n, config.kvHeads, config.headSize}).transpose(0, 1));
            return cached.narrow(1, 0, total);
        };
        const at::Tensor keys = store(cache.keys[l], p.k), values = store(cache.values[l], p.v);
        const bool first = cache.length == 0 && n > 1;
        const at::Tensor attended = first ? attention(p.q, p.k, p.v, {0, n}, pass.layout).out : attendCache(p.q, keys, values, pass.layout);
        x = finishLayer(layers[l], x, attended, pass);
        if (betweenLayers) betweenLayers();
    }
    cache.length = total;
    return logits(finalNorm(x.narrow(0, n - 1, 1).contiguous(), norm, config.normEps)).squeeze(0);
}

void Decoder::untie() {
    if (!tied()) return;
    head.weight = embedding.weight.detach().clone();
    config.tied = false;
}

std::vector<NamedTensor> Decoder::parameters() {
    std::vector<NamedTensor> all = {{embedding.path + ".weight", &embedding.weight}};
    for (size_t l = 0; l < layers.size(); ++l) {
        DecoderLayer& layer = layers[l];
        for (Linear* map : {&layer.q, &layer.k, &layer.v, &layer.o, &layer.gate, &layer.up, &layer.down}) {
            all.push_back({map->path + ".weight", &map->weight});
            if (map->bias.defined()) all.push_back({map->path + ".bias", &map->bias});
        }
        const std::string at = "model.layers." + std::to_string(l) + ".";
        all.push_back({at + "input_layernorm.weight", &layer.inputNorm});
        all.push_back({at + "post_attention_layernorm.weight", &layer.postAttentionNorm});
    }
    all.push_back({"model.norm.weight", &norm});
    if (!tied()) all.push_back({head.path + ".weight", &head.weight});
    return all;
}

std::vector<Linear*> Decoder::linears() {
    std::vector<Linear*> all;
    for (DecoderLayer& layer : layers)
        for (Linear* map : {&layer.q, &layer.k, &layer.v, &layer.o, &layer.gate, &layer.up, &layer.down}) all.push_back(map);
    return all;
}

}  // namespace luthier
