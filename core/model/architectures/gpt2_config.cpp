// SPDX-License-Identifier: Apache-2.0
#include <cmath>

#include "core/model/config_fields.h"

namespace luthier {
namespace {

GgufForm ggufForm(GgufSettings& file) {
    GgufForm form;
    form.model = {{"token_embd", "transformer.wte"}, {"position_embd", "transformer.wpe"}, {"output_norm", "transformer.ln_f"}, {"output", "lm_head"}};
    form.layer = {{"attn_norm", "ln_1"}, {"attn_qkv", "attn.c_attn"}, {"attn_output", "attn.c_proj"},
                  {"ffn_norm", "ln_2"}, {"ffn_up", "mlp.c_fc"},       {"ffn_down", "mlp.c_proj"}};
    form.layers = "transformer.h.";
    form.transposed = true;
    file.tell("embedding_length", "n_embd", form.config);
    file.tell("block_count", "n_layer", form.config);
    file.tell("attention.head_count", "n_head", form.config);
    file.tell("context_length", "n_positions", form.config);
    file.tell("feed_forward_length", "n_inner", form.config);
    file.tell("attention.layer_norm_epsilon", "layer_norm_epsilon", form.config);
    return form;
}

}  // namespace

/// Defaults of Transformers 5.23, GPT2Config. Learnt positions; weights lie as (in, out); a plain product.
Architecture gpt2Architecture() {
    return {"gpt2", "GPT-2, DistilGPT2", "GPT2LMHeadModel", "GPT2ForSequenceClassification", [](ConfigFields& fields) {
                const SizeKeys keys{"n_embd", "n_layer", "n_head", nullptr, nullptr, "n_positions", nullptr};
                fields.alsoCalled("n_embd", "hidden_size");
                fields.alsoCalled("n_layer", "num_hidden_layers");
                fields.alsoCalled("n_head", "num_attention_heads");
                fields.alsoCalled("n_positions", "max_position_embeddings");
                DecoderConfig config = readSizes(fields, {50257, 768, 0, 12, 12, 1024, {}, {}, true}, keys);
                if (fields.present("n_inner")) config.intermediate = fields.size("n_inner", config.intermediate, kMostWidth);
                config.modelDropout = fields.largestDropout({"resid_pdrop", "embd_pdrop", "attn_pdrop"});
                const double eps = fields.number("layer_norm_epsilon", 1e-5, 0, 1);
                const bool scaled = fields.flag("scale_attn_weights", true), byLayer = fields.flag("scale_attn_by_inverse_layer_idx", false);
                fields.flag("reorder_and_upcast_attn", false);  // another order of the same product
                const int64_t width = config.hidden;
                LayerPlan plan;
                plan.preAttention = layerNormPlan("ln_1", width, eps);
                plan.preMlp = layerNormPlan("ln_2", width, eps);
                plan.attention.name = "attn";
                plan.attention.fused = {"c_attn", 3 * width, width, true, true};
                plan.attention.fusedHeads = concatenatedHeads(config.heads, config.kvHeads);
                plan.attention.o = {"c_proj", width, width, true, true};
                plan.attention.rope = -1;
                plan.mlp.activation = fields.activation("activation_function", "gelu_new");
                plan.mlp.up = {"c_fc", config.intermediate, width, true, true};
                plan.mlp.down = {"c_proj", width, config.intermediate, true, true};
                for (int64_t layer = 0; layer < config.layers; ++layer) {
                    plan.path = "transformer.h." + std::to_string(layer);
                    plan.attention.scale = (scaled ? 1 / std::sqrt(static_cast<double>(config.headSize)) : 1) / (byLayer ? static_cast<double>(layer + 1) : 1);
                    config.plans.push_back(plan);
                }
                config.base = "transformer";
                config.embedding = "transformer.wte";
                config.positionEmbedding = "transformer.wpe";
                config.finalNorm = layerNormPlan("transformer.ln_f", width, eps);
                config.initial.outwardRange = config.initial.range / std::sqrt(2.0 * static_cast<double>(config.layers));
                config.paddingId = -1;  // its embedding knows no padding
                return config;
            }, GgufFamily{"gpt2", ggufForm}};
}

}  // namespace luthier
