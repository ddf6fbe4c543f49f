// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "core/ops/gradient.h"
#include "core/ops/torch.h"

namespace luthier {

/// What a tuning method put beside a linear map or an embedding: y += scale * dropout(x) A^T B^T (arXiv 2106.09685). Float32.
struct LowRank {
    at::Tensor a;  ///< (R, in); of an embedding (R, V)
    at::Tensor b;  ///< (out, R); of an embedding (C, R)
    double scale = 1;
    double dropout = 0;
    uint64_t key = 0;  ///< nameHash of the module path: part of the dropout's counter
    bool enabled = true;
};

/// y = x W^T + b, and an adapter beside it when a method attached one.
struct Linear {
    std::string path;   ///< module path, as in the published checkpoint
    at::Tensor weight;  ///< (out, in), or (in, out) with inOut: as the checkpoint stores it
    at::Tensor bias;    ///< (out), or undefined
    std::shared_ptr<LowRank> lowRank;
    bool inOut = false;

    /// The weight as (out, in), a view.
    at::Tensor matrix() const { return inOut ? weight.t() : weight; }

    /// The adapter, if there is one and it is switched on; else null.
    const LowRank* adapter() const { return lowRank && lowRank->enabled ? lowRank.get() : nullptr; }
    bool learns() const;       ///< weight, bias or adapter
    bool keepsInput() const;   ///< the backward needs x
};

struct Embedding {
    std::string path;
    at::Tensor weight;  ///< (V, C)
    std::shared_ptr<LowRank> lowRank;
    double scale = 1;       ///< of the rows, the adapter's part included
    int64_t padding = -1;   ///< a token that gives its row no gradient, as torch's padding_idx; -1: none

    const LowRank* adapter() const { return lowRank && lowRank->enabled ? lowRank.get() : nullptr; }
    bool learns() const;
};

// The pieces of a linear map's forward and backward, from which nodes are made; no autograd inside. Small things first: never B A, never dW of
// what is frozen. rowKeys (T): dropoutRowKeys while training, undefined otherwise.

/// x (T, in) -> (T, out). `reduced` receives s = dropout(x) A^T (T, R) when the map has an adapter.
at::Tensor linear(const Linear& map, const at::Tensor& x, const at::Tensor& rowKeys, at::Tensor* reduced = nullptr);
/// ds = scale * dy B (T, R); undefined without an adapter.
at::Tensor reducedGradient(const Linear& map, const at::Tensor& dy);
/// dx for dy (T, out) -> (T, in); `sum`, when defined, is added to in place and returned.
at::Tensor inputGradient(const Linear& map, const at::Tensor& dy, const at::Tensor& ds, const at::Tensor& rowKeys, at::Tensor sum = {});
/// Gradients of weight, bias and adapter where they learn. `x` may be undefined unless keepsInput().
void parameterGradients(const Linear& map, const at::Tensor& x, const at::Tensor& reduced, const at::Tensor& dy, const at::Tensor& ds,
                        const at::Tensor& rowKeys, GradientSink& sink);
/// What of the map learns, for a node's edges.
void appendLearning(const Linear& map, std::vector<at::Tensor>& tensors);

/// Rows of an embedding, its adapter included; differentiable. ids (T) int64 -> (T, C)
at::Tensor embed(const Embedding& embedding, const at::Tensor& ids);

}  // namespace luthier
