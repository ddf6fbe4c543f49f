// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/base/problem.h"
#include "core/model/batch.h"
#include "core/model/checkpoint.h"
#include "core/model/decoder_config.h"

namespace luthier {

/// What a tuning method put beside a linear map or an embedding: y += scale * dropout(x) A^T B^T (arXiv 2106.09685). Float32.
struct LowRank {
    at::Tensor a;  ///< (R, in); of an embedding (R, V)
    at::Tensor b;  ///< (out, R); of an embedding (C, R)
    double scale = 1;
    double dropout = 0;
    uint64_t key = 0;     ///< nameHash of the module path: part of the dropout's counter
    bool enabled = true;
};

/// y = x W^T + b, and an adapter beside it when a method attached one.
struct Linear {
    std::string path;   ///< module path, as in the published checkpoint
    at::Tensor weight;  ///< (out, in)
    at::Tensor bias;    ///< (out), or undefined
    std::shared_ptr<LowRank> lowRank;
};

struct Embedding {
    std::string path;
    at::Tensor weight;  ///< (V, C)
    std::shared_ptr<LowRank> lowRank;
};

struct DecoderLayer {
    at::Tensor inputNorm, postAttentionNorm;  ///< (C)
    Linear q, k, v, o, gate, up, down;
};

/// Keys and values of one conversation, grown token by token. Made by Decoder::newCache.
struct KvCache {
    std::vector<at::Tensor> keys, values;  ///< per layer (K heads, capacity, D)
    int64_t length = 0;
};

/// A parameter by its published name ("model.layers.0.mlp.up_proj.weight"). `tensor` points into the Decoder, so it may be replaced.
struct NamedTensor {
    std::string name;
    at::Tensor* tensor;
};

enum class Recompute { None, Layers };

/// A decoder-only transformer. Parameter paths are the names of the published checkpoint; nothing learns until a method says so
/// (requires_grad on the tensors, or a LowRank attached). All tensor work runs on the calling thread.
class Decoder {
public:
    /// Weights mapped from the checkpoint in float32 (a view of the file where it holds float32, converted otherwise). Missing, surplus and
    /// misshapen tensors are told by name. Throws Error for corrupt files and non-finite weights.
    static std::unique_ptr<Decoder> load(const DecoderConfig& config, const Checkpoint& checkpoint, Problems& problems);
    /// Seeded random weights, as Transformers' _init_weights distributes them: normal(0, initializer_range), norms 1, biases 0.
    static std::unique_ptr<Decoder> random(const DecoderConfig& config, uint64_t seed);

    DecoderConfig config;
    Embedding embedding;
    std::vector<DecoderLayer> layers;
    at::Tensor norm;  ///< (C)
    Linear head;      ///< weight is embedding.weight itself while tied()
    Recompute recompute = Recompute::None;

    bool tied() const { return head.weight.is_same(embedding.weight); }
    void untie();  ///< gives the head a weight of its own (config.tied becomes false)

    std::vector<NamedTensor> parameters();  ///< all, in published order; a tied head is not listed
    std::vector<Linear*> linears();         ///< all linear maps but the head

    /// Hidden states after the last norm. (T, C), differentiable.
    at::Tensor hidden(const Batch& batch);
    /// Next-token logits of a row of hidden states, the head's adapter included. (N, V). Not for training: use ops' head + loss.
    at::Tensor logits(const at::Tensor& hidden);

    KvCache newCache(int64_t capacity) const;
    /// Feeds tokens (n) that follow what the cache holds; returns the logits after the last one. (V). No gradient.
    at::Tensor next(const std::vector<int64_t>& tokens, KvCache& cache);
};

/// Views and copies between files and tensors.
at::Tensor tensorOf(const StoredTensor& stored);               ///< a view of the mapped bytes in their own format; keep the Checkpoint alive
StoredTensor storedOf(const std::string& name, const at::Tensor& tensor);  ///< a view; keep the tensor (contiguous, CPU) alive

}  // namespace luthier
