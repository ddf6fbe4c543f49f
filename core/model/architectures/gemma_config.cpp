// SPDX-License-Identifier: Apache-2.0
#include "core/model/config_fields.h"

namespace luthier {

/// Defaults of Transformers 5.23, GemmaConfig.
Architecture gemmaArchitecture() {
    return {"gemma", "Gemma 1", "GemmaForCausalLM", "GemmaForSequenceClassification", [](ConfigFields& fields) {
                DecoderConfig config = readSizes(fields, {256000, 3072, 24576, 28, 16, 8192, 16, 256, true, 0});
                config.ropes = {readRope(fields, config)};
                config.modelDropout = fields.largestDropout({"attention_dropout"});
                // The first release wrote "gelu" and meant its tanh form, as Transformers reads it.
                const bool legacy = fields.text("hidden_act", "gelu_pytorch_tanh") == "gelu";
                composeGemma(fields, config, legacy ? Activation::GeluTanh : fields.activation("hidden_act", "gelu_pytorch_tanh"));
                fields.onlyNeutral("use_bidirectional_attention", false, "attention to later tokens");  // Transformers' two ways of attention disagree on it
                return config;
            }, GgufFamily{"gemma", gemmaForm}};
}

}  // namespace luthier
