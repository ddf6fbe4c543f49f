// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <charconv>

#include "core/model/config_fields.h"
#include "core/model/decoder_config.h"

namespace luthier {
namespace {

constexpr int64_t kUsualLabels = 2;          // of a config.json that says nothing of them, in Transformers
constexpr int64_t kMostLabels = 10'000'000;  // far beyond every published model

bool holdsClassifier(const Json& source) {
    const Json* name = namedClass(source);
    return name && name->isString() && name->asString().ends_with("ForSequenceClassification");
}

/// id2label by its ids; names as Transformers makes them up where there is none, or one of another length than num_labels. Nothing when ids are missing or no numbers.
std::optional<std::vector<std::string>> labelsIn(const Json& source) {
    const Json* map = source.find("id2label");
    const bool told = map && map->isObject();
    const int64_t named = told ? static_cast<int64_t>(map->size()) : kUsualLabels, count = source.integerOr("num_labels", named);
    if (count > kMostLabels) return std::nullopt;
    if (!told || count != named) {
        std::vector<std::string> labels;
        for (int64_t id = 0; id < count; ++id) labels.push_back("LABEL_" + std::to_string(id));
        return labels;
    }
    std::vector<std::string> labels(map->size());
    std::vector<bool> seen(map->size());
    for (const auto& [id, name] : map->asObject()) {
        size_t at = labels.size();
        std::from_chars(id.data(), id.data() + id.size(), at);
        if (at >= labels.size() || seen[at]) return std::nullopt;
        seen[at] = true;
        labels[at] = name.isString() ? name.asString() : name.dump();
    }
    return labels;
}

}  // namespace

const Json* namedClass(const Json& source) {
    const Json* names = source.find("architectures");
    return names && names->isArray() && names->size() > 0 ? &names->asArray().front() : nullptr;
}

std::string familyClassifier(const std::string& modelType) {
    const Architecture* family = architectureOf(modelType);
    return family ? family->classifierClass : "";
}

void putTask(const TaskHead& asked, ConfigRead& read) {
    DecoderConfig& config = read.config;
    const bool own = holdsClassifier(config.source) && !asked.fresh;
    if (!own && asked.classes == 0) return;
    if (familyClassifier(config.modelType).empty()) {
        read.problems.push_back(error("config.json: model_type", "is \"" + config.modelType + "\", a family that has no classifier in Transformers, so nobody could open the result.",
                                      "Choose a base model of another family to learn labels."));
        return;
    }
    config.task = asked;
    config.task.own = own;
    if (own) {
        const auto labels = labelsIn(config.source);
        if (!labels || labels->empty()) {
            read.problems.push_back(error("config.json: id2label", "should name the labels 0, 1, 2 … once each.", kAsPublished));
            return;
        }
        config.task.labels = *labels;
        config.task.classes = static_cast<int64_t>(labels->size());
        if (asked.classes == 0) config.task.problemType = config.source.stringOr("problem_type", "");
    }
    config.writingHead = config.publishedHead.empty() ? config.head : config.publishedHead;
    config.head = config.labelHead.last;
    config.publishedHead.clear();
    config.headBias = config.labelHead.bias;
    config.tied = false;
    config.logitScale = 1;
    config.logitCap = 0;
}

bool isDrawn(const DecoderConfig& config, const std::string& tensor) {
    return config.task.classes > 0 && !config.task.own && tensor.starts_with(config.head + ".");
}

bool mayBeDrawn(const DecoderConfig& config, const std::string& tensor) {
    const auto of = [&](const std::string& module) { return !module.empty() && tensor.starts_with(module + "."); };
    return config.task.classes > 0 && !config.task.own && (of(config.labelHead.dense.name) || of(config.labelHead.norm.name));
}

}  // namespace luthier
