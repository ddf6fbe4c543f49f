// SPDX-License-Identifier: Apache-2.0
#include "core/model/decoder_config.h"

#include <algorithm>

#include "core/base/error.h"
#include "core/base/file.h"
#include "core/model/config_fields.h"
#include "core/model/gguf_config.h"
#include "core/model/stored_task_config.h"
#include "core/text/model_files.h"

namespace luthier {

#define LUTHIER_ARCHITECTURE(name) Architecture name##Architecture();
#include "core/model/architectures/architectures.def"
#undef LUTHIER_ARCHITECTURE

namespace {

/// Switches of other families or of changed code that would give other numbers; a family that knows one has asked for it.
void refuseForeignSwitches(ConfigFields& fields, const DecoderConfig& config) {
    for (const char* key : {"quantization_config", "compression_config"})
        if (fields.present(key))
            fields.fault(key, "says that the weights are quantized, which cannot be tuned here yet.",
                         "Choose the model's unquantized weights (float32, float16 or bfloat16).");
    struct Switch {
        const char* key;
        Json neutral;
        const char* what;
    };
    for (const auto& [key, neutral, what] :
         {Switch{"partial_rotary_factor", 1.0, "rotation of a part of each head"}, Switch{"rotary_pct", 1.0, "rotation of a part of each head"},
          Switch{"rope_interleaved", false, "interleaved rotation"}, Switch{"use_mrope", false, "rotation in several dimensions"},
          Switch{"is_encoder_decoder", false, "an encoder beside the decoder"}, Switch{"add_cross_attention", false, "attention to an encoder"},
          Switch{"attn_logit_softcapping", nullptr, "capped attention scores"}, Switch{"final_logit_softcapping", nullptr, "capped logits"},
          Switch{"use_qk_norm", false, "norms on queries and keys"}, Switch{"qk_layernorm", false, "norms on queries and keys"},
          Switch{"clip_qkv", nullptr, "clipped queries, keys and values"}, Switch{"use_parallel_residual", false, "a parallel residual"},
          Switch{"alibi", false, "attention biases by distance"}, Switch{"logit_scale", 1.0, "scaled logits"},
          Switch{"logits_scaling", 1.0, "scaled logits"}, Switch{"embedding_multiplier", 1.0, "scaled embeddings"},
          Switch{"residual_multiplier", 1.0, "scaled residuals"}, Switch{"attention_multiplier", nullptr, "scaled attention"},
          Switch{"use_sliding_window", false, "attention to a sliding window"}, Switch{"no_rope_layers", nullptr, "layers without rotation"},
          Switch{"use_bidirectional_attention", false, "attention to later tokens"}, Switch{"per_layer_config", nullptr, "settings of single layers"},
          Switch{"head_dim", config.headSize, "another size of heads"}})
        if (!fields.asked(key)) fields.onlyNeutral(key, neutral, what);
    if (fields.asked("layer_types")) return;
    if (const Json* types = fields.present("layer_types"); types && types->isArray())
        for (const Json& type : types->asArray())
            if (!(type == Json("full_attention") || type == Json("attention")))
                return fields.fault("layer_types", "names " + type.dump() + "; only \"full_attention\" can be run.", "Choose a model with full attention.");
}

/// A decoder may be told to see later tokens too; a window then has its size on each side.
void readDirection(ConfigFields& fields, DecoderConfig& config) {
    const Json* causal = fields.json().find("is_causal");
    if (config.head.empty()) {  // not written out: beside use_bidirectional_attention it would widen a window
        if (causal && !causal->isNull() && !(*causal == Json(false))) fields.refuse("is_causal", "attention to earlier tokens alone");
        return;
    }
    if (causal && causal->isNull()) return fields.refuse("is_causal", "attention to later tokens");  // of padded texts alone
    if (!asksBothWays(fields)) return fields.onlyNeutral("is_causal", true, "attention to later tokens");
    for (LayerPlan& layer : config.plans)
        if (layer.attention.window > 0) ++layer.attention.window;
    seeBothWays(config);
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
        result.config = family->read(fields);
        readDirection(fields, result.config);
        result.config.spelled = fields.spelled();
        refuseForeignSwitches(fields, result.config);
        result.config.modelType = type;
        result.config.source = json;
        return;
    }
    fields.fault("model_type",
                 (type.empty() ? std::string("is missing") : "is \"" + type + "\", which cannot be run") + "; supported are " +
                     supportedFamilies() + ".",
                 "Choose a base model of a supported family.");
}

}  // namespace

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

const Architecture* architectureOf(const GgufFile& file) {
    const std::string name = file.text("general.architecture");
    const Json* count = file.find(name + ".expert_count");
    const bool experts = count && count->isInteger() && count->asInteger() > 0;
    for (const Architecture& family : architectures())
        if (family.gguf && family.gguf->architecture == name && family.gguf->experts == experts) return &family;
    return nullptr;
}

ConfigRead readDecoderConfig(const Json& json, const TaskHead& head) {
    ConfigRead result;
    if (json.isObject()) readFamily(json, result);
    else result.problems.push_back(error("config.json", "should hold a JSON object, found " + json.dump() + ".", kAsPublished));
    if (!hasError(result.problems)) putTask(head, result);
    return result;
}

ConfigRead readDecoderConfig(const std::filesystem::path& model, const TaskHead& head) {
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
        result = files.gguf() ? readGgufConfig(*files.gguf(), json, head) : readDecoderConfig(json, head);
        if (!files.gguf()) takeStoredHead(model, json, head, result);
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
