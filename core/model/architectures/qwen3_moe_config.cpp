// SPDX-License-Identifier: Apache-2.0
#include "core/model/config_fields.h"

namespace luthier {
namespace {

/// Layers with a plain gated product: those listed, and those between the sparse steps.
std::vector<bool> denseLayers(ConfigFields& fields, int64_t layers) {
    const int64_t step = fields.size("decoder_sparse_step", 1, kMostLayers);
    std::vector<bool> dense;
    for (int64_t layer = 0; layer < layers; ++layer) dense.push_back((layer + 1) % step != 0);
    const Json* listed = fields.present("mlp_only_layers");
    if (!listed || !listed->isArray()) return dense;
    for (const Json& layer : listed->asArray())
        if (layer.isInteger() && layer.asInteger() >= 0 && layer.asInteger() < layers) dense[static_cast<size_t>(layer.asInteger())] = true;
    return dense;
}

/// llama.cpp makes the chosen weights sum to 1, whatever config.json said.
GgufForm ggufForm(GgufSettings& file) {
    GgufForm form = llamaLikeForm(file);
    addExperts(form, {"ffn_gate_inp", "mlp.gate"}, "mlp.experts.*.gate_proj", "mlp.experts.*.up_proj", "mlp.experts.*.down_proj");
    file.tell("expert_count", "num_experts", form.config);
    file.tell("expert_used_count", "num_experts_per_tok", form.config);
    file.tell("expert_feed_forward_length", "moe_intermediate_size", form.config);
    form.config["norm_topk_prob"] = true;
    return form;
}

}  // namespace

/// Defaults of Transformers 5.23, Qwen3MoeConfig. Qwen3's layer, in which most layers have experts.
Architecture qwen3_moeArchitecture() {
    return {"qwen3_moe", "Qwen3 MoE", "Qwen3MoeForCausalLM", "Qwen3MoeForSequenceClassification", [](ConfigFields& fields) {
                DecoderConfig config = readSizes(fields, {151936, 2048, 6144, 24, 32, 32768, 4});
                config.ropes = {readRope(fields, config)};
                config.modelDropout = fields.largestDropout({"attention_dropout"});
                LlamaForm form;
                form.eps = fields.number("rms_norm_eps", 1e-6, 0, 1);
                form.activation = fields.activation("hidden_act", "silu");
                form.qkvBias = form.outputBias = fields.flag("attention_bias", false);
                composeLlama(config, form);
                fields.onlyNeutral("output_router_logits", false, "a loss for the balance of experts");
                ExpertsPlan experts;
                fields.alsoCalled("num_experts", "num_local_experts");
                experts.count = fields.size("num_experts", 128, kMostExperts);
                experts.perToken = fields.size("num_experts_per_tok", 8, experts.count);
                experts.intermediate = fields.size("moe_intermediate_size", 768, kMostWidth);
                experts.normalized = fields.flag("norm_topk_prob", false);
                experts.router = "gate";
                experts.prefix = "experts";
                experts.gate = "gate_proj";
                experts.up = "up_proj";
                experts.down = "down_proj";
                const int64_t window = fields.flag("use_sliding_window", false) ? slidingWindow(fields, 4096) : 0;
                const std::vector<bool> dense = denseLayers(fields, config.layers);
                for (size_t layer = 0; layer < config.plans.size(); ++layer) {
                    LayerPlan& plan = config.plans[layer];
                    plan.attention.qNorm = rmsNormPlan("q_norm", config.headSize, form.eps);
                    plan.attention.kNorm = rmsNormPlan("k_norm", config.headSize, form.eps);
                    plan.attention.window = window;
                    if (!dense[layer]) plan.mlp = {"mlp", form.activation, {}, {}, {}, {}, experts};
                }
                return config;
            }, GgufFamily{"qwen3moe", ggufForm, true}};
}

}  // namespace luthier
