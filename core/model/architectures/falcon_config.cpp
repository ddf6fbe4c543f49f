// SPDX-License-Identifier: Apache-2.0
#include <cmath>

#include "core/model/config_fields.h"

namespace luthier {
namespace {

/// A switch that is on where it is missing, and off where it is null.
bool switchedOn(ConfigFields& fields, const char* key) {
    const Json* value = fields.json().find(key);
    return !(value && value->isNull()) && fields.flag(key, true);
}

/// Which norms stand before the halves: one, two, or one after the other.
void addNorms(ConfigFields& fields, LayerPlan& plan, int64_t width, double eps, bool newer) {
    plan.parallel = switchedOn(fields, "parallel_attn");
    const int64_t norms = fields.present("num_ln_in_parallel_attn") ? fields.size("num_ln_in_parallel_attn", 1, 2) : (newer ? 2 : 1);
    if (plan.parallel && norms == 2) {
        plan.preAttention = layerNormPlan("ln_attn", width, eps);
        plan.preMlp = layerNormPlan("ln_mlp", width, eps);
        return;
    }
    plan.preAttention = layerNormPlan("input_layernorm", width, eps);
    if (!plan.parallel) plan.preMlp = layerNormPlan("post_attention_layernorm", width, eps);
    if (newer && !plan.parallel) fields.fault("parallel_attn", "is false beside new_decoder_architecture, which no published model has.", kAsPublished);
}

/// One key and value for all heads means the first models; a second norm, or several keys, the newer ones. Files know nothing of biases by distance.
GgufForm ggufForm(GgufSettings& file) {
    GgufForm form;
    const bool twoNorms = file.holds("blk.0.attn_norm_2.weight");
    const int64_t keyHeads = file.whole("attention.head_count_kv", 1);
    form.model = {{"token_embd", "transformer.word_embeddings"}, {"output_norm", "transformer.ln_f"}, {"output", "lm_head"}};
    form.layer = {{"attn_norm", twoNorms ? "ln_mlp" : "input_layernorm"},
                  {"attn_norm_2", "ln_attn"},
                  {"attn_qkv", "self_attention.query_key_value"},
                  {"attn_output", "self_attention.dense"},
                  {"ffn_up", "mlp.dense_h_to_4h"},
                  {"ffn_down", "mlp.dense_4h_to_h"}};
    form.layers = "transformer.h.";
    form.joinedHeads = true;
    form.config["new_decoder_architecture"] = twoNorms || keyHeads > 1;
    form.config["multi_query"] = keyHeads == 1;
    form.config["num_kv_heads"] = keyHeads;
    form.config["num_ln_in_parallel_attn"] = twoNorms ? 2 : 1;
    form.config["bias"] = file.holds("blk.0.attn_qkv.bias");
    if (const int64_t rows = file.rows("blk.0.ffn_up.weight")) form.config["ffn_hidden_size"] = rows;  // the metadata always say four times the width
    file.tell("attention.layer_norm_epsilon", "layer_norm_epsilon", form.config);
    return form;
}

}  // namespace

/// Defaults of Transformers 5.23, FalconConfig. One key and value for all heads, or (new_decoder_architecture) one a group, or one a head; turned
/// heads, or biases by distance.
Architecture falconArchitecture() {
    return {"falcon", "Falcon 7B, 40B, RW", "FalconForCausalLM", "FalconForSequenceClassification", [](ConfigFields& fields) {
                const SizeKeys keys{"hidden_size", "num_hidden_layers", "num_attention_heads", nullptr, nullptr, "max_position_embeddings", nullptr};
                fields.alsoCalled("hidden_size", "n_embed");
                DecoderConfig config = readSizes(fields, {65024, 4544, 0, 32, 71, 2048, {}, {}, true}, keys);
                const bool newer = fields.flag("new_decoder_architecture", false), shared = switchedOn(fields, "multi_query");
                const int64_t groups = fields.size("num_kv_heads", config.heads, kMostHeads);
                config.kvHeads = newer ? groups : (shared ? 1 : config.heads);
                if (config.heads % config.kvHeads != 0) fields.fault("num_kv_heads", "should divide num_attention_heads.", kAsPublished);
                if (fields.present("ffn_hidden_size")) config.intermediate = fields.size("ffn_hidden_size", config.intermediate, kMostWidth);
                config.modelDropout = fields.largestDropout({"attention_dropout", "hidden_dropout"});
                const double eps = fields.number("layer_norm_epsilon", 1e-5, 0, 1), scale = 1 / std::sqrt(static_cast<double>(config.headSize));
                const bool bias = fields.flag("bias", false);
                config.alibi = {fields.flag("alibi", false), true, scale};  // the biases are scaled as the scores are
                if (!config.alibi.present) config.ropes = {readRope(fields, config)};
                const int64_t width = config.hidden;
                LayerPlan plan;
                addNorms(fields, plan, width, eps, newer);
                plan.attention.name = "self_attention";
                plan.attention.fused = {"query_key_value", (config.heads + 2 * config.kvHeads) * config.headSize, width, bias};
                plan.attention.fusedHeads = groupedHeads(config.heads, config.kvHeads);
                plan.attention.o = {"dense", width, width, bias};
                plan.attention.rope = config.alibi.present ? -1 : 0;
                plan.attention.scale = scale;
                plan.mlp.activation = fields.activation("activation", "gelu");
                plan.mlp.up = {"dense_h_to_4h", config.intermediate, width, bias};
                plan.mlp.down = {"dense_4h_to_h", width, config.intermediate, bias};
                repeatLayer(config, plan, "transformer.h.");
                config.base = "transformer";
                config.embedding = "transformer.word_embeddings";
                config.finalNorm = layerNormPlan("transformer.ln_f", width, eps);
                config.paddingId = -1;  // its embedding knows no padding
                return config;
            }, GgufFamily{"falcon", ggufForm}};
}

}  // namespace luthier
