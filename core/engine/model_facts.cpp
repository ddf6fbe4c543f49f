// SPDX-License-Identifier: Apache-2.0
#include "core/engine/model_facts.h"

#include "core/base/error.h"
#include "core/base/file.h"
#include "core/base/gguf_file.h"
#include "core/model/checkpoint.h"
#include "core/model/stored_names_config.h"
#include "core/model/stored_weights_config.h"
#include "core/store/model_card.h"
#include "core/text/model_files.h"
#include "core/text/tokenizer_source.h"

namespace luthier {
namespace {

namespace fs = std::filesystem;

std::string templatePlace(const ModelFiles& files) {
    if (files.gguf()) return files.gguf()->text("tokenizer.chat_template").empty() ? "" : "tokenizer.chat_template";
    for (const char* file : {"additional_chat_templates/default.jinja", "chat_template.jinja"})
        if (files.read(file)) return file;
    try {
        const Json settings = Json::parse(files.read("tokenizer_config.json").value_or("{}"));
        return settings.find("chat_template") && !settings.find("chat_template")->isNull() ? "tokenizer_config.json" : "";
    } catch (const JsonError&) {  // broken: then there is no template in it
        return "";
    }
}

void lookAtWeights(const fs::path& model, ModelFacts& facts) {
    const Checkpoint checkpoint = Checkpoint::open(model);
    facts.weights = true;
    facts.weightBytes = static_cast<int64_t>(checkpoint.bytes());
    facts.config = believingTheFile(facts.config, checkpoint);
    const Problems faults = weightFaults(facts.config, checkpoint);
    facts.problems.insert(facts.problems.end(), faults.begin(), faults.end());
    if (hasError(faults)) return;
    if (const auto surplus = surplusWeights(facts.config, checkpoint)) facts.problems.push_back(*surplus);
}

}  // namespace

ModelFacts modelFacts(const fs::path& model) {
    ModelFacts facts;
    try {
        ConfigRead read = readDecoderConfig(model);
        facts.config = std::move(read.config);
        facts.problems = std::move(read.problems);
        facts.licence = licenceOf(model);
        const ModelFiles files(model);
        facts.chatTemplate = templatePlace(files);
        if (!files.gguf() && !holdsTokenizer(model))
            facts.problems.push_back(error(textOf(model), "there is no tokenizer", "choose a model that has tokenizer.json, tokenizer.model or another form of it"));
        if (const auto other = weightsInAnotherForm(model)) facts.problems.push_back(warning(other->where, other->what, other->mend));
        else if (!holdsWeights(model)) facts.problems.push_back(warning(textOf(model), "there are no weights (model.safetensors)", "fetch them, or tune with model.init=random"));
        else if (facts.tunable()) lookAtWeights(model, facts);
    } catch (const Error& fault) {
        facts.problems.push_back(error(fault.where(), fault.what(), fault.mend()));
    }
    return facts;
}

Json ModelFacts::json(const fs::path& model) const {
    Json json = Json::object();
    json["path"] = textOf(model);
    json["model_type"] = config.modelType;
    json["tunable"] = tunable();
    json["parameters"] = tunable() ? Json(parameterCount(config)) : Json();
    json["layers"] = config.layers;
    json["hidden"] = config.hidden;
    json["heads"] = config.heads;
    json["kv_heads"] = config.kvHeads;
    json["vocabulary"] = config.vocabulary;
    json["max_length"] = config.maxPositions;
    json["tied"] = config.tied;
    json["dtype"] = config.weightFormat;
    if (config.task.classes > 0) {
        Json& labels = json["labels"] = Json::array();
        for (const std::string& label : config.task.labels) labels.push_back(label);
    }
    json["weights"] = weights;
    json["weight_bytes"] = weightBytes;
    json["chat_template"] = chatTemplate.empty() ? Json() : Json(chatTemplate);
    json["licence"] = licence.empty() ? Json() : Json(licence);
    return json;
}

}  // namespace luthier
