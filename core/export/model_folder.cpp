// SPDX-License-Identifier: Apache-2.0
#include <array>
#include <optional>
#include <set>

#include "core/base/error.h"
#include "core/base/file.h"
#include "core/export/exporter.h"
#include "core/export/weight_formats.h"
#include "core/ops/matmul.h"
#include "core/text/model_files.h"

namespace luthier {
namespace {

namespace fs = std::filesystem;

/// Settings of generation that older files keep in config.json; Transformers 5 refuses to save such a file.
constexpr std::array kGenerationKeys{"max_length",
                                     "min_length",
                                     "do_sample",
                                     "early_stopping",
                                     "num_beams",
                                     "temperature",
                                     "top_k",
                                     "top_p",
                                     "typical_p",
                                     "repetition_penalty",
                                     "length_penalty",
                                     "no_repeat_ngram_size",
                                     "num_return_sequences",
                                     "max_new_tokens",
                                     "min_new_tokens",
                                     "diversity_penalty",
                                     "num_beam_groups",
                                     "suppress_tokens",
                                     "begin_suppress_tokens",
                                     "bad_words_ids",
                                     "forced_bos_token_id",
                                     "forced_eos_token_id",
                                     "remove_invalid_values",
                                     "exponential_decay_length_penalty",
                                     "encoder_no_repeat_ngram_size"};

/// What a base folder has beside its weights that a tuned model needs as it is.
constexpr std::array kCompanions{
    "generation_config.json",   "tokenizer.json", "tokenizer.model", "tokenizer_config.json", "special_tokens_map.json",
    "added_tokens.json",        "vocab.json",     "merges.txt",      "chat_template.jinja",   "chat_template.json",
    "vocab.txt",                "tekken.json",    "tiktoken.model",  "sentencepiece.bpe.model", "spiece.model",
    "additional_chat_templates"};

void erase(Json& json, std::string_view key) {
    std::erase_if(json.asObject(), [&](const Json::Member& member) { return member.first == key; });
}

void setIfMissing(Json& json, std::string_view key, Json value) {
    const Json* present = json.find(key);
    if (!present || present->isNull()) json[key] = std::move(value);
}

/// RoPE in both spellings: rope_theta and rope_scaling for older readers, rope_parameters for Transformers 5. Where layers differ in it, the base's
/// own description stays.
void writeRope(Json& json, const DecoderConfig& config) {
    if (config.ropes.size() != 1) return;
    const RopeSettings& rope = config.ropes.front();
    Json parameters = rope.described.isObject() ? rope.described : Json(Json::Object{{"rope_type", "default"}});
    json["rope_scaling"] = rope.described;
    if (const Json* older = parameters.find("type")) setIfMissing(parameters, "rope_type", *older);
    parameters["rope_theta"] = rope.theta;
    const Json* said = json.find("rope_parameters");
    if (rope.partial != 1 || (said && said->find("partial_rotary_factor"))) parameters["partial_rotary_factor"] = rope.partial;
    json["rope_theta"] = rope.theta;
    json["rope_parameters"] = parameters;
}

/// A model that answers with labels, as Transformers' classes for it read and write it.
void writeTask(Json& json, const DecoderConfig& config) {
    Json ids = Json::object(), labels = Json::object();
    for (size_t id = 0; id < config.task.labels.size(); ++id) {
        ids[std::to_string(id)] = config.task.labels[id];
        labels[config.task.labels[id]] = static_cast<int64_t>(id);
    }
    json["architectures"] = Json(Json::Array{familyClassifier(config.modelType)});
    json["id2label"] = ids;
    json["label2id"] = labels;
    erase(json, "num_labels");
    if (!config.task.problemType.empty()) json["problem_type"] = config.task.problemType;
}

/// The base's config.json with every key explicit that its family reads.
Json configJson(const DecoderConfig& config) {
    Json json = config.source.isObject() ? config.source : Json::object();
    for (const char* key : kGenerationKeys) erase(json, key);
    erase(json, "quantization_config");
    json["model_type"] = config.modelType;
    for (const Architecture& family : architectures()) {
        if (family.modelType == config.modelType) setIfMissing(json, "architectures", Json(Json::Array{family.modelClass}));
    }
    for (const auto& [key, value] : config.spelled.asObject())
        if (!value.isNull()) setIfMissing(json, key, value);
    if (config.task.classes > 0) writeTask(json, config);
    else json["tie_word_embeddings"] = config.tied;
    writeRope(json, config);
    json["dtype"] = config.weightFormat;
    json["torch_dtype"] = config.weightFormat;
    return json;
}

std::string prettyText(const Json& json) {
    return json.dump(Json::Style{.ensureAscii = true, .indent = 2, .keySeparator = ": "}) + "\n";
}

/// Where the base has no generation_config.json, what older files say in config.json goes there.
void writeGenerationConfig(const DecoderConfig& config, const fs::path& folder) {
    if (fs::exists(folder / "generation_config.json") || !config.source.isObject()) return;
    Json json = Json::object();
    for (const char* key : {"bos_token_id", "eos_token_id", "pad_token_id"}) {
        const Json* value = config.source.find(key);
        if (value && !value->isNull()) json[key] = *value;
    }
    for (const char* key : kGenerationKeys) {
        const Json* value = config.source.find(key);
        if (value && !value->isNull()) json[key] = *value;
    }
    writeFileAtomically(folder / "generation_config.json", prettyText(json));
}

void copyCompanions(const fs::path& base, const fs::path& folder) {
    if (const ModelFiles files(base); files.gguf()) {
        for (const char* name : kCompanions)
            if (const auto text = files.read(name)) writeFileAtomically(folder / name, *text);
        return;
    }
    for (const char* name : kCompanions) {
        std::error_code failed;
        if (!fs::exists(base / name, failed)) continue;
        fs::copy(base / name, folder / name, fs::copy_options::recursive | fs::copy_options::overwrite_existing, failed);
        if (failed == std::errc::no_space_on_device) {
            throw OutOfRoom(textOf(folder / name), "could not be copied from the base model: " + failed.message(), "Make room on the disk.");
        }
        if (failed)
            throw Error(textOf(folder / name), "could not be copied from the base model: " + failed.message(),
                        "Make room on the disk, or check its permissions.");
    }
}

TensorToWrite toWrite(Decoder& decoder, TuningMethod* method, const NamedTensor& parameter, NumberFormat format) {
    return {publishedName(decoder.config, parameter.name), format, parameter.tensor->sizes().vec(), [&decoder, method, parameter, format](const auto& put) {
                const at::NoGradGuard noGradient;
                const at::Tensor values = method ? method->merged(decoder, parameter) : valuesOf(*parameter.tensor);
                const at::Tensor rounded = roundedTo(format, values);
                put(storedOf(parameter.name, rounded).bytes);
            }};
}

}  // namespace

std::vector<std::string> writeModelFolder(Decoder& decoder, TuningMethod* method, const fs::path& baseFolder, const fs::path& folder,
                                          uint64_t shardBytes) {
    copyCompanions(baseFolder, folder);
    const WeightFormats formats(baseFolder, decoder.config);
    std::vector<TensorToWrite> tensors;
    for (const NamedTensor& parameter : decoder.parameters())
        tensors.push_back(toWrite(decoder, method, parameter, formats.of(parameter.name)));
    DecoderConfig config = decoder.config;
    config.weightFormat = formats.usual();
    config.tied = decoder.tied();
    writeCheckpoint(folder, tensors, shardBytes);
    writeFileAtomically(folder / "config.json", prettyText(configJson(config)));
    writeGenerationConfig(config, folder);
    std::set<std::string> names;
    for (const auto& entry : fs::recursive_directory_iterator(folder)) {
        if (entry.is_regular_file()) names.insert(textOf(entry.path().lexically_relative(folder)));
    }
    return {names.begin(), names.end()};
}

}  // namespace luthier
