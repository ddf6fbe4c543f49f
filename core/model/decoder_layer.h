// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "core/model/attention_part.h"
#include "core/model/mlp_part.h"

namespace luthier {

/// A parameter by its published name ("model.layers.0.mlp.up_proj.weight"). `tensor` points into the Decoder, so it may be replaced.
struct NamedTensor {
    std::string name;
    at::Tensor* tensor;
    bool decays = true;  ///< a matrix; not a bias, not a norm
};

/// One layer, wired as its plan says.
struct DecoderLayer {
    LayerPlan plan;
    Norm preAttention, postAttention, preMlp, postMlp;
    AttentionPart attention;
    MlpPart mlp;

    std::vector<Norm*> norms();    ///< those that are there, of queries and keys too
    std::vector<Linear*> maps();   ///< linear maps that may carry an adapter
    /// All of its tensors.
    std::vector<NamedTensor> parameters();
};

void appendParameters(Norm& norm, std::vector<NamedTensor>& all);

/// One layer as one node with a backward of its own. x (T, C) -> (T, C). With Recompute::Layers it keeps x alone and runs its forward again, to the
/// same bits.
at::Tensor decoderLayer(const DecoderLayer& layer, const at::Tensor& x, const std::shared_ptr<const LayerPass>& pass);
/// Without gradient, attending as the caller says. For generation.
at::Tensor decoderLayer(const DecoderLayer& layer, const at::Tensor& x, const LayerPass& pass, const Attend& attend);

}  // namespace luthier
