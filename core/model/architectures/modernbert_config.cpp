// SPDX-License-Identifier: Apache-2.0
#include <cmath>

#include "core/model/config_fields.h"

namespace luthier {
namespace {

/// Two ropes: of the layers that see all (0) and of those that slide (1). Older files have only the two thetas.
std::vector<RopeSettings> readRopes(ConfigFields& fields, const DecoderConfig& config) {
    const Json* both = fields.present("rope_parameters");
    const auto described = [&](const char* kind) {
        const Json* one = both ? both->find(kind) : nullptr;
        return one && !one->isNull() ? one : nullptr;
    };
    RopeDefaults far, near;
    far.nested = near.nested = true;
    far.theta = fields.number("global_rope_theta", 160000, 1, 1e12);
    near.theta = fields.number("local_rope_theta", 10000, 1, 1e12);
    fields.onlyNeutral("rope_scaling", nullptr, "scaled positions");
    return {ropeFrom(fields, described("full_attention"), "rope_parameters.full_attention", config, far),
            ropeFrom(fields, described("sliding_attention"), "rope_parameters.sliding_attention", config, near)};
}

LayerPlan layerOf(ConfigFields& fields, const DecoderConfig& config, double eps, bool normBias) {
    const int64_t width = config.hidden, inner = config.intermediate;
    const bool bias = fields.flag("attention_bias", false), mlpBias = fields.flag("mlp_bias", false);
    LayerPlan plan;
    plan.preAttention = layerNormPlan("attn_norm", width, eps, normBias);
    plan.preMlp = layerNormPlan("mlp_norm", width, eps, normBias);
    plan.attention.name = "attn";
    plan.attention.fused = {"Wqkv", 3 * width, width, bias};
    plan.attention.fusedHeads = concatenatedHeads(config.heads, config.kvHeads);
    plan.attention.o = {"Wo", width, width, bias};
    plan.attention.causal = false;
    plan.attention.scale = 1 / std::sqrt(static_cast<double>(config.headSize));
    plan.mlp.activation = fields.activation("hidden_activation", "gelu");
    plan.mlp.gateUp = {"Wi", 2 * inner, width, mlpBias};
    plan.mlp.down = {"Wo", width, inner, mlpBias};
    return plan;
}

InitialPlan initialOf(ConfigFields& fields, const DecoderConfig& config) {
    InitialPlan initial = config.initial;
    initial.outwardRange = initial.range / std::sqrt(2.0 * static_cast<double>(config.layers));
    const Json* cutoff = fields.json().find("initializer_cutoff_factor");
    initial.cutoff = fields.number("initializer_cutoff_factor", cutoff && cutoff->isNull() ? 3 : 2, 0.01, 100);
    initial.paddingZero = false;
    return initial;
}

LabelHeadPlan labelHeadOf(ConfigFields& fields, const DecoderConfig& config, double eps, bool normBias) {
    LabelHeadPlan head;
    const std::string pooling = fields.text("classifier_pooling", "cls");
    if (pooling != "cls" && pooling != "mean") fields.fault("classifier_pooling", "is \"" + pooling + "\"; known are cls and mean.", kAsPublished);
    head.pooling = pooling == "mean" ? LabelHeadPlan::Pooling::Mean : LabelHeadPlan::Pooling::First;
    head.dense = {"head.dense", config.hidden, config.hidden, fields.flag("classifier_bias", false)};
    head.bend = fields.activation("classifier_activation", "gelu");
    head.norm = layerNormPlan("head.norm", config.hidden, eps, normBias);
    head.last = "classifier";
    head.bias = true;
    head.denseRange = config.initial.outwardRange;
    head.lastRange = 1 / std::sqrt(static_cast<double>(config.hidden));
    return head;
}

}  // namespace

/// Defaults of Transformers 5.23, ModernBertConfig (arXiv 2412.13663). Norms before the halves but for the first attention; most layers see only near
/// tokens, and turn by another rope.
Architecture modernbertArchitecture() {
    return {"modernbert", "ModernBERT, GTE-ModernBERT", "ModernBertModel", "ModernBertForSequenceClassification", [](ConfigFields& fields) {
                SizeKeys keys;
                keys.kvHeads = keys.headSize = nullptr;
                DecoderConfig config = readSizes(fields, {50368, 768, 1152, 22, 12, 8192, {}, {}, true, 50283}, keys);
                config.tied = false;
                config.initial = initialOf(fields, config);
                config.head.clear();
                config.ropes = readRopes(fields, config);
                config.modelDropout = fields.largestDropout({"attention_dropout", "embedding_dropout", "mlp_dropout", "classifier_dropout"});
                const double eps = fields.number("norm_eps", 1e-5, 0, 1);
                const bool normBias = fields.flag("norm_bias", false);
                repeatLayer(config, layerOf(fields, config, eps, normBias), "model.layers.");
                config.plans.front().preAttention = {};
                const int64_t local = fields.size("local_attention", 128, kMostPositions) / 2;
                const int64_t window = (fields.present("sliding_window") ? fields.size("sliding_window", local, kMostPositions) : local) + 1;
                const int64_t every = fields.present("global_attn_every_n_layers") ? fields.size("global_attn_every_n_layers", 3, kMostLayers) : 3;
                const std::vector<bool> slides = slidingLayers(fields, config.layers, [&](int64_t layer) { return layer % every != 0; });
                for (size_t layer = 0; layer < config.plans.size(); ++layer) {
                    config.plans[layer].attention.rope = slides[layer] ? 1 : 0;
                    config.plans[layer].attention.window = slides[layer] ? window : 0;
                }
                config.embedding = "model.embeddings.tok_embeddings";
                config.embeddingNorm = layerNormPlan("model.embeddings.norm", config.hidden, eps, normBias);
                config.finalNorm = layerNormPlan("model.final_norm", config.hidden, eps, normBias);
                config.leftOut = {"decoder.", "head.dense", "head.norm"};
                config.labelHead = labelHeadOf(fields, config, eps, normBias);
                return config;
            }};
}

}  // namespace luthier
