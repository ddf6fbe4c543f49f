// SPDX-License-Identifier: Apache-2.0
#include "core/model/config_fields.h"

namespace luthier {

/// Defaults of Transformers 5.23, Qwen3Config. Queries and keys are normed head by head.
Architecture qwen3Architecture() {
    return {"qwen3", "Qwen3", "Qwen3ForCausalLM", "Qwen3ForSequenceClassification", [](ConfigFields& fields) {
                DecoderConfig config = readSizes(fields, {151936, 4096, 22016, 32, 32, 32768, 32, 128});
                config.ropes = {readRope(fields, config)};
                config.modelDropout = fields.largestDropout({"attention_dropout"});
                LlamaForm form;
                form.eps = fields.number("rms_norm_eps", 1e-6, 0, 1);
                form.activation = fields.activation("hidden_act", "silu");
                form.qkvBias = form.outputBias = fields.flag("attention_bias", false);
                composeLlama(config, form);
                for (LayerPlan& layer : config.plans) {
                    layer.attention.qNorm = rmsNormPlan("q_norm", config.headSize, form.eps);
                    layer.attention.kNorm = rmsNormPlan("k_norm", config.headSize, form.eps);
                }
                slideUpperLayers(fields, config, 28);
                return config;
            }, GgufFamily{"qwen3", llamaLikeForm}};
}

}  // namespace luthier
