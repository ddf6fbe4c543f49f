// SPDX-License-Identifier: Apache-2.0
#include <cmath>

#include "core/model/config_fields.h"

namespace luthier {

/// Defaults of Transformers 5.23, DistilBertConfig. BERT's layer under other names, without token types and pooler.
Architecture distilbertArchitecture() {
    return {"distilbert", "DistilBERT", "DistilBertModel", "DistilBertForSequenceClassification", [](ConfigFields& fields) {
                const SizeKeys keys{"dim", "n_layers", "n_heads", nullptr, "hidden_dim", "max_position_embeddings", nullptr};
                fields.alsoCalled("dim", "hidden_size");
                fields.alsoCalled("n_layers", "num_hidden_layers");
                fields.alsoCalled("n_heads", "num_attention_heads");
                DecoderConfig config = readSizes(fields, {30522, 768, 3072, 6, 12, 512, {}, {}, true, 0}, keys);
                config.tied = false;
                config.head.clear();
                config.initial.sinusoidalPositions = fields.flag("sinusoidal_pos_embds", false);
                config.modelDropout = fields.largestDropout({"dropout", "attention_dropout", "seq_classif_dropout"});
                const int64_t width = config.hidden, inner = config.intermediate;
                constexpr double kEps = 1e-12;
                LayerPlan plan;
                plan.normsSums = true;
                plan.postAttention = layerNormPlan("sa_layer_norm", width, kEps);
                plan.postMlp = layerNormPlan("output_layer_norm", width, kEps);
                plan.attention.name = "attention";
                plan.attention.q = {"q_lin", width, width, true};
                plan.attention.k = {"k_lin", width, width, true};
                plan.attention.v = {"v_lin", width, width, true};
                plan.attention.o = {"out_lin", width, width, true};
                plan.attention.rope = -1;
                plan.attention.causal = false;
                plan.attention.scale = 1 / std::sqrt(static_cast<double>(config.headSize));
                plan.mlp.name = "ffn";
                plan.mlp.activation = fields.activation("activation", "gelu");
                plan.mlp.up = {"lin1", inner, width, true};
                plan.mlp.down = {"lin2", width, inner, true};
                repeatLayer(config, plan, "distilbert.transformer.layer.");
                config.base = "distilbert";
                config.embedding = "distilbert.embeddings.word_embeddings";
                config.positionEmbedding = "distilbert.embeddings.position_embeddings";
                config.embeddingNorm = layerNormPlan("distilbert.embeddings.LayerNorm", width, kEps);
                config.leftOut = {"position_ids", "vocab_transform.", "vocab_layer_norm.", "vocab_projector."};
                config.labelHead.pooling = LabelHeadPlan::Pooling::First;
                config.labelHead.dense = {"pre_classifier", width, width, true};
                config.labelHead.bend = Activation::Relu;
                config.labelHead.last = "classifier";
                config.labelHead.bias = true;
                return config;
            }};
}

}  // namespace luthier
