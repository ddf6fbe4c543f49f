// SPDX-License-Identifier: Apache-2.0
#include "core/model/config_fields.h"

namespace luthier {
namespace {

GgufForm ggufForm(GgufSettings& file) {
    GgufForm form = pairedForm(file);
    file.tell("attention.scale", "attention_multiplier", form.config);
    file.tell("embedding_scale", "embedding_multiplier", form.config);
    file.tell("residual_scale", "residual_multiplier", form.config);
    file.tell("logit_scale", "logits_scaling", form.config);
    return form;
}

}  // namespace

/// Defaults of Transformers 5.23, GraniteConfig. Llama's layer with four multipliers.
Architecture graniteArchitecture() {
    return {"granite", "Granite 3", "GraniteForCausalLM", "", [](ConfigFields& fields) {
                DecoderConfig config = readSizes(fields, {32000, 4096, 11008, 32, 32, 2048});
                config.ropes = {readRope(fields, config)};
                config.modelDropout = fields.largestDropout({"attention_dropout"});
                LlamaForm form;
                form.eps = fields.number("rms_norm_eps", 1e-6, 0, 1);
                form.activation = fields.activation("hidden_act", "silu");
                form.qkvBias = form.outputBias = fields.flag("attention_bias", false);
                form.mlpBias = fields.flag("mlp_bias", false);
                composeLlama(config, form);
                config.embeddingScale = fields.number("embedding_multiplier", 1, -1e6, 1e6);
                config.logitScale = 1 / fields.number("logits_scaling", 1, 1e-6, 1e6);
                const double residual = fields.number("residual_multiplier", 1, -1e6, 1e6), scale = fields.number("attention_multiplier", 1, 1e-9, 1e6);
                for (LayerPlan& layer : config.plans) {
                    layer.residualMultiplier = residual;
                    layer.attention.scale = scale;
                }
                return config;
            }, GgufFamily{"granite", ggufForm}};
}

}  // namespace luthier
