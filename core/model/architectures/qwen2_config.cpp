// SPDX-License-Identifier: Apache-2.0
#include "core/model/config_fields.h"

namespace luthier {

/// Defaults of Transformers 5.23, Qwen2Config. Query, key and value always have a bias, the output never.
Architecture qwen2Architecture() {
    return {"qwen2", "Qwen2, Qwen2.5", "Qwen2ForCausalLM", "Qwen2ForSequenceClassification", [](ConfigFields& fields) {
                DecoderConfig config = readSizes(fields, {151936, 4096, 22016, 32, 32, 32768, 32});
                config.ropes = {readRope(fields, config)};
                config.modelDropout = fields.largestDropout({"attention_dropout"});
                LlamaForm form;
                form.eps = fields.number("rms_norm_eps", 1e-6, 0, 1);
                form.activation = fields.activation("hidden_act", "silu");
                form.qkvBias = true;
                composeLlama(config, form);
                slideUpperLayers(fields, config, 28);
                return config;
            }, GgufFamily{"qwen2", llamaLikeForm}};
}

}  // namespace luthier
