// SPDX-License-Identifier: Apache-2.0
#include "core/tuning/peft_config.h"

#include <algorithm>
#include <cmath>

#include "core/base/error.h"
#include "core/base/file.h"
#include "core/base/pattern.h"
#include "core/model/checkpoint.h"
#include "core/tuning/targets.h"

namespace luthier {
namespace {

constexpr const char* kPeftVersion = "0.21.2";
constexpr const char* kLabelTask = "SEQ_CLS";
constexpr const char* kLabelsFile = "labels.json";
constexpr int64_t kMostRank = int64_t{1} << 20;

/// The value that a pattern gives a module, or fallback.
Json byPattern(const Json& patterns, const std::string& module, const Json& fallback) {
    for (const auto& [pattern, value] : patterns.asObject()) {
        if (matchesFully("(.*\\.)?(" + pattern + ")", module)) return value;
    }
    return fallback;
}

/// A whole number stays one, as PEFT's own lora_alpha is written.
Json numberJson(double value) {
    const bool whole = value == std::floor(value) && std::abs(value) < 1e15;
    return whole ? Json(static_cast<int64_t>(value)) : Json(value);
}

Json listJson(const std::vector<std::string>& words) {
    Json list = Json::array();
    for (const std::string& word : words) list.push_back(word);
    return list;
}

bool isTexts(const Json& value) {
    if (!value.isArray()) return false;
    for (const Json& item : value.asArray()) {
        if (!item.isString()) return false;
    }
    return true;
}

/// Reads one adapter_config.json; every fault is a problem at "file: key".
class PeftReader {
public:
    PeftReader(const Json& json, std::string file, Problems& problems) : json_(json), file_(std::move(file)), problems_(problems) {}

    PeftConfig read() {
        PeftConfig config;
        refuseOtherKinds();
        config.rank = rank();
        config.alpha = number("lora_alpha", 8);
        config.dropout = number("lora_dropout", 0);
        config.rslora = json_.boolOr("use_rslora", false);
        config.targets = targets();
        config.excluded = kept("exclude_modules");
        config.layers = kept("layers_to_transform");
        config.layersPattern = kept("layers_pattern");
        config.modulesToSave = modules();
        config.rankPattern = patterns("rank_pattern");
        config.alphaPattern = patterns("alpha_pattern");
        config.baseModel = json_.stringOr("base_model_name_or_path", "");
        config.answersLabels = json_.stringOr("task_type", "") == kLabelTask;
        return config;
    }

private:
    void fault(const std::string& key, const std::string& what, const std::string& mend = "Use an adapter as PEFT writes it.") {
        problems_.push_back(error(file_ + ": " + key, what, mend));
    }

    const Json* present(const std::string& key) const {
        const Json* value = json_.find(key);
        return value && !value->isNull() ? value : nullptr;
    }

    /// The value as it is: the file's matrices say which modules are meant, so nothing here is decided by it.
    Json kept(const std::string& key) const {
        const Json* value = present(key);
        return value ? *value : Json();
    }

    void refuse(const std::string& key, const Json& neutral) {
        const Json* value = present(key);
        const bool empty = value && (value->isObject() || value->isArray()) && value->size() == 0;
        if (!value || empty || *value == neutral) return;
        fault(key, "is " + value->dump() + ", which is not supported.",
              "Merge this adapter with PEFT and use the merged model, or make a plain LoRA adapter.");
    }

    void refuseOtherKinds() {
        const std::string type = json_.stringOr("peft_type", "");
        if (type != "LORA") fault("peft_type", "is \"" + type + "\"; supported is LORA.", "Use a LoRA adapter.");
        if (json_.stringOr("task_type", "") != kLabelTask) refuse("task_type", "CAUSAL_LM");
        refuse("bias", "none");
        for (const char* key : {"use_dora", "lora_bias", "use_qalora", "use_bdlora"}) refuse(key, false);
        for (const char* key : {"trainable_token_indices", "target_parameters", "layer_replication", "alora_invocation_tokens",
                                "arrow_config", "kasa_config", "monteclora_config", "velora_config", "megatron_config"}) {
            refuse(key, nullptr);
        }
        // These ways to begin change the base weights, so the base that the adapter needs is not the published one.
        const Json* init = present("init_lora_weights");
        const std::string way = init && init->isString() ? init->asString() : "";
        if (way.starts_with("pissa") || way == "olora" || way == "corda" || way == "loftq" || way == "lora_ga")
            refuse("init_lora_weights", true);
    }

