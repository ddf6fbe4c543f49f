// SPDX-License-Identifier: Apache-2.0
#include "core/model/config_fields.h"

namespace luthier {
namespace {

/// Layers whose queries and keys are not turned: a 0 in "no_rope_layers", else every "no_rope_layer_interval"-th.
std::vector<bool> unturnedLayers(ConfigFields& fields, int64_t layers) {
    std::vector<bool> unturned;
    if (fields.present("no_rope_layers")) {
        for (double turned : fields.numbers("no_rope_layers", static_cast<size_t>(layers), 0, 1)) unturned.push_back(turned == 0);
        return unturned;
    }
    const int64_t interval = fields.size("no_rope_layer_interval", 4, kMostLayers);
    for (int64_t layer = 0; layer < layers; ++layer) unturned.push_back((layer + 1) % interval == 0);
    return unturned;
}

}  // namespace

/// Defaults of Transformers 5.23, SmolLM3Config. Llama's layer, in which some layers know no positions.
Architecture smollm3Architecture() {
    return {"smollm3", "SmolLM3", "SmolLM3ForCausalLM", "SmolLM3ForSequenceClassification", [](ConfigFields& fields) {
                DecoderConfig config = readSizes(fields, {128256, 2048, 11008, 36, 16, 32768, 4, {}, true, 128004});
                config.ropes = {readRope(fields, config, {2000000})};
                config.modelDropout = fields.largestDropout({"attention_dropout"});
                LlamaForm form;
                form.eps = fields.number("rms_norm_eps", 1e-6, 0, 1);
                form.activation = fields.activation("hidden_act", "silu");
                form.qkvBias = form.outputBias = fields.flag("attention_bias", false);
                form.mlpBias = fields.flag("mlp_bias", false);
                composeLlama(config, form);
                const bool used = fields.flag("use_sliding_window", false) || fields.present("layer_types") != nullptr;  // what layers say counts without the switch
                const int64_t window = used ? slidingWindow(fields, 0) : 0;
                const std::vector<bool> unturned = unturnedLayers(fields, config.layers);
                const std::vector<bool> slides =
                    slidingLayers(fields, config.layers, [&](int64_t layer) { return window > 0 && unturned[static_cast<size_t>(layer)]; });
                for (size_t layer = 0; layer < config.plans.size(); ++layer) {
                    config.plans[layer].attention.rope = unturned[layer] ? -1 : 0;
                    config.plans[layer].attention.window = slides[layer] ? window : 0;
                }
                return config;
            }, GgufFamily{"smollm3", pairedForm}};
}

}  // namespace luthier
