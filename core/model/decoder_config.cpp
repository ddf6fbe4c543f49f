// SPDX-License-Identifier: Apache-2.0
#include "core/model/decoder_config.h"

#include <algorithm>
#include <cmath>
#include <numbers>

#include "core/base/error.h"
#include "core/base/file.h"
#include "core/model/config_fields.h"
#include "core/model/gguf_config.h"
#include "core/text/model_files.h"

namespace luthier {

#define LUTHIER_ARCHITECTURE(name) Architecture name##Architecture();
#include "core/model/architectures/architectures.def"
#undef LUTHIER_ARCHITECTURE

namespace {

constexpr const char* kAsPublished = "Use the config.json of the model as published.";
// Far beyond every published model, and small enough that no count of weights passes 64 bits.
constexpr int64_t kMostWidth = int64_t{1} << 20, kMostVocabulary = int64_t{1} << 24, kMostHeads = 4096, kMostHeadSize = 16384;
constexpr int64_t kMostLayers = 4096;
constexpr int64_t kMostPositions = int64_t{1} << 32;

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

void readLlama3(ConfigFields& rope, int64_t maxPositions, RopeSettings& settings) {
    settings.kind = RopeSettings::Kind::Llama3;
    for (const char* key : {"factor", "low_freq_factor", "high_freq_factor"}) {
        if (!rope.present(key)) rope.fault(key, "is missing; rope type llama3 needs it.", kAsPublished);
    }
    settings.factor = rope.number("factor", 1, 1, 1e6);
    settings.lowFrequencyFactor = rope.number("low_freq_factor", 1, 1e-6, 1e6);
    settings.highFrequencyFactor = rope.number("high_freq_factor", 4, 1e-6, 1e6);
    settings.originalMaxPositions = rope.size("original_max_position_embeddings", maxPositions, kMostPositions);
    if (settings.highFrequencyFactor <= settings.lowFrequencyFactor) {
        rope.fault("high_freq_factor", "should be above low_freq_factor.", kAsPublished);
    }
}

/// "rope_scaling" (older files) wins over "rope_parameters" (Transformers 5) where both hold something, "rope_theta" inside over outside.
RopeSettings ropeOf(ConfigFields& fields, int64_t maxPositions) {
    RopeSettings settings;
    const Json* described = fields.present("rope_scaling");
    const char* key = "rope_scaling";
    if (!described || described->size() == 0) {
        described = fields.present("rope_parameters");
        key = "rope_parameters";
    }
    settings.theta = fields.number("rope_theta", 10000, 1, 1e12);
    if (!described) return settings;
    if (!described->isObject()) {
        fields.fault(key, "should be an object, found " + described->dump() + ".", kAsPublished);
        return settings;
    }
    Problems inside;
    ConfigFields rope(*described, inside);
    settings.theta = rope.number("rope_theta", settings.theta, 1, 1e12);
    rope.onlyNeutral("partial_rotary_factor", 1.0, "rotation of a part of each head");
    const std::string kind = rope.text("rope_type", rope.text("type", "default"));
    if (kind == "llama3") readLlama3(rope, fields.size("original_max_position_embeddings", maxPositions, kMostPositions), settings);
    else if (kind != "default") {
        rope.fault("rope_type", "is \"" + kind + "\"; supported are default and llama3.",
                   "Choose a model without this kind of position scaling.");
    }
    for (Problem& problem : inside) {
        problem.where.insert(std::string_view("config.json: ").size(), std::string(key) + ".");
        fields.problems().push_back(std::move(problem));
    }
    return settings;
}

std::string weightFormat(ConfigFields& fields) {
    const std::string format = fields.text("dtype", fields.text("torch_dtype", "float32"));
    if (format != "float32" && format != "float16" && format != "bfloat16") {
        fields.fault("dtype", "is \"" + format + "\"; supported are float32, float16 and bfloat16.",
                     "Use the model in one of these formats.");
        return "float32";
    }
    return format;
}

/// Switches of other families or of changed code that would give other numbers.
void refuseUnknownSwitches(ConfigFields& fields) {
    if (fields.present("quantization_config")) {
        fields.fault("quantization_config", "says that the weights are quantized, which cannot be tuned here yet.",
                     "Choose the model's unquantized weights (float32, float16 or bfloat16).");
    }
    fields.onlyNeutral("partial_rotary_factor", 1.0, "rotation of a part of each head");
    fields.onlyNeutral("rope_interleaved", false, "interleaved rotation");
    fields.onlyNeutral("is_encoder_decoder", false, "an encoder beside the decoder");
    fields.onlyNeutral("add_cross_attention", false, "attention to an encoder");
    fields.onlyNeutral("attn_logit_softcapping", nullptr, "capped attention scores");
    fields.onlyNeutral("final_logit_softcapping", nullptr, "capped logits");
    fields.onlyNeutral("use_qk_norm", false, "norms on queries and keys");
    fields.onlyNeutral("clip_qkv", nullptr, "clipped queries, keys and values");
    const std::string activation = fields.text("hidden_act", "silu");
    if (activation != "silu" && activation != "swish") {
        fields.fault("hidden_act", "is \"" + activation + "\"; supported is silu.", "Choose a model with silu.");
    }
}

void checkHeads(ConfigFields& fields, const DecoderConfig& config, bool ownHeadSize) {
    if (!ownHeadSize && config.hidden % config.heads != 0) {
        fields.fault(
            "num_attention_heads",
            "should divide hidden_size; " + std::to_string(config.hidden) + " / " + std::to_string(config.heads) + " leaves a rest.",
            kAsPublished);
    }
    if (config.heads % config.kvHeads != 0) {
        fields.fault("num_key_value_heads",
                     "should divide num_attention_heads; " + std::to_string(config.heads) + " / " + std::to_string(config.kvHeads) +
                         " leaves a rest.",
                     kAsPublished);
    }
    if (config.headSize % 2 != 0) fields.fault("head_dim", "should be even, found " + std::to_string(config.headSize) + ".", kAsPublished);
}

std::string supportedFamilies() {
    std::string words;
    for (const Architecture& family : architectures()) words += (words.empty() ? "" : "; ") + family.modelType + " (" + family.label + ")";
    return words;
}

void readFamily(const Json& json, ConfigRead& result) {
    ConfigFields fields(json, result.problems);
    const std::string type = fields.text("model_type", "");
    if (const Architecture* family = architectureOf(type)) {
        result.config = family->read(json, result.problems);
        result.config.modelType = type;
        result.config.source = json;
        return;
    }
    fields.fault("model_type",
                 (type.empty() ? std::string("is missing") : "is \"" + type + "\", which cannot be run") + "; supported are " +
                     supportedFamilies() + ".",
                 "Choose a base model of a supported family.");
}

void addLayerTensors(const DecoderConfig& c, int64_t layer, std::vector<TensorShape>& all) {
    const std::string at = "model.layers." + std::to_string(layer) + ".";
    const auto linear = [&](const char* name, int64_t out, int64_t in, bool bias) {
        all.push_back({at + name + ".weight", {out, in}});
        if (bias) all.push_back({at + name + ".bias", {out}});
    };
    linear("self_attn.q_proj", c.queryWidth(), c.hidden, c.qkvBias);
    linear("self_attn.k_proj", c.kvWidth(), c.hidden, c.qkvBias);
    linear("self_attn.v_proj", c.kvWidth(), c.hidden, c.qkvBias);
    linear("self_attn.o_proj", c.hidden, c.queryWidth(), c.outputBias);
    linear("mlp.gate_proj", c.intermediate, c.hidden, c.mlpBias);
    linear("mlp.up_proj", c.intermediate, c.hidden, c.mlpBias);
    linear("mlp.down_proj", c.hidden, c.intermediate, c.mlpBias);
    all.push_back({at + "input_layernorm.weight", {c.hidden}});
    all.push_back({at + "post_attention_layernorm.weight", {c.hidden}});
}

/// Llama 3.1's stretching (Transformers 5.23, _compute_llama3_parameters): long waves by factor, short ones not, smoothly between.
float stretched(float frequency, const RopeSettings& rope) {
    const auto length = static_cast<float>(rope.originalMaxPositions);
    const auto low = static_cast<float>(rope.lowFrequencyFactor), high = static_cast<float>(rope.highFrequencyFactor);
    const auto factor = static_cast<float>(rope.factor);
    const float wave = static_cast<float>(2 * std::numbers::pi) / frequency;
    if (wave < length / high) return frequency;
    if (wave > length / low) return frequency / factor;
    const float smooth = (length / wave - low) / (high - low);
    return (1 - smooth) * frequency / factor + smooth * frequency;
}

}  // namespace

const Json* ConfigFields::present(std::string_view key) const {
    const Json* value = config_.find(key);
    return value && !value->isNull() ? value : nullptr;
}

void ConfigFields::fault(std::string_view key, const std::string& what, const std::string& mend) {
    problems_.push_back(error("config.json: " + std::string(key), what, mend));
}

int64_t ConfigFields::size(std::string_view key, std::optional<int64_t> fallback, int64_t most) {
    const Json* value = present(key);
    if (!value && fallback) return *fallback;
    if (value && value->isInteger() && value->asInteger() >= 1 && value->asInteger() <= most) return value->asInteger();
    fault(key, value ? "should be a whole number from 1 to " + std::to_string(most) + ", found " + value->dump() + "." : "is missing.",
          kAsPublished);
    return 1;
}

double ConfigFields::number(std::string_view key, double fallback, double least, double most) {
    const Json* value = present(key);
    if (!value) return fallback;
    if ((value->isInteger() || value->isFloat()) && value->asNumber() >= least && value->asNumber() <= most) return value->asNumber();
    fault(key, "should be a number from " + pythonFloat(least) + " to " + pythonFloat(most) + ", found " + value->dump() + ".", kAsPublished);
    return fallback;
}

bool ConfigFields::flag(std::string_view key, bool fallback) {
    const Json* value = present(key);
    if (!value) return fallback;
    if (value->isBool()) return value->asBool();
    fault(key, "should be true or false, found " + value->dump() + ".", kAsPublished);
    return fallback;
}

std::string ConfigFields::text(std::string_view key, const std::string& fallback) {
    const Json* value = present(key);
    if (!value) return fallback;
    if (value->isString()) return value->asString();
    fault(key, "should be a text, found " + value->dump() + ".", kAsPublished);
    return fallback;
}

void ConfigFields::onlyNeutral(std::string_view key, const Json& neutral, const std::string& what) {
    const Json* value = present(key);
    const bool number = value && neutral.isNumber() && (value->isInteger() || value->isFloat());
    if (!value || *value == neutral || (number && value->asNumber() == neutral.asNumber())) return;
    fault(key, "is " + value->dump() + ": " + what + " cannot be run.", "Choose a model without it.");
}

DecoderConfig readLlamaLike(ConfigFields& fields, const FamilyDefaults& defaults) {
    DecoderConfig config;
    config.vocabulary = fields.size("vocab_size", defaults.vocabulary, kMostVocabulary);
    config.hidden = fields.size("hidden_size", defaults.hidden, kMostWidth);
    config.intermediate = fields.size("intermediate_size", defaults.intermediate, kMostWidth);
    config.layers = fields.size("num_hidden_layers", defaults.layers, kMostLayers);
    config.heads = fields.size("num_attention_heads", defaults.heads, kMostHeads);
    const bool saysNull = fields.json().find("num_key_value_heads") != nullptr;
    config.kvHeads = fields.size("num_key_value_heads", saysNull ? config.heads : defaults.kvHeads.value_or(config.heads), kMostHeads);
    const bool ownHeadSize = fields.present("head_dim") != nullptr;
    config.headSize = fields.size("head_dim", std::max<int64_t>(config.hidden / config.heads, 1), kMostHeadSize);
    config.maxPositions = fields.size("max_position_embeddings", defaults.maxPositions, kMostPositions);
    config.normEps = fields.number("rms_norm_eps", 1e-6, 0, 1);
    config.rope = ropeOf(fields, config.maxPositions);
    config.tied = fields.flag("tie_word_embeddings", false);
    config.attentionDropout = fields.number("attention_dropout", 0, 0, 1);
    config.initializerRange = fields.number("initializer_range", 0.02, 0, 1);
    config.weightFormat = weightFormat(fields);
    config.eosIds = eosIds(fields);
    refuseUnknownSwitches(fields);
    checkHeads(fields, config, ownHeadSize);
    return config;
}

std::vector<double> RopeSettings::inverseFrequencies(int64_t headSize) const {
    std::vector<double> result;
    for (int64_t i = 0; i < headSize; i += 2) {
        // In float32 step by step, as the reference computes them: at far positions the rounding of an angle is visible.
        const float exponent = static_cast<float>(i) / static_cast<float>(headSize);
        const float frequency = 1.0f / static_cast<float>(std::pow(theta, static_cast<double>(exponent)));
        result.push_back(kind == Kind::Llama3 ? stretched(frequency, *this) : frequency);
    }
    return result;
}

std::vector<TensorShape> expectedTensors(const DecoderConfig& config) {
    std::vector<TensorShape> all{{"model.embed_tokens.weight", {config.vocabulary, config.hidden}}};
    for (int64_t layer = 0; layer < config.layers; ++layer) addLayerTensors(config, layer, all);
    all.push_back({"model.norm.weight", {config.hidden}});
    if (!config.tied) all.push_back({"lm_head.weight", {config.vocabulary, config.hidden}});
    return all;
}

std::vector<std::string> linearModules(const DecoderConfig& config) {
    std::vector<std::string> all;
    for (int64_t layer = 0; layer < config.layers; ++layer) {
        for (const char* name : {"self_attn.q_proj", "self_attn.k_proj", "self_attn.v_proj", "self_attn.o_proj", "mlp.gate_proj",
                                 "mlp.up_proj", "mlp.down_proj"}) {
            all.push_back("model.layers." + std::to_string(layer) + "." + name);
        }
    }
    return all;
}

int64_t parameterCount(const DecoderConfig& config) {
    int64_t count = 0;
    for (const TensorShape& tensor : expectedTensors(config)) {
        int64_t product = 1;
        for (int64_t size : tensor.shape) product *= size;
        count += product;
    }
    return count;
}

const std::vector<Architecture>& architectures() {
    static const std::vector<Architecture> all{
#define LUTHIER_ARCHITECTURE(name) name##Architecture(),
#include "core/model/architectures/architectures.def"
#undef LUTHIER_ARCHITECTURE
    };
    return all;
}

const Architecture* architectureOf(std::string_view modelType) {
    for (const Architecture& family : architectures())
        if (family.modelType == modelType) return &family;
    return nullptr;
}

ConfigRead readDecoderConfig(const std::filesystem::path& model) {
    ConfigRead result;
    const ModelFiles files(model);
    const std::string file = files.placeOf("config.json");
    const std::optional<std::string> text = files.read("config.json", uint64_t{1} << 24);
    if (!text) {
        result.problems.push_back(error(file, "is missing; a model folder holds config.json, weights and tokenizer files.",
                                        "Give the folder of a model in the Hugging Face layout, or a GGUF file."));
        return result;
    }
    try {
        const Json json = Json::parse(*text);
        if (json.isObject()) readFamily(json, result);
        else result.problems.push_back(error("config.json", "should hold a JSON object, found " + json.dump() + ".", kAsPublished));
        if (files.gguf() && !hasError(result.problems)) checkGguf(*files.gguf(), result);
    } catch (const JsonError& broken) {
        result.problems.push_back(
            error("config.json:" + std::to_string(broken.line), std::string("is not JSON: ") + broken.what(), kAsPublished));
    }
    // "config.json: key" becomes the file in full.
    for (Problem& problem : result.problems) {
        if (problem.where.starts_with("config.json")) problem.where.replace(0, 11, file);
    }
    return result;
}

}  // namespace luthier
