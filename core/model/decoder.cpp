// SPDX-License-Identifier: Apache-2.0
#include "core/model/decoder.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <limits>

#include "core/base/error.h"
#include "core/ops/elementwise.h"
#include "core/ops/matmul.h"
#include "core/ops/node.h"
#include "core/ops/packed_weight.h"

namespace luthier {
namespace {

/// Attention of n new queries to everything cached, themselves included. q (n, heads * D); keys, values (K, total, D) -> (n, heads * D)
at::Tensor attendCache(const at::Tensor& q, const at::Tensor& keys, const at::Tensor& values, const HeadLayout& layout) {
    const int64_t n = q.size(0), total = keys.size(1), groups = layout.heads / layout.kvHeads;
    const at::Tensor queries = q.view({n, layout.kvHeads, groups, layout.headSize}).permute({1, 2, 0, 3}).reshape({layout.kvHeads, groups * n, -1});
    at::Tensor scores = at::bmm(queries, keys.transpose(1, 2)).mul_(layout.scoreScale()).view({layout.kvHeads, groups, n, total});
    if (layout.softCap > 0) scores.div_(layout.softCap).tanh_().mul_(layout.softCap);
    if (layout.keyBias.defined()) scores.add_(layout.keyBias.narrow(1, 0, total).view({layout.kvHeads, groups, 1, total}));
    if (n > 1 || (layout.window > 0 && total > layout.window)) {
        const at::Tensor distance = at::arange(total - n, total).unsqueeze(1) - at::arange(total);  // query - key
        at::Tensor unseen = distance.lt(0);
        if (layout.window > 0) unseen = unseen.logical_or(distance.ge(layout.window));
        scores.masked_fill_(unseen, -std::numeric_limits<float>::infinity());
    }
    const at::Tensor out = at::bmm(at::softmax(scores.view({layout.kvHeads, groups * n, total}), -1), values);  // (K, groups * n, D)
    return out.view({layout.kvHeads, groups, n, layout.headSize}).permute({2, 0, 1, 3}).reshape({n, -1});
}

int64_t roomFor(int64_t positions) { return static_cast<int64_t>(std::bit_ceil(static_cast<uint64_t>(std::max<int64_t>(positions, 256)))); }

/// The rows of each sample moved by its own offset. positions (T)
at::Tensor moved(const at::Tensor& positions, const std::vector<int64_t>& starts, const std::vector<int64_t>& offsets) {
    at::Tensor rows = positions.clone();
    int64_t* values = rows.data_ptr<int64_t>();
    for (size_t s = 0; s + 1 < starts.size(); ++s)
        for (int64_t t = starts[s]; t < starts[s + 1]; ++t) values[t] += offsets[s];
    return rows;
}

/// Rows of learnt positions that begin after the padding token's: that one's own for a padding token, which is not counted (fairseq's make_positions).
at::Tensor positionsPast(int64_t padding, const at::Tensor& tokens, const at::Tensor& places) {
    at::Tensor rows = at::empty_like(places);
    const int64_t *ids = tokens.const_data_ptr<int64_t>(), *place = places.const_data_ptr<int64_t>();
    int64_t* out = rows.data_ptr<int64_t>();
    for (int64_t t = 0, counted = 0; t < tokens.size(0); ++t) {
        if (place[t] == 0) counted = 0;
        out[t] = ids[t] == padding ? padding : padding + ++counted;
    }
    return rows;
}

}  // namespace

const at::Tensor& Decoder::ropeTable(size_t which, int64_t positions) {
    ropeTables_.resize(config.ropes.size());
    at::Tensor& table = ropeTables_[which];
    if (!table.defined() || table.size(0) < positions) {
        const RopeSettings& rope = config.ropes[which];
        table = luthier::ropeTable(at::tensor(rope.inverseFrequencies(config.headSize), at::kDouble), roomFor(positions), rope.attentionFactor);
    }
    return table;
}

/// Angles by position; where they depend on a sample's length, one table under the other for each of those that occur.
RopeRows Decoder::ropeRows(size_t which, const std::vector<int64_t>& starts, const at::Tensor& positions, int64_t longest) {
    const RopeSettings& rope = config.ropes[which];
    RopeRows rows{ropeTable(which, longest), positions, rope.interleaved};
    std::vector<at::Tensor> tables{rows.table};
    std::vector<std::pair<int64_t, int64_t>> known{{0, 0}};  // a length, where its table begins
    std::vector<int64_t> offsets;
    const int64_t* places = positions.const_data_ptr<int64_t>();
    for (size_t s = 0; s + 1 < starts.size(); ++s) {
        const int64_t length = starts[s + 1] > starts[s] ? places[starts[s + 1] - 1] + 1 : 0;  // in generation more than its rows here
        auto same = std::find_if(known.begin(), known.end(), [&](const auto& one) { return rope.sameFor(one.first, length); });
        if (same == known.end()) {
            const int64_t begin = known.back().second + tables.back().size(0);
            tables.push_back(luthier::ropeTable(at::tensor(rope.inverseFrequencies(config.headSize, length), at::kDouble), longest, rope.attentionFactor));
            same = known.insert(known.end(), {length, begin});
        }
        offsets.push_back(same->second);
    }
    if (tables.size() == 1) return rows;
    return {at::cat(tables), moved(positions, starts, offsets), rope.interleaved};
}

LayerPass Decoder::passOver(const PackLayout& pack, const at::Tensor& positions, int64_t longest) {
    LayerPass pass;
    pass.heads = config.heads;
    pass.kvHeads = config.kvHeads;
    pass.headSize = config.headSize;
    pass.pack = pack;
    for (size_t which = 0; which < config.ropes.size(); ++which) pass.ropes.push_back(ropeRows(which, pack.starts, positions, longest));
    if (config.alibi.present) {
        if (!keyBias_.defined() || keyBias_.size(1) < longest) {
            const int64_t room = roomFor(longest);
            keyBias_ = at::tensor(config.alibi.biases(config.heads, room), at::kFloat).view({config.heads, room});
        }
        pass.keyBias = keyBias_;
    }
    return pass;
}

at::Tensor Decoder::embedded(const at::Tensor& tokens, const at::Tensor& places) {
    at::Tensor x = embed(embedding, tokens);  // (T, C)
    if (types.weight.defined()) x = x + embed(types, at::zeros_like(tokens));
    if (positions.weight.defined()) x = x + embed(positions, config.positionOffset == 0 ? places : positionsPast(positions.padding, tokens, places));
    return normNode(embeddingNorm, x);
}

at::Tensor Decoder::hidden(const Batch& batch) {
    const at::Tensor places = batch.positions.contiguous();
    const PackLayout pack(batch.starts, batch.beginnings);
    const int64_t most = pack.longest();
    const int64_t room = positions.weight.defined() ? positions.weight.size(0) - config.positionOffset : most;
    TORCH_CHECK(most <= room, "a sample of ", most, " tokens in a model with ", room, " learnt positions");
    auto pass = std::make_shared<LayerPass>(passOver(pack, places, most));
    pass->recompute = recompute;
    pass->betweenLayers = betweenLayers;
    if (batch.training && batch.beginnings.empty()) pass->rowKeys = dropoutRowKeys(batch.seed, batch.step, batch.sampleKeys, batch.starts);
    at::Tensor x = embedded(batch.tokens.contiguous(), places);
    for (const DecoderLayer& layer : layers) x = decoderLayer(layer, x, pass);
    return normNode(norm, x);
}

at::Tensor Decoder::logits(const at::Tensor& hidden) {
    const at::NoGradGuard noGrad;
    at::Tensor values = linear(head, hidden.contiguous(), {});
    bendLogits(values, {config.logitScale, config.logitCap});
    return values;
}

HeadLoss Decoder::loss(const at::Tensor& hidden, const Batch& batch) {
    at::Tensor keys;
    if (batch.training && head.adapter() && head.adapter()->dropout > 0)
        keys = dropoutRowKeys(batch.seed, batch.step, batch.sampleKeys, batch.starts).index_select(0, batch.learntRows);
    return headLoss(hidden.index_select(0, batch.learntRows), head, batch.targets, keys, {config.logitScale, config.logitCap});
}

KvCache Decoder::newCache(int64_t capacity) const {
    KvCache cache;
    for (size_t layer = 0; layer < layers.size(); ++layer) {
        cache.keys.push_back(at::zeros({config.kvHeads, capacity, config.headSize}));
        cache.values.push_back(at::zeros({config.kvHeads, capacity, config.headSize}));
    }
    return cache;
}

bool Decoder::turnsAlike(int64_t length, int64_t other) const {
    return std::all_of(config.ropes.begin(), config.ropes.end(), [&](const RopeSettings& rope) { return rope.sameFor(length, other); });
}

at::Tensor Decoder::next(const std::vector<int64_t>& tokens, KvCache& cache) {
    const at::NoGradGuard noGrad;
    const auto n = static_cast<int64_t>(tokens.size());
    const int64_t total = cache.length + n;
    TORCH_CHECK(n > 0 && total <= cache.keys.at(0).size(1), "a cache of ", cache.keys.at(0).size(1), " tokens was fed ", total);
    if (cache.length > 0 && !turnsAlike(cache.length, total)) {  // what is cached was turned for a shorter text: all of it once more
        std::vector<int64_t> all = cache.tokens;
        all.insert(all.end(), tokens.begin(), tokens.end());
        cache.length = 0;
        cache.tokens.clear();
        return next(all, cache);
    }
    cache.tokens.insert(cache.tokens.end(), tokens.begin(), tokens.end());
    const at::Tensor places = at::arange(cache.length, total, at::kLong);
    const LayerPass pass = passOver(std::vector<int64_t>{0, n}, places, total);
    at::Tensor x = embedded(at::tensor(tokens, at::kLong), places);  // (n, C)
    for (size_t l = 0; l < layers.size(); ++l) {
        x = decoderLayer(layers[l], x, pass, [&](const at::Tensor& q, const at::Tensor& k, const at::Tensor& v, const HeadLayout& layout) {
            const auto store = [&](at::Tensor& cached, const at::Tensor& fresh) {
                cached.narrow(1, cache.length, n).copy_(fresh.view({n, config.kvHeads, config.headSize}).transpose(0, 1));
                return cached.narrow(1, 0, total);
            };
            const at::Tensor keys = store(cache.keys[l], k), values = store(cache.values[l], v);
            if (cache.length == 0 && n > 1) return attention(q, k, v, pass.pack, layout);
            return Attended{attendCache(q, keys, values, layout), {}};
        });
        if (betweenLayers) betweenLayers();
    }
    cache.length = total;
    return logits(normNode(norm, x.narrow(0, n - 1, 1).contiguous())).squeeze(0);
}

void Decoder::untie() {
    if (!tied()) return;
    head.weight = isPacked(embedding.weight) ? sharingPacked(embedding.weight) : embedding.weight.detach().clone();
    config.tied = false;
}

std::vector<NamedTensor> Decoder::parameters() {
    std::vector<NamedTensor> all = {{embedding.path + ".weight", &embedding.weight}};
    if (positions.weight.defined()) all.push_back({positions.path + ".weight", &positions.weight});
    if (types.weight.defined()) all.push_back({types.path + ".weight", &types.weight});
    appendParameters(embeddingNorm, all);
    for (DecoderLayer& layer : layers)
        for (NamedTensor& parameter : layer.parameters()) all.push_back(std::move(parameter));
    appendParameters(norm, all);
    if (dense.weight.defined()) all.push_back({dense.path + ".weight", &dense.weight});
    if (dense.bias.defined()) all.push_back({dense.path + ".bias", &dense.bias, false});
    appendParameters(denseNorm, all);
    if (!tied() && head.weight.defined()) all.push_back({head.path + ".weight", &head.weight});
    if (head.bias.defined()) all.push_back({head.path + ".bias", &head.bias, false});
    return all;
}

std::vector<Linear*> Decoder::linears() {
    std::vector<Linear*> all;
    for (DecoderLayer& layer : layers)
        for (Linear* map : layer.maps()) all.push_back(map);
    if (dense.weight.defined()) all.push_back(&dense);
    return all;
}

}  // namespace luthier
