// SPDX-License-Identifier: Apache-2.0
#include <cmath>

#include "core/model/config_fields.h"

namespace luthier {
namespace {

/// Of the layers that see all: the older "rope_scaling" changes single members of the newer description.
Json describedFar(const Json* newer, const Json* older) {
    Json described = newer && !newer->isNull() ? *newer : Json(Json::Object{{"rope_type", "default"}});
    if (!described.isObject() || !older) return described;
    if (!older->isObject()) return *older;
    for (const auto& [name, value] : older->asObject()) described[name] = value;
    return described;
}

/// Two ropes: of the layers that see all (0) and of those that slide (1). Older files have "rope_theta", "rope_scaling" and "rope_local_base_freq".
std::vector<RopeSettings> readRopes(ConfigFields& fields, const DecoderConfig& config) {
    const Json* both = fields.present("rope_parameters");
    const Json* global = both ? both->find("full_attention") : nullptr;
    const Json* local = both ? both->find("sliding_attention") : nullptr;
    const Json* older = fields.present("rope_scaling");
    RopeDefaults far, near;
    far.nested = near.nested = true;
    far.theta = fields.number("rope_theta", 1e6, 1, 1e12);
    near.theta = fields.number("rope_local_base_freq", 1e4, 1, 1e12);
    if (local && local->isNull()) local = nullptr;
    const Json described = describedFar(global, older);
    return {ropeFrom(fields, &described, older ? "rope_scaling" : "rope_parameters.full_attention", config, far),
            ropeFrom(fields, local, "rope_parameters.sliding_attention", config, near)};
}

/// The largest has 62 layers (llama.cpp, src/models/gemma3.cpp). Without a window no layer slides.
GgufForm ggufForm(GgufSettings& file) {
    GgufForm form = gemma2Form(file, 62);
    file.tell("rope.freq_base_swa", "rope_local_base_freq", form.config);
    file.tell("attention.sliding_window_pattern", "sliding_window_pattern", form.config);
    if (file.whole("attention.sliding_window", 0) == 0) form.config["sliding_window_pattern"] = 1;
    return form;
}

}  // namespace

/// Defaults of Transformers 5.23, Gemma3TextConfig. As Gemma 2, with norms of queries and keys instead of caps, and another rope where layers slide.
Architecture gemma3_textArchitecture() {
    return {"gemma3_text", "Gemma 3, text", "Gemma3ForCausalLM", "Gemma3TextForSequenceClassification", [](ConfigFields& fields) {
                DecoderConfig config = readSizes(fields, {262208, 2304, 9216, 26, 8, 131072, 4, 256, true, 0});
                config.ropes = readRopes(fields, config);
                config.modelDropout = fields.largestDropout({"attention_dropout"});
                composeGemma(fields, config, fields.activation("hidden_activation", "gelu_pytorch_tanh"));
                normAfterHalves(config);
                fields.onlyNeutral("attn_logit_softcapping", nullptr, "capped attention scores");
                config.logitCap = fields.number("final_logit_softcapping", 1e-6, 1e6).value_or(0);
                const double scale = 1 / std::sqrt(fields.number("query_pre_attn_scalar", 256, 1e-6, 1e9));
                const int64_t window = slidingWindow(fields, 4096);
                const bool bothWays = fields.flag("use_bidirectional_attention", false);  // EmbeddingGemma: a window of which half lies on each side
                const int64_t pattern = fields.present("sliding_window_pattern") ? fields.size("sliding_window_pattern", 6, kMostLayers) : 6;
                const std::vector<bool> slides = slidingLayers(fields, config.layers, [&](int64_t layer) { return (layer + 1) % pattern != 0; });
                for (size_t layer = 0; layer < config.plans.size(); ++layer) {
                    AttentionPlan& attention = config.plans[layer].attention;
                    attention.qNorm = {"q_norm", NormPlan::Kind::RmsOnePlus, config.finalNorm.eps, {config.headSize}};
                    attention.kNorm = {"k_norm", NormPlan::Kind::RmsOnePlus, config.finalNorm.eps, {config.headSize}};
                    attention.scale = scale;
                    attention.rope = slides[layer] ? 1 : 0;
                    attention.window = !slides[layer] || window == 0 ? 0 : bothWays ? window / 2 + 1 : window;
                }
                if (bothWays) seeBothWays(config);
                return config;
            }, GgufFamily{"gemma3", ggufForm}};
}

}  // namespace luthier
