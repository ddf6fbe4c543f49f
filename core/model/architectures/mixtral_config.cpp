// SPDX-License-Identifier: Apache-2.0
#include "core/model/config_fields.h"

namespace luthier {
namespace {

/// Files of Mixtral call themselves Llama, and count experts.
GgufForm ggufForm(GgufSettings& file) {
    GgufForm form = pairedForm(file);
    addExperts(form, {"ffn_gate_inp", "block_sparse_moe.gate"}, "block_sparse_moe.experts.*.w1", "block_sparse_moe.experts.*.w3", "block_sparse_moe.experts.*.w2");
    file.tell("expert_count", "num_local_experts", form.config);
    file.tell("expert_used_count", "num_experts_per_tok", form.config);
    return form;
}

}  // namespace

/// Defaults of Transformers 5.23, MixtralConfig. Mistral's layer with experts, of which the router chooses some for each token.
Architecture mixtralArchitecture() {
    return {"mixtral", "Mixtral", "MixtralForCausalLM", "MixtralForSequenceClassification", [](ConfigFields& fields) {
                DecoderConfig config = readSizes(fields, {32000, 4096, 14336, 32, 32, 131072, 8});
                config.ropes = {readRope(fields, config, {1000000})};
                config.modelDropout = fields.largestDropout({"attention_dropout", "router_jitter_noise"});
                LlamaForm form;
                form.eps = fields.number("rms_norm_eps", 1e-5, 0, 1);
                form.activation = fields.activation("hidden_act", "silu");
                composeLlama(config, form);
                fields.onlyNeutral("output_router_logits", false, "a loss for the balance of experts");
                ExpertsPlan experts;
                fields.alsoCalled("num_local_experts", "num_experts");
                experts.count = fields.size("num_local_experts", 8, kMostExperts);
                experts.perToken = fields.size("num_experts_per_tok", 2, experts.count);
                experts.intermediate = config.intermediate;
                experts.router = "gate";
                experts.prefix = "experts";
                experts.gate = "w1";
                experts.up = "w3";
                experts.down = "w2";
                const int64_t window = slidingWindow(fields, 0);
                for (LayerPlan& layer : config.plans) {
                    layer.attention.window = window;
                    layer.mlp = {"block_sparse_moe", form.activation, {}, {}, {}, {}, experts};
                }
                return config;
            }, GgufFamily{"llama", ggufForm, true}};
}

}  // namespace luthier
