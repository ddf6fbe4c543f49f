// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/ops/activation.h"

namespace luthier {

// How a layer is put together, as data: a family fills plans from its config.json, and one engine runs them all. Names are module names of the
// published checkpoint, each inside its parent; an empty name means that the part is not there.

/// RMS norm (arXiv 1910.07467), with weight or 1 + weight; or layer norm (arXiv 1607.06450).
struct NormPlan {
    enum class Kind { Rms, RmsOnePlus, Layer };
    std::string name;
    Kind kind = Kind::Rms;
    double eps = 1e-6;
    std::vector<int64_t> shape = {};  ///< of the weight: (C); (D) when each head has its own mean; (heads, D) when also its own weight
    bool bias = false;
    bool apart = false;          ///< the rows of (heads, D) are modules of their own: name.norms.0, name.norms.1, …

    bool present() const { return !name.empty(); }
    int64_t columns() const { return shape.back(); }
};

/// y = x W^T + b
struct LinearPlan {
    std::string name;
    int64_t out = 0, in = 0;
    bool bias = false;
    bool inOut = false;  ///< the weight is stored (in, out)

    bool present() const { return !name.empty(); }
};

struct AttentionPlan {
    std::string name = "self_attn";
    LinearPlan q, k, v;              ///< either these three …
    LinearPlan fused;                ///< … or one map that gives all heads, in blocks of a head's size:
    std::vector<int64_t> fusedHeads; ///< the block of each query head, then of each key head, then of each value head
    LinearPlan o;
    NormPlan qNorm, kNorm;           ///< before the turning
    int rope = 0;                    ///< which of the config's ropes; -1: none
    int64_t window = 0;              ///< keys that a query sees, its own included; 0: all
    double scale = 0;                ///< of the scores
    double softCap = 0;              ///< scores become cap tanh(score / cap); 0: they stay
    bool causal = true;              ///< false: a query sees later tokens too, of a window as many as before it
};

/// Some of many gated products, chosen token by token (arXiv 2101.03961, 2401.04088).
struct ExpertsPlan {
    int64_t count = 0, perToken = 0, intermediate = 0;
    bool normalized = true;                 ///< the chosen weights are made to sum to 1
    std::string router, prefix;             ///< "gate", "experts"
    std::string gate, up, down;             ///< inside prefix.N
};

struct MlpPlan {
    std::string name = "mlp";
    Activation activation = Activation::Silu;
    LinearPlan gate, up, down;  ///< down(act(gate(x)) up(x)); without a gate down(act(up(x)))
    LinearPlan gateUp;          ///< instead of gate and up: rows of the gate, then of up
    ExpertsPlan experts;        ///< instead of all of these when count > 0
};

/// h = x + m post(attention(pre(x))), then y = h + m post(mlp(pre(h))). Parallel: y = x + m attention(pre(x)) + m mlp(pre'(x)), where a missing
/// pre' means that both read the same norm. Norms over the sums (arXiv 1706.03762): h = post(x + attention(x)), y = post(h + mlp(h)).
struct LayerPlan {
    std::string path;  ///< "model.layers.3"
    NormPlan preAttention, postAttention, preMlp, postMlp;
    AttentionPlan attention;
    MlpPlan mlp;
    bool parallel = false;
    bool normsSums = false;
    double residualMultiplier = 1;

    /// The path of a part, which is the layer's own where the part has no module.
    std::string inside(const std::string& part) const { return part.empty() ? path : path + "." + part; }
};

/// The head of a family's ForSequenceClassification: one row of each sample's hidden states, norm(bend(dense(row))) where these are there, and a last map
/// to the classes. Names are whole paths.
struct LabelHeadPlan {
    enum class Pooling { First, Last, Mean };
    Pooling pooling = Pooling::Last;
    int64_t passedOver = -1;         ///< the padding token: those at the end of a sample are not its last; -1: none
    LinearPlan dense;
    std::optional<Activation> bend;  ///< after dense; nothing: tanh
    NormPlan norm;
    std::string last = "score";
    bool bias = false;               ///< of the last map
    double denseRange = 0, lastRange = 0;  ///< standard deviations of what is drawn; 0: that of the rest
};

}  // namespace luthier
