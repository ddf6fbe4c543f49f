// SPDX-License-Identifier: Apache-2.0
#include <cmath>

#include "core/model/config_fields.h"

namespace luthier {
namespace {

/// The largest has 46 layers (llama.cpp, src/models/gemma2.cpp). Its first files lack the caps, which then are the usual ones.
GgufForm ggufForm(GgufSettings& file) {
    GgufForm form = gemma2Form(file, 46);
    file.tell("attn_logit_softcapping", "attn_logit_softcapping", form.config);
    return form;
}

}  // namespace

/// Defaults of Transformers 5.23, Gemma2Config. Norms before and after both halves, capped scores and logits, every second layer slides.
Architecture gemma2Architecture() {
    return {"gemma2", "Gemma 2", "Gemma2ForCausalLM", "Gemma2ForSequenceClassification", [](ConfigFields& fields) {
                DecoderConfig config = readSizes(fields, {256000, 2304, 9216, 26, 8, 8192, 4, 256, true, 0});
                config.ropes = {readRope(fields, config)};
                config.modelDropout = fields.largestDropout({"attention_dropout"});
                composeGemma(fields, config, fields.activation("hidden_activation", "gelu_pytorch_tanh"));
                fields.onlyNeutral("use_bidirectional_attention", false, "attention to later tokens");  // Transformers' two ways of attention disagree on it
                normAfterHalves(config);
                const bool hasCap = fields.json().find("attn_logit_softcapping") != nullptr;
                const double cap = fields.number("attn_logit_softcapping", 1e-6, 1e6).value_or(hasCap ? 0 : 50);
                const bool hasLogitCap = fields.json().find("final_logit_softcapping") != nullptr;
                config.logitCap = fields.number("final_logit_softcapping", 1e-6, 1e6).value_or(hasLogitCap ? 0 : 30);
                const double scale = 1 / std::sqrt(fields.number("query_pre_attn_scalar", 256, 1e-6, 1e9));
                const int64_t window = slidingWindow(fields, 4096);
                const std::vector<bool> slides = slidingLayers(fields, config.layers, [](int64_t layer) { return layer % 2 == 0; });
                for (size_t layer = 0; layer < config.plans.size(); ++layer) {
                    AttentionPlan& attention = config.plans[layer].attention;
                    attention.softCap = cap;
                    attention.scale = scale;
                    attention.window = slides[layer] ? window : 0;
                }
                return config;
            }, GgufFamily{"gemma2", ggufForm}};
}

}  // namespace luthier
