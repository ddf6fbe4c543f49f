// SPDX-License-Identifier: Apache-2.0
#include <cmath>

#include "core/model/config_fields.h"

namespace luthier {
namespace {

GgufForm ggufForm(GgufSettings& file) {
    GgufForm form;
    form.model = {{"token_embd", "transformer.word_embeddings"}, {"token_embd_norm", "transformer.word_embeddings_layernorm"}, {"output_norm", "transformer.ln_f"}, {"output", "lm_head"}};
    form.layer = {{"attn_norm", "input_layernorm"},
                  {"attn_qkv", "self_attention.query_key_value"},
                  {"attn_output", "self_attention.dense"},
                  {"ffn_norm", "post_attention_layernorm"},
                  {"ffn_up", "mlp.dense_h_to_4h"},
                  {"ffn_down", "mlp.dense_4h_to_h"}};
    form.layers = "transformer.h.";
    form.joinedHeads = true;
    file.tell("block_count", "n_layer", form.config);
    file.tell("attention.head_count", "n_head", form.config);
    file.tell("attention.layer_norm_epsilon", "layer_norm_epsilon", form.config);
    return form;
}

}  // namespace

/// Defaults of Transformers 5.23, BloomConfig. Biases by distance, and a norm after the embedding.
Architecture bloomArchitecture() {
    return {"bloom", "BLOOM, BLOOMZ", "BloomForCausalLM", "BloomForSequenceClassification", [](ConfigFields& fields) {
                const SizeKeys keys{"hidden_size", "n_layer", "n_head", nullptr, nullptr, nullptr, nullptr};
                fields.alsoCalled("hidden_size", "n_embed");
                fields.alsoCalled("n_layer", "num_hidden_layers");
                fields.alsoCalled("n_head", "num_attention_heads");
                DecoderConfig config = readSizes(fields, {250880, 64, 0, 2, 8, 0, {}, {}, true}, keys);
                config.modelDropout = fields.largestDropout({"attention_dropout", "hidden_dropout"});
                const double eps = fields.number("layer_norm_epsilon", 1e-5, 0, 1);
                fields.onlyNeutral("apply_residual_connection_post_layernorm", false, "a residual after the norm");
                config.alibi.present = true;
                const int64_t width = config.hidden;
                LayerPlan plan;
                plan.preAttention = layerNormPlan("input_layernorm", width, eps);
                plan.preMlp = layerNormPlan("post_attention_layernorm", width, eps);
                plan.attention.name = "self_attention";
                plan.attention.fused = {"query_key_value", 3 * width, width, true};
                plan.attention.fusedHeads = groupedHeads(config.heads, config.heads);
                plan.attention.o = {"dense", width, width, true};
                plan.attention.rope = -1;
                plan.attention.scale = 1 / std::sqrt(static_cast<double>(config.headSize));
                plan.mlp.activation = Activation::GeluTanh;
                plan.mlp.up = {"dense_h_to_4h", config.intermediate, width, true};
                plan.mlp.down = {"dense_4h_to_h", width, config.intermediate, true};
                repeatLayer(config, plan, "transformer.h.");
                config.base = "transformer";
                config.embedding = "transformer.word_embeddings";
                config.embeddingNorm = layerNormPlan("transformer.word_embeddings_layernorm", width, eps);
                config.finalNorm = layerNormPlan("transformer.ln_f", width, eps);
                config.paddingId = -1;  // its embedding knows no padding
                return config;
            }, GgufFamily{"bloom", ggufForm}};
}

}  // namespace luthier