    int64_t rank() {
        const Json* value = present("r");
        if (!value) return 8;
        if (value->isInteger() && value->asInteger() >= 1 && value->asInteger() <= kMostRank) return value->asInteger();
        fault("r", "should be a whole number from 1, found " + value->dump() + ".");
        return 8;
    }

    double number(const std::string& key, double fallback) {
        const Json* value = present(key);
        if (!value) return fallback;
        if ((value->isInteger() || value->isFloat()) && std::isfinite(value->asNumber()) && value->asNumber() >= 0) return value->asNumber();
        fault(key, "should be a number from 0, found " + value->dump() + ".");
        return fallback;
    }

    Json targets() {
        const Json* value = present("target_modules");
        if (!value) return Json::array();
        if (!value->isString() && !isTexts(*value))
            fault("target_modules", "should be a list of names or one regular expression, found " + value->dump() + ".");
        return *value;
    }

    std::vector<std::string> modules() {
        const Json* value = present("modules_to_save");
        if (!value) return {};
        if (!isTexts(*value)) {
            fault("modules_to_save", "should be a list of names, found " + value->dump() + ".");
            return {};
        }
        std::vector<std::string> names;
        for (const Json& name : value->asArray()) names.push_back(name.asString());
        return names;
    }

    Json patterns(const std::string& key) {
        const Json* value = present(key);
        if (!value) return Json::object();
        bool good = value->isObject();
        for (const auto& [pattern, number] : good ? value->asObject() : Json::Object{}) {
            good = good && (number.isInteger() || number.isFloat()) && number.asNumber() > 0;
        }
        if (good) return *value;
        fault(key, "should map names to numbers above 0, found " + value->dump() + ".");
        return Json::object();
    }

