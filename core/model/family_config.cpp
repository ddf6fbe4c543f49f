// SPDX-License-Identifier: Apache-2.0
// What families share when they read config.json and compose their layers.
#include <algorithm>
#include <cmath>

#include "core/model/config_fields.h"

namespace luthier {
namespace {

std::vector<int64_t> eosIds(ConfigFields& fields) {
    const Json* eos = fields.present("eos_token_id");
    if (!eos) return {};
    std::vector<int64_t> ids;
    for (const Json& id : eos->isArray() ? eos->asArray() : Json::Array{*eos}) {
        if (!id.isInteger()) {
            fields.fault("eos_token_id", "should be a token id or a list of them, found " + eos->dump() + ".", kAsPublished);
            return {};
        }
        ids.push_back(id.asInteger());
    }
    return ids;
}

std::string weightFormat(ConfigFields& fields) {
    const std::string format = fields.text("dtype", fields.text("torch_dtype", "float32"));
    if (format == "float32" || format == "float16" || format == "bfloat16") return format;
    fields.fault("dtype", "is \"" + format + "\"; supported are float32, float16 and bfloat16.", "Use the model in one of these formats.");
    return "float32";
}

void checkHeads(ConfigFields& fields, const DecoderConfig& config, const SizeKeys& keys, bool ownHeadSize) {
    const auto rest = [](int64_t whole, int64_t part) { return std::to_string(whole) + " / " + std::to_string(part) + " leaves a rest."; };
    if (!ownHeadSize && config.hidden % config.heads != 0)
        fields.fault(keys.heads, "should divide " + std::string(keys.hidden) + "; " + rest(config.hidden, config.heads), kAsPublished);
    if (config.heads % config.kvHeads != 0)
        fields.fault(keys.kvHeads ? keys.kvHeads : keys.heads, "should divide " + std::string(keys.heads) + "; " + rest(config.heads, config.kvHeads),
                     kAsPublished);
}

RopeSettings::Kind ropeKind(ConfigFields& rope) {
    using Kind = RopeSettings::Kind;
    const std::string name = rope.text("rope_type", rope.text("type", "default"));
    for (const auto& [known, kind] : {std::pair("default", Kind::Default), std::pair("linear", Kind::Linear), std::pair("dynamic", Kind::Dynamic),
                                      std::pair("yarn", Kind::Yarn), std::pair("longrope", Kind::LongRope), std::pair("su", Kind::LongRope),
                                      std::pair("llama3", Kind::Llama3)})
        if (name == known) return kind;
    rope.fault("rope_type", "is \"" + name + "\"; supported are default, linear, dynamic, yarn, longrope and llama3.",
               "Choose a model without this kind of position scaling.");
    return Kind::Default;
}

void readLlama3(ConfigFields& rope, RopeSettings& settings) {
    for (const char* key : {"low_freq_factor", "high_freq_factor"})
        if (!rope.present(key)) rope.fault(key, "is missing; rope type llama3 needs it.", kAsPublished);
    settings.lowFrequencyFactor = rope.number("low_freq_factor", 1, 1e-6, 1e6);
    settings.highFrequencyFactor = rope.number("high_freq_factor", 4, 1e-6, 1e6);
    if (settings.highFrequencyFactor <= settings.lowFrequencyFactor)
        rope.fault("high_freq_factor", "should be above low_freq_factor.", kAsPublished);
}

/// arXiv 2309.00071, eq. 22: scores are sharpened by how far the context was stretched.
double yarnAttentionFactor(ConfigFields& rope, double factor) {
    const double mscale = rope.number("mscale", 0, 0, 1e3), all = rope.number("mscale_all_dim", 0, 0, 1e3);
    const auto scaleOf = [&](double m) { return factor <= 1 ? 1.0 : 0.1 * m * std::log(factor) + 1; };
    return rope.number("attention_factor", 0.0, 1e3).value_or(mscale && all ? scaleOf(mscale) / scaleOf(all) : scaleOf(1));
}

void readYarn(ConfigFields& rope, RopeSettings& settings) {
    settings.attentionFactor = yarnAttentionFactor(rope, settings.factor);
    settings.betaFast = rope.number("beta_fast", 32, 0, 1e6);
    settings.betaSlow = rope.number("beta_slow", 1, 0, 1e6);
    if (settings.betaFast == 0) settings.betaFast = 32;  // as the reference's "or"
    if (settings.betaSlow == 0) settings.betaSlow = 1;
    settings.truncate = rope.flag("truncate", true);
}

/// arXiv 2402.13753
void readLongRope(ConfigFields& rope, size_t pairs, RopeSettings& settings) {
    settings.shortFactors = rope.numbers("short_factor", pairs, 1e-6, 1e6);
    settings.longFactors = rope.numbers("long_factor", pairs, 1e-6, 1e6);
    const double usual = settings.factor <= 1 ? 1 : std::sqrt(1 + std::log(settings.factor) / std::log(static_cast<double>(settings.originalMaxPositions)));
    settings.attentionFactor = rope.number("attention_factor", 0.0, 1e3).value_or(usual);
}

void checkEven(ConfigFields& fields, int64_t headSize, const RopeSettings& settings) {
    const auto turned = static_cast<int64_t>(static_cast<double>(headSize) * settings.partial);
    if (turned % 2 != 0) fields.fault("partial_rotary_factor * head_dim", "should be even, found " + std::to_string(turned) + ".", kAsPublished);
}

void readStretching(ConfigFields& fields, ConfigFields& rope, int64_t headSize, const RopeDefaults& defaults, RopeSettings& settings) {
    using Kind = RopeSettings::Kind;
    if (settings.kind == Kind::Default) return;
    const int64_t inside = rope.size("original_max_position_embeddings", settings.maxPositions, kMostPositions);
    const int64_t usual = defaults.originalMaxPositions > 0 ? defaults.originalMaxPositions : inside;
    const bool outside = !defaults.nested && (defaults.originalMaxPositions > 0 || fields.present("original_max_position_embeddings"));
    settings.originalMaxPositions = outside ? fields.size("original_max_position_embeddings", usual, kMostPositions) : inside;
    const double ratio = static_cast<double>(settings.maxPositions) / static_cast<double>(settings.originalMaxPositions);
    const bool mayLackFactor = settings.kind == Kind::LongRope || (settings.kind == Kind::Yarn && rope.json().find("factor"));
    if (!rope.present("factor") && !mayLackFactor) rope.fault("factor", "is missing; this rope type needs it.", kAsPublished);
    settings.factor = rope.number("factor", mayLackFactor ? ratio : 1, 1e-6, 1e6);
    if (settings.kind == Kind::Llama3) readLlama3(rope, settings);
    if (settings.kind == Kind::Yarn) readYarn(rope, settings);
    if (settings.kind == Kind::Yarn) checkEven(fields, headSize, settings);
    if (settings.kind == Kind::Yarn && defaults.nested) rope.onlyNeutral("truncate", true, "YaRN between whole pairs");  // the reference looks for it elsewhere
    if (settings.kind == Kind::LongRope) readLongRope(rope, static_cast<size_t>(settings.turned(headSize) / 2), settings);
    if (settings.kind == Kind::Dynamic && settings.turned(headSize) <= 2)
        rope.fault("rope_type", "is \"dynamic\", which needs more than two turned features in each head.", kAsPublished);
}

}  // namespace

DecoderConfig readSizes(ConfigFields& fields, const SizeDefaults& defaults, const SizeKeys& keys) {
    DecoderConfig config;
    config.vocabulary = fields.size("vocab_size", defaults.vocabulary, kMostVocabulary);
    config.hidden = fields.size(keys.hidden, defaults.hidden, kMostWidth);
    config.intermediate = keys.intermediate ? fields.size(keys.intermediate, defaults.intermediate, kMostWidth) : 4 * config.hidden;
    config.layers = fields.size(keys.layers, defaults.layers, kMostLayers);
    config.heads = fields.size(keys.heads, defaults.heads, kMostHeads);
    config.kvHeads = config.heads;
    if (keys.kvHeads) {
        const bool saysNull = fields.json().find(keys.kvHeads) != nullptr;
        config.kvHeads = fields.size(keys.kvHeads, saysNull ? config.heads : defaults.kvHeads.value_or(config.heads), kMostHeads);
    }
    const bool ownHeadSize = keys.headSize && (fields.present(keys.headSize) || defaults.headSize);
    config.headSize = defaults.headSize.value_or(std::max<int64_t>(config.hidden / config.heads, 1));
    if (keys.headSize) config.headSize = fields.size(keys.headSize, config.headSize, kMostHeadSize);
    if (keys.maxPositions) config.maxPositions = fields.size(keys.maxPositions, defaults.maxPositions, kMostPositions);
    config.tied = fields.flag("tie_word_embeddings", defaults.tied);
    config.initial.range = fields.number("initializer_range", 0.02, 0, 1);
    config.weightFormat = weightFormat(fields);
    config.eosIds = eosIds(fields);
    const Json* padding = fields.present("pad_token_id");
    config.paddingId = padding && padding->isInteger() ? padding->asInteger() : (fields.json().find("pad_token_id") ? -1 : defaults.paddingId);
    config.labelHead.passedOver = config.paddingId;
    checkHeads(fields, config, keys, ownHeadSize);
    return config;
}

RopeSettings ropeFrom(ConfigFields& fields, const Json* described, const std::string& key, const DecoderConfig& config, const RopeDefaults& defaults) {
    RopeSettings settings;
    settings.maxPositions = config.maxPositions;
    settings.theta = defaults.theta;
    settings.partial = defaults.partial;
    if (described && !described->isObject()) {
        fields.fault(key, "should be an object, found " + described->dump() + ".", kAsPublished);
        described = nullptr;
    }
    const Json nothing = Json::object();
    Problems inside;
    ConfigFields rope(described ? *described : nothing, inside);
    for (const auto& [name, value] : rope.json().asObject())
        if (value.isObject()) rope.onlyNeutral(name, nullptr, "a rotation of its own for some layers");
    settings.theta = rope.number("rope_theta", defaults.theta, 1, 1e12);
    if (defaults.mayBePartial) settings.partial = rope.number("partial_rotary_factor", defaults.partial, 0, 1);
    else rope.onlyNeutral("partial_rotary_factor", 1.0, "rotation of a part of each head");
    settings.kind = ropeKind(rope);
    if (settings.kind != RopeSettings::Kind::Default) settings.described = *described;
    readStretching(fields, rope, config.headSize, defaults, settings);
    if (settings.partial == 1 && config.headSize % 2 != 0)
        fields.fault("head_dim", "should be even, found " + std::to_string(config.headSize) + ".", kAsPublished);
    if (settings.turned(config.headSize) < 2) rope.fault("partial_rotary_factor", "leaves nothing of a head to turn.", kAsPublished);
    for (Problem& problem : inside) {
        problem.where.insert(std::string_view("config.json: ").size(), key + ".");
        fields.problems().push_back(std::move(problem));
    }
    return settings;
}

void checkPairs(ConfigFields& fields, const DecoderConfig& config) { checkEven(fields, config.headSize, config.ropes.at(0)); }

RopeSettings readRope(ConfigFields& fields, const DecoderConfig& config, const RopeDefaults& defaults) {
    const Json* described = fields.present("rope_scaling");
    const char* key = "rope_scaling";
    if (!described || described->size() == 0) {
        described = fields.present("rope_parameters");
        key = "rope_parameters";
    }
    RopeDefaults outside = defaults;
    const double theta = fields.number("rope_theta", defaults.theta, 1, 1e12);
    if (defaults.outside) outside.theta = theta;
    if (defaults.mayBePartial && fields.present("partial_rotary_factor")) {
        const double partial = fields.number("partial_rotary_factor", defaults.partial, 0, 1);
        if (defaults.outside) outside.partial = partial;
    }
    return ropeFrom(fields, described, key, config, outside);
}

NormPlan rmsNormPlan(std::string name, int64_t columns, double eps) { return {std::move(name), NormPlan::Kind::Rms, eps, {columns}}; }

NormPlan layerNormPlan(std::string name, int64_t columns, double eps, bool bias) {
    return {std::move(name), NormPlan::Kind::Layer, eps, {columns}, bias};
}

void composeLlama(DecoderConfig& config, const LlamaForm& form) {
    const int64_t width = config.hidden, inner = config.intermediate;
    LayerPlan plan;
    plan.preAttention = {"input_layernorm", form.norm, form.eps, {width}, form.normBias};
    plan.preMlp = {"post_attention_layernorm", form.norm, form.eps, {width}, form.normBias};
    AttentionPlan& attention = plan.attention;
    attention.q = {"q_proj", config.queryWidth(), width, form.qkvBias};
    attention.k = {"k_proj", config.kvWidth(), width, form.qkvBias};
    attention.v = {"v_proj", config.kvWidth(), width, form.qkvBias};
    attention.o = {"o_proj", width, config.queryWidth(), form.outputBias};
    attention.scale = 1 / std::sqrt(static_cast<double>(config.headSize));
    plan.mlp.activation = form.activation;
    plan.mlp.gate = {"gate_proj", inner, width, form.mlpBias};
    plan.mlp.up = {"up_proj", inner, width, form.mlpBias};
    plan.mlp.down = {"down_proj", width, inner, form.mlpBias};
    repeatLayer(config, plan, "model.layers.");
    config.finalNorm = {"model.norm", form.norm, form.eps, {width}, form.normBias};
}

void repeatLayer(DecoderConfig& config, const LayerPlan& plan, const std::string& layers) {
    config.plans.assign(static_cast<size_t>(config.layers), plan);
    for (int64_t layer = 0; layer < config.layers; ++layer) config.plans[static_cast<size_t>(layer)].path = layers + std::to_string(layer);
}

void fuseHeads(AttentionPlan& attention, const std::string& name, std::vector<int64_t> order) {
    attention.fused = {name, attention.q.out + attention.k.out + attention.v.out, attention.q.in};
    attention.fusedHeads = std::move(order);
    attention.q = attention.k = attention.v = {};
}

void composeGemma(ConfigFields& fields, DecoderConfig& config, Activation activation) {
    LlamaForm form{NormPlan::Kind::RmsOnePlus, fields.number("rms_norm_eps", 1e-6, 0, 1)};
    form.activation = activation;
    form.qkvBias = form.outputBias = fields.flag("attention_bias", false);
    composeLlama(config, form);
    config.embeddingScale = static_cast<double>(static_cast<float>(std::sqrt(static_cast<double>(config.hidden))));
}

void normAfterHalves(DecoderConfig& config) {
    for (LayerPlan& layer : config.plans) {
        layer.preMlp.name = "pre_feedforward_layernorm";
        layer.postAttention = layer.postMlp = layer.preMlp;
        layer.postAttention.name = "post_attention_layernorm";
        layer.postMlp.name = "post_feedforward_layernorm";
    }
}

std::vector<bool> slidingLayers(ConfigFields& fields, int64_t layers, const std::function<bool(int64_t)>& byRule) {
    const auto types = fields.perLayer("layer_types", layers, {"full_attention", "sliding_attention"});
    std::vector<bool> slides;
    for (int64_t layer = 0; layer < layers; ++layer)
        slides.push_back(types ? (*types)[static_cast<size_t>(layer)] == "sliding_attention" : byRule(layer));
    return slides;
}

int64_t slidingWindow(ConfigFields& fields, int64_t fallback) {
    const Json* window = fields.json().find("sliding_window");
    if (window && window->isNull()) return 0;
    return fallback > 0 || window ? fields.size("sliding_window", fallback, kMostPositions) : 0;
}

void slideUpperLayers(ConfigFields& fields, DecoderConfig& config, int64_t maxWindowLayers) {
    const bool used = fields.flag("use_sliding_window", false);
    const int64_t window = used ? slidingWindow(fields, 4096) : 0;
    const auto first = used ? static_cast<int64_t>(fields.number("max_window_layers", static_cast<double>(maxWindowLayers), 0, 4096)) : 0;
    const std::vector<bool> slides = slidingLayers(fields, config.layers, [&](int64_t layer) { return window > 0 && layer >= first; });
    for (size_t layer = 0; layer < slides.size(); ++layer)
        if (slides[layer]) config.plans[layer].attention.window = window;
}

bool asksBothWays(const ConfigFields& fields) {
    const Json* causal = fields.json().find("is_causal");
    return causal && *causal == Json(false);
}

void seeBothWays(DecoderConfig& config) {
    for (LayerPlan& layer : config.plans) layer.attention.causal = false;
    config.leftOut.push_back((config.publishedHead.empty() ? config.head : config.publishedHead) + ".");
    config.head.clear();
    config.publishedHead.clear();
    config.headBias = config.tied = false;
}

std::vector<int64_t> concatenatedHeads(int64_t heads, int64_t kvHeads) {
    std::vector<int64_t> blocks;
    for (int64_t block = 0; block < heads + 2 * kvHeads; ++block) blocks.push_back(block);
    return blocks;
}

std::vector<int64_t> groupedHeads(int64_t heads, int64_t kvHeads) {
    std::vector<int64_t> blocks;
    if (heads % kvHeads != 0) return blocks;  // which the sizes are at fault for
    const int64_t group = heads / kvHeads;
    for (int64_t head = 0; head < heads; ++head) blocks.push_back(head / group * (group + 2) + head % group);
    for (int64_t last = 0; last < 2; ++last)
        for (int64_t head = 0; head < kvHeads; ++head) blocks.push_back(head * (group + 2) + group + last);
    return blocks;
}

}  // namespace luthier
