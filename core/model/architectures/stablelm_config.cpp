// SPDX-License-Identifier: Apache-2.0
#include "core/model/config_fields.h"

namespace luthier {
namespace {

/// The file does not say which switches are on; its tensors do.
GgufForm ggufForm(GgufSettings& file) {
    GgufForm form = llamaLikeForm(file);
    form.call("attn_q_norm", "self_attn.q_layernorm.norms.*");
    form.call("attn_k_norm", "self_attn.k_layernorm.norms.*");
    if (!form.config.find("partial_rotary_factor")) form.config["partial_rotary_factor"] = 1.0;
    file.tell("attention.layer_norm_epsilon", "layer_norm_eps", form.config);
    form.config["use_qkv_bias"] = file.holds("blk.0.attn_q.bias");
    form.config["use_parallel_residual"] = !file.holds("blk.0.ffn_norm.weight");
    form.config["qk_layernorm"] = file.holds("blk.0.attn_q_norm.weight");
    return form;
}

}  // namespace

/// Defaults of Transformers 5.23, StableLmConfig. Layer norms, a quarter of each head turned; queries and keys may be normed, each head by a norm of
/// its own, and both halves may read the same norm.
Architecture stablelmArchitecture() {
    return {"stablelm", "StableLM 3B, 2", "StableLmForCausalLM", "StableLmForSequenceClassification", [](ConfigFields& fields) {
                SizeKeys keys;
                keys.headSize = nullptr;
                DecoderConfig config = readSizes(fields, {50304, 2560, 6912, 32, 32, 4096, 32}, keys);
                config.ropes = {readRope(fields, config, {10000, 0.25, true})};
                checkPairs(fields, config);
                config.modelDropout = fields.largestDropout({"attention_dropout", "hidden_dropout"});
                LlamaForm form{NormPlan::Kind::Layer, fields.number("layer_norm_eps", 1e-5, 0, 1), true};
                form.activation = fields.activation("hidden_act", "silu");
                form.qkvBias = fields.flag("use_qkv_bias", false);
                composeLlama(config, form);
                if (asksBothWays(fields)) fields.refuse("is_causal", "attention to later tokens");  // Transformers' two ways of attention disagree on it
                const bool parallel = fields.flag("use_parallel_residual", false), normed = fields.flag("qk_layernorm", false);
                for (LayerPlan& layer : config.plans) {
                    layer.parallel = parallel;
                    if (parallel) layer.preMlp = {};
                    if (!normed) continue;
                    layer.attention.qNorm = {"q_layernorm", NormPlan::Kind::Layer, form.eps, {config.heads, config.headSize}, false, true};
                    layer.attention.kNorm = {"k_layernorm", NormPlan::Kind::Layer, form.eps, {config.kvHeads, config.headSize}, false, true};
                }
                return config;
            }, GgufFamily{"stablelm", ggufForm}};
}

}  // namespace luthier
