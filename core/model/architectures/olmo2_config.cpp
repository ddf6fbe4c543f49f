// SPDX-License-Identifier: Apache-2.0
#include "core/model/config_fields.h"

namespace luthier {
namespace {

GgufForm ggufForm(GgufSettings& file) {
    GgufForm form = llamaLikeForm(file);
    form.call("post_attention_norm", "post_attention_layernorm");
    form.call("post_ffw_norm", "post_feedforward_layernorm");
    return form;
}

}  // namespace

/// Defaults of Transformers 5.23, Olmo2Config. Norms after both halves only; queries and keys are normed over their whole width.
Architecture olmo2Architecture() {
    return {"olmo2", "OLMo 2", "Olmo2ForCausalLM", "Olmo2ForSequenceClassification", [](ConfigFields& fields) {
                DecoderConfig config = readSizes(fields, {50304, 4096, 11008, 32, 32, 2048, {}, {}, false, 1});
                config.ropes = {readRope(fields, config)};
                config.modelDropout = fields.largestDropout({"attention_dropout"});
                LlamaForm form;
                form.eps = fields.number("rms_norm_eps", 1e-5, 0, 1);
                form.activation = fields.activation("hidden_act", "silu");
                form.qkvBias = form.outputBias = fields.flag("attention_bias", false);
                composeLlama(config, form);
                for (LayerPlan& layer : config.plans) {
                    layer.postAttention = rmsNormPlan("post_attention_layernorm", config.hidden, form.eps);
                    layer.postMlp = rmsNormPlan("post_feedforward_layernorm", config.hidden, form.eps);
                    layer.preAttention = layer.preMlp = {};
                    layer.attention.qNorm = rmsNormPlan("q_norm", config.queryWidth(), form.eps);
                    layer.attention.kNorm = rmsNormPlan("k_norm", config.kvWidth(), form.eps);
                }
                return config;
            }, GgufFamily{"olmo2", ggufForm}};
}

}  // namespace luthier
