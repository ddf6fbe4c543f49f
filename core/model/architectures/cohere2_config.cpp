// SPDX-License-Identifier: Apache-2.0
#include "core/model/config_fields.h"

namespace luthier {
namespace {

GgufForm ggufForm(GgufSettings& file) {
    GgufForm form = llamaLikeForm(file);
    file.tell("attention.layer_norm_epsilon", "layer_norm_eps", form.config);
    file.tell("logit_scale", "logit_scale", form.config);
    file.tell("attention.sliding_window", "sliding_window", form.config);
    file.tell("attention.sliding_window_pattern", "sliding_window_pattern", form.config);
    return form;
}

}  // namespace

/// Defaults of Transformers 5.23, Cohere2Config. Command-R's layer; most layers slide, and only those know positions.
Architecture cohere2Architecture() {
    return {"cohere2", "Command-R7B, Command A", "Cohere2ForCausalLM", "", [](ConfigFields& fields) {
                DecoderConfig config = readSizes(fields, {256000, 8192, 22528, 40, 64, 8192, {}, {}, true, 0});
                config.ropes = {readRope(fields, config)};
                config.ropes[0].interleaved = true;
                config.modelDropout = fields.largestDropout({"attention_dropout"});
                LlamaForm form{NormPlan::Kind::Layer, fields.number("layer_norm_eps", 1e-5, 0, 1), false};
                form.activation = fields.activation("hidden_act", "silu");
                form.qkvBias = form.outputBias = fields.flag("attention_bias", false);
                composeLlama(config, form);
                config.logitScale = fields.number("logit_scale", 0.0625, 1e-9, 1e6);
                const int64_t window = slidingWindow(fields, 4096);
                const int64_t pattern = fields.present("sliding_window_pattern") ? fields.size("sliding_window_pattern", 4, kMostLayers) : 4;
                const std::vector<bool> slides = slidingLayers(fields, config.layers, [&](int64_t layer) { return (layer + 1) % pattern != 0; });
                for (size_t layer = 0; layer < config.plans.size(); ++layer) {
                    LayerPlan& plan = config.plans[layer];
                    plan.parallel = true;
                    plan.preMlp = {};
                    plan.attention.window = slides[layer] ? window : 0;
                    plan.attention.rope = slides[layer] && window > 0 ? 0 : -1;
                }
                return config;
            }, GgufFamily{"cohere2", ggufForm}};
}

}  // namespace luthier
