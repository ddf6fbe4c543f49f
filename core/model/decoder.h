// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/base/problem.h"
#include "core/model/batch.h"
#include "core/model/checkpoint.h"
#include "core/model/decoder_config.h"
#include "core/model/decoder_layer.h"
#include "core/ops/head_loss.h"
#include "core/ops/linear.h"

namespace luthier {

/// Keys and values of one conversation, grown token by token. Made by Decoder::newCache.
struct KvCache {
    std::vector<at::Tensor> keys, values;  ///< per layer (K heads, capacity, D)
    int64_t length = 0;
    std::vector<int64_t> tokens;           ///< all that was fed, where the angles depend on the length
};

/// How frozen weights lie in memory. AsStored: views of the mapped file in its own number format, 16 bits or the blocks of a GGUF file, brought to float32
/// product by product. BFloat16: the same where the file holds that, else matrices are rounded to it one after the other when they are loaded.
struct Store {
    enum Kind { Float32, AsStored, BFloat16 };
    Kind kind = Float32;
    std::function<bool(const std::string& tensor)> learns = {};  ///< what is not rounded, for it does not stay frozen

    Store(Kind chosen = Float32, std::function<bool(const std::string&)> notFrozen = {}) : kind(chosen), learns(std::move(notFrozen)) {}
    bool rounds(const TensorShape& tensor) const { return kind == BFloat16 && tensor.role == TensorShape::Role::Matrix && !(learns && learns(tensor.name)); }
};

/// A decoder-only transformer, or an encoder: what a query sees is its plans' business. Parameter paths are the names of the published checkpoint; nothing learns until a method says so
/// (requires_grad on the tensors, or a LowRank attached). All tensor work runs on the calling thread.
class Decoder {
public:
    /// Weights mapped from the checkpoint in float32 (a view of the file where it holds float32, converted otherwise). Missing, surplus and
    /// misshapen tensors are told by name; a head that no file holds is drawn. Throws Error for corrupt files and non-finite weights.
    /// Null when a problem is an error. The checkpoint's maps stay alive as long as the tensors.
    static std::unique_ptr<Decoder> load(const DecoderConfig& config, const Checkpoint& checkpoint, Problems& problems,
                                         const Store& store = {});
    /// Seeded random weights, distributed as Transformers' _init_weights does it (InitialPlan).
    static std::unique_ptr<Decoder> random(const DecoderConfig& config, uint64_t seed, const Store& store = {});

    DecoderConfig config;
    Embedding embedding;
    Embedding positions;  ///< learnt positions; weight undefined without
    Embedding types;      ///< of tokens; weight undefined without
    Norm embeddingNorm;
    std::vector<DecoderLayer> layers;
    Norm norm;            ///< after the last layer
    Linear dense;         ///< before the head, with a head for labels that has it; weight undefined without
    Norm denseNorm;
    Linear head;          ///< weight is embedding.weight itself while tied()
    Recompute recompute = Recompute::None;
    /// Called between layers, forward and backward; may throw (Stopped) to leave a long step.
    std::function<void()> betweenLayers;

    bool tied() const { return head.weight.is_same(embedding.weight); }
    void untie();  ///< gives the head a weight of its own (config.tied becomes false)

    std::vector<NamedTensor> parameters();  ///< all, in published order; a tied head is not listed
    std::vector<Linear*> linears();         ///< all linear maps that may carry an adapter, but the head

    /// Hidden states after the last norm. (T, C), differentiable.
    at::Tensor hidden(const Batch& batch);
    /// Head and loss over the batch's learnt rows of hidden(batch): what the objectives call. The head's adapter and its dropout included.
    HeadLoss loss(const at::Tensor& hidden, const Batch& batch);
    /// Next-token logits of rows of hidden states, the head's adapter included. (N, V). Not for training: use ops' head + loss.
    at::Tensor logits(const at::Tensor& hidden);

    /// What the model answers to each sample, with a head for labels (config.task, config.labelHead). (S, classes), differentiable.
    at::Tensor classLogits(const at::Tensor& hidden, const Batch& batch);

    KvCache newCache(int64_t capacity) const;
    /// Feeds tokens (n) that follow what the cache holds; returns the logits after the last one. (V). No gradient.
    at::Tensor next(const std::vector<int64_t>& tokens, KvCache& cache);

private:
    LayerPass passOver(const PackLayout& pack, const at::Tensor& positions, int64_t longest);
    RopeRows ropeRows(size_t which, const std::vector<int64_t>& starts, const at::Tensor& positions, int64_t longest);
    const at::Tensor& ropeTable(size_t which, int64_t positions);
    at::Tensor embedded(const at::Tensor& tokens, const at::Tensor& places);
    bool turnsAlike(int64_t length, int64_t other) const;

    std::vector<at::Tensor> ropeTables_;  ///< by rope: (positions so far, turned)
    at::Tensor keyBias_;                  ///< (heads, positions so far)
};

/// Views and copies between files and tensors.
at::Tensor tensorOf(const StoredTensor& stored);               ///< a view of the mapped bytes in their own format; keep the Checkpoint alive
StoredTensor storedOf(const std::string& name, const at::Tensor& tensor);  ///< a view; keep the tensor (contiguous, CPU) alive

}  // namespace luthier
