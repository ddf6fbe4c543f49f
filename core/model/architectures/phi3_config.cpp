// SPDX-License-Identifier: Apache-2.0
#include "core/model/config_fields.h"

namespace luthier {
namespace {

/// Factors of long samples lie beside the weights; a window of 0 means none.
GgufForm ggufForm(GgufSettings& file) {
    GgufForm form = llamaLikeForm(file);
    form.call("attn_qkv", "self_attn.qkv_proj");
    form.call("ffn_up", "mlp.gate_up_proj");
    const int64_t window = file.whole("attention.sliding_window", 0);
    form.config["sliding_window"] = window > 0 ? Json(window) : Json();
    file.tell("rope.scaling.original_context_length", "original_max_position_embeddings", form.config);
    const std::vector<float> longer = file.numbers("rope_factors_long.weight"), shorter = file.numbers("rope_factors_short.weight");
    if (longer.empty()) return form;
    Json rope(Json::Object{{"rope_type", "longrope"}, {"long_factor", Json::array()}, {"short_factor", Json::array()}});
    for (float factor : longer) rope["long_factor"].push_back(static_cast<double>(factor));
    for (float factor : shorter) rope["short_factor"].push_back(static_cast<double>(factor));
    file.tell("rope.scaling.attn_factor", "attention_factor", rope);
    form.config["rope_scaling"] = std::move(rope);
    return form;
}

}  // namespace

/// Defaults of Transformers 5.23, Phi3Config. Queries, keys and values come out of one map, gate and up out of another; long samples are turned by
/// their own factors.
Architecture phi3Architecture() {
    return {"phi3", "Phi-3, Phi-3.5, Phi-4", "Phi3ForCausalLM", "Phi3ForSequenceClassification", [](ConfigFields& fields) {
                DecoderConfig config = readSizes(fields, {32064, 3072, 8192, 32, 32, 4096, {}, {}, false, 32000});
                RopeDefaults rope{10000, 1, true};
                rope.originalMaxPositions = 4096;
                config.ropes = {readRope(fields, config, rope)};
                using Kind = RopeSettings::Kind;
                if (const Kind kind = config.ropes[0].kind; kind != Kind::Default && kind != Kind::LongRope)
                    fields.fault("rope_scaling.rope_type", "is none that Phi-3 has; supported are default and longrope.",
                                 "Choose a model as published.");
                config.modelDropout = fields.largestDropout({"attention_dropout", "resid_pdrop", "embd_pdrop"});
                LlamaForm form;
                form.eps = fields.number("rms_norm_eps", 1e-5, 0, 1);
                form.activation = fields.activation("hidden_act", "silu");
                composeLlama(config, form);
                const int64_t window = slidingWindow(fields, 0);
                for (LayerPlan& layer : config.plans) {
                    fuseHeads(layer.attention, "qkv_proj", concatenatedHeads(config.heads, config.kvHeads));
                    layer.attention.window = window;
                    layer.mlp.gateUp = {"gate_up_proj", 2 * config.intermediate, config.hidden};
                    layer.mlp.gate = layer.mlp.up = {};
                }
                return config;
            }, GgufFamily{"phi3", ggufForm}};
}

}  // namespace luthier
