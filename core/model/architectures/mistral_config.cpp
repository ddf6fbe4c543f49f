// SPDX-License-Identifier: Apache-2.0
#include "core/model/config_fields.h"

namespace luthier {

/// Defaults of Transformers 5.23, MistralConfig. Every layer slides over the same window, unless it is null; where "layer_types" says which ones do, the
/// reference takes the model for a Ministral, which does.
Architecture mistralArchitecture() {
    return {"mistral", "Mistral 7B, Nemo, Small", "MistralForCausalLM", "MistralForSequenceClassification", [](ConfigFields& fields) {
                DecoderConfig config = readSizes(fields, {32000, 4096, 14336, 32, 32, 131072, 8});
                config.ropes = {readRope(fields, config)};
                config.modelDropout = fields.largestDropout({"attention_dropout"});
                LlamaForm form;
                form.eps = fields.number("rms_norm_eps", 1e-6, 0, 1);
                form.activation = fields.activation("hidden_act", "silu");
                composeLlama(config, form);
                const int64_t window = slidingWindow(fields, 4096);
                const std::vector<bool> slides = slidingLayers(fields, config.layers, [](int64_t) { return true; });
                for (size_t layer = 0; layer < config.plans.size(); ++layer) config.plans[layer].attention.window = slides[layer] ? window : 0;
                return config;
            }};
}

}  // namespace luthier
