// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>

#include "core/model/config_fields.h"

namespace luthier {
namespace {

GgufForm ggufForm(GgufSettings& file) {
    GgufForm form;
    form.model = {{"token_embd", "gpt_neox.embed_in"}, {"output_norm", "gpt_neox.final_layer_norm"}, {"output", "embed_out"}};
    form.layer = {{"attn_norm", "input_layernorm"},
                  {"attn_qkv", "attention.query_key_value"},
                  {"attn_output", "attention.dense"},
                  {"ffn_norm", "post_attention_layernorm"},
                  {"ffn_up", "mlp.dense_h_to_4h"},
                  {"ffn_down", "mlp.dense_4h_to_h"}};
    form.layers = "gpt_neox.layers.";
    form.joinedHeads = true;
    const int64_t head = std::max<int64_t>(file.headSize(), 1);
    form.config["rotary_pct"] = static_cast<double>(file.whole("rope.dimension_count", head)) / static_cast<double>(head);
    file.tell("rope.freq_base", "rotary_emb_base", form.config);
    file.tell("attention.layer_norm_epsilon", "layer_norm_eps", form.config);
    file.tell("use_parallel_residual", "use_parallel_residual", form.config);
    form.config["attention_bias"] = file.holds("blk.0.attn_qkv.bias");
    return form;
}

}  // namespace

/// Defaults of Transformers 5.23, GPTNeoXConfig. Each head's query, key and value lie together; both halves read x, each through its own norm.
Architecture gpt_neoxArchitecture() {
    return {"gpt_neox", "Pythia, GPT-NeoX", "GPTNeoXForCausalLM", "GPTNeoXForSequenceClassification", [](ConfigFields& fields) {
                SizeKeys keys;
                keys.kvHeads = keys.headSize = nullptr;
                DecoderConfig config = readSizes(fields, {50432, 6144, 24576, 44, 64, 2048}, keys);
                RopeDefaults rope;
                rope.mayBePartial = true;
                rope.outside = false;  // words of its own stand for both
                rope.theta = fields.number("rotary_emb_base", 10000, 1, 1e12);
                rope.partial = fields.number("rotary_pct", 0.25, 0, 1);
                config.ropes = {readRope(fields, config, rope)};
                config.modelDropout = fields.largestDropout({"attention_dropout", "hidden_dropout"});
                const double eps = fields.number("layer_norm_eps", 1e-5, 0, 1);
                const bool bias = fields.flag("attention_bias", true);
                const int64_t width = config.hidden;
                LayerPlan plan;
                plan.preAttention = layerNormPlan("input_layernorm", width, eps);
                plan.preMlp = layerNormPlan("post_attention_layernorm", width, eps);
                plan.parallel = fields.flag("use_parallel_residual", true);
                plan.attention.name = "attention";
                plan.attention.fused = {"query_key_value", 3 * width, width, bias};
                plan.attention.fusedHeads = groupedHeads(config.heads, config.heads);
                plan.attention.o = {"dense", width, width, bias};
                plan.attention.scale = 1 / std::sqrt(static_cast<double>(config.headSize));
                plan.mlp.activation = fields.activation("hidden_act", "gelu");
                plan.mlp.up = {"dense_h_to_4h", config.intermediate, width, true};
                plan.mlp.down = {"dense_4h_to_h", width, config.intermediate, true};
                repeatLayer(config, plan, "gpt_neox.layers.");
                config.base = "gpt_neox";
                config.embedding = "gpt_neox.embed_in";
                config.publishedHead = "embed_out";
                config.finalNorm = layerNormPlan("gpt_neox.final_layer_norm", width, eps);
                config.paddingId = -1;  // its embedding knows no padding
                return config;
            }, GgufFamily{"gptneox", ggufForm}};
}

}  // namespace luthier
