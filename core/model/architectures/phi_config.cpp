// SPDX-License-Identifier: Apache-2.0
#include "core/model/config_fields.h"

namespace luthier {
namespace {

GgufForm ggufForm(GgufSettings& file) {
    GgufForm form = llamaLikeForm(file);
    form.model[1].published = "model.final_layernorm";
    form.call("attn_output", "self_attn.dense");
    form.call("ffn_up", "mlp.fc1");
    form.call("ffn_down", "mlp.fc2");
    if (!form.config.find("partial_rotary_factor")) form.config["partial_rotary_factor"] = 1.0;
    file.tell("attention.layer_norm_epsilon", "layer_norm_eps", form.config);
    return form;
}

}  // namespace

/// Defaults of Transformers 5.23, PhiConfig. Both halves read the same layer norm, biases everywhere, the head's included.
Architecture phiArchitecture() {
    return {"phi", "Phi-1, Phi-1.5, Phi-2", "PhiForCausalLM", "PhiForSequenceClassification", [](ConfigFields& fields) {
                DecoderConfig config = readSizes(fields, {51200, 2048, 8192, 24, 32, 2048});
                config.ropes = {readRope(fields, config, {10000, 0.5, true})};
                checkPairs(fields, config);
                config.modelDropout = fields.largestDropout({"attention_dropout", "resid_pdrop", "embd_pdrop"});
                LlamaForm form{NormPlan::Kind::Layer, fields.number("layer_norm_eps", 1e-5, 0, 1), true};
                form.activation = fields.activation("hidden_act", "gelu_new");
                form.qkvBias = form.outputBias = form.mlpBias = true;
                composeLlama(config, form);
                const bool normed = fields.flag("qk_layernorm", false);
                for (LayerPlan& layer : config.plans) {
                    layer.parallel = true;
                    layer.preMlp = {};
                    layer.mlp.gate = {};
                    layer.attention.o.name = "dense";
                    layer.mlp.up.name = "fc1";
                    layer.mlp.down.name = "fc2";
                    if (!normed) continue;
                    layer.attention.qNorm = layerNormPlan("q_layernorm", config.headSize, form.eps);
                    layer.attention.kNorm = layerNormPlan("k_layernorm", config.headSize, form.eps);
                }
                config.finalNorm.name = "model.final_layernorm";
                config.headBias = true;
                return config;
            }, GgufFamily{"phi2", ggufForm}};
}

}  // namespace luthier