    const Json& json_;
    std::string file_;
    Problems& problems_;
};

}  // namespace

int64_t PeftConfig::rankOf(const std::string& module) const { return static_cast<int64_t>(byPattern(rankPattern, module, rank).asNumber()); }

double PeftConfig::alphaOf(const std::string& module) const { return byPattern(alphaPattern, module, alpha).asNumber(); }

double PeftConfig::scaleOf(const std::string& module) const {
    const auto width = static_cast<double>(rankOf(module));
    return alphaOf(module) / (rslora ? std::sqrt(width) : width);
}

PeftConfig readPeftConfig(const std::filesystem::path& folder, Problems& problems) {
    const std::filesystem::path file = folder / "adapter_config.json";
    std::error_code failed;
    if (!std::filesystem::is_regular_file(file, failed)) {
        problems.push_back(error(textOf(file), "is missing; an adapter folder holds adapter_config.json and adapter_model.safetensors.",
                                 "Give the folder of a PEFT adapter."));
        return {};
    }
    try {
        const Json json = Json::parse(readFile(file, uint64_t{1} << 24));
        if (json.isObject()) return PeftReader(json, textOf(file), problems).read();
        problems.push_back(error(textOf(file), "should hold a JSON object.", "Use an adapter as PEFT writes it."));
    } catch (const JsonError& broken) {
        problems.push_back(error(textOf(file) + ":" + std::to_string(broken.line), std::string("is not JSON: ") + broken.what(),
                                 "Use an adapter as PEFT writes it."));
    }
    return {};
}

void PeftConfig::answerLabels() {
    answersLabels = true;
    for (const char* name : kLabelHeadNames)
        if (std::find(modulesToSave.begin(), modulesToSave.end(), name) == modulesToSave.end()) modulesToSave.push_back(name);
}

void writeLabels(const std::filesystem::path& folder, const TaskHead& head) {
    Json json = Json::object(), &names = json["id2label"] = Json::object();
    for (size_t id = 0; id < head.labels.size(); ++id) names[std::to_string(id)] = head.labels[id];
    json["problem_type"] = head.problemType;
    writeFileAtomically(folder / kLabelsFile, json.dump({.indent = 2, .keySeparator = ": "}) + "\n");
}

TaskHead adapterHead(const std::filesystem::path& folder) {
    TaskHead head;
    Problems toldWhenOpened;
    const std::filesystem::path weights = folder / "adapter_model.safetensors";
    if (!readPeftConfig(folder, toldWhenOpened).answersLabels || !std::filesystem::is_regular_file(weights)) return head;
    const Checkpoint file = Checkpoint::openFile(weights);
    for (const auto& [name, tensor] : file.tensors())
        for (const char* last : {"score.weight", "classifier.weight", "classifier.out_proj.weight"})
            if (name.ends_with(std::string(".") + last) && !tensor.shape.empty()) head.classes = tensor.shape.front();
    for (int64_t id = 0; id < head.classes; ++id) head.labels.push_back("LABEL_" + std::to_string(id));
    head.fresh = true;  // whatever head the base has, the adapter brings its own
    if (!std::filesystem::is_regular_file(folder / kLabelsFile)) return head;
    try {
        const Json json = Json::parse(readFile(folder / kLabelsFile));
        head.problemType = json.stringOr("problem_type", "");
        const Json* names = json.find("id2label");
        for (size_t id = 0; names && id < head.labels.size(); ++id) head.labels[id] = names->stringOr(std::to_string(id), head.labels[id]);
    } catch (const JsonError& broken) {
        throw Error(textOf(folder / kLabelsFile), std::string("is not JSON: ") + broken.what(), "Take the file as it was written beside the adapter, or remove it.");
    }
    return head;
}

std::string peftConfigText(const PeftConfig& config) {
    Json json(Json::Object{{"init_lora_weights", true},
                           {"inference_mode", true},
                           {"megatron_core", "megatron.core"},
                           {"qalora_group_size", 16},
                           {"peft_type", "LORA"},
                           {"peft_version", kPeftVersion},
                           {"task_type", config.answersLabels ? kLabelTask : "CAUSAL_LM"},
                           {"bias", "none"},
                           {"loftq_config", Json::object()}});
    for (const char* key :
         {"alora_invocation_tokens", "arrow_config", "auto_mapping", "corda_config", "eva_config", "kasa_config",
          "layer_replication", "lora_ga_config", "megatron_config", "monteclora_config",
          "revision", "target_parameters", "trainable_token_indices", "use_bdlora", "velora_config"}) {
        json[key] = nullptr;
    }
    for (const char* key : {"ensure_weight_tying", "lora_bias", "use_dora", "use_qalora"}) json[key] = false;
    json["fan_in_fan_out"] = config.inOut;
    json["base_model_name_or_path"] = config.baseModel;
    json["r"] = config.rank;
    json["lora_alpha"] = numberJson(config.alpha);
    json["lora_dropout"] = config.dropout;
    json["use_rslora"] = config.rslora;
    json["rank_pattern"] = config.rankPattern;
    json["alpha_pattern"] = config.alphaPattern;
    json["target_modules"] = config.targets;
    json["exclude_modules"] = config.excluded;
    json["layers_to_transform"] = config.layers;
    json["layers_pattern"] = config.layersPattern;
    json["modules_to_save"] = config.modulesToSave.empty() ? Json() : listJson(config.modulesToSave);
    Json::Style python;
    python.ensureAscii = true;
    python.indent = 2;
    python.keySeparator = ": ";
    python.sortKeys = true;
    return json.dump(python);
}

void warnOfDifferences(const MethodSettings& settings, const PeftConfig& start, Problems& problems) {
    const MethodSettings defaults;
    const auto tell = [&](const char* key, const std::string& asked, const std::string& has) {
        problems.push_back(warning(std::string("method.") + key,
                                   "is " + asked + ", but the adapter to start from has " + has + ", which is kept.",
                                   "Set method." + std::string(key) + " to the adapter's value, or leave out method.init_from."));
    };
    if (settings.rank != start.rank) tell("rank", std::to_string(settings.rank), std::to_string(start.rank));
    if (settings.alpha != start.alpha) tell("alpha", pythonFloat(settings.alpha), pythonFloat(start.alpha));
    if (settings.dropout != start.dropout) tell("dropout", pythonFloat(settings.dropout), pythonFloat(start.dropout));
    if (settings.rslora != start.rslora) tell("rslora", settings.rslora ? "true" : "false", start.rslora ? "true" : "false");
    if (!settings.modulesToSave.empty() && settings.modulesToSave != start.modulesToSave) {
        tell("modules_to_save", listJson(settings.modulesToSave).dump(), listJson(start.modulesToSave).dump());
    }
    const Json asked = settings.targets.modules.empty() ? Json(settings.targets.word) : listJson(settings.targets.modules);
    if (settings.targets != defaults.targets && asked != start.targets) tell("targets", asked.dump(), start.targets.dump());
}

}  // namespace luthier
