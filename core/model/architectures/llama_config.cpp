// SPDX-License-Identifier: Apache-2.0
#include "core/model/config_fields.h"

namespace luthier {

/// Defaults of Transformers 5.23, LlamaConfig.
Architecture llamaArchitecture() {
    return {"llama", "Llama 2 and 3, TinyLlama, SmolLM", "LlamaForCausalLM", "LlamaForSequenceClassification", [](ConfigFields& fields) {
                DecoderConfig config = readSizes(fields, {32000, 4096, 11008, 32, 32, 2048});
                config.ropes = {readRope(fields, config)};
                config.modelDropout = fields.largestDropout({"attention_dropout"});
                LlamaForm form;
                form.eps = fields.number("rms_norm_eps", 1e-6, 0, 1);
                form.activation = fields.activation("hidden_act", "silu");
                form.qkvBias = form.outputBias = fields.flag("attention_bias", false);
                form.mlpBias = fields.flag("mlp_bias", false);
                fields.onlyNeutral("pretraining_tp", 1, "products split as in tensor-parallel pretraining");
                composeLlama(config, form);
                return config;
            }, GgufFamily{"llama", pairedForm}};
}

}  // namespace luthier
