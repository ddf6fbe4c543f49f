// SPDX-License-Identifier: Apache-2.0
#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include <algorithm>
#include <memory>
#include <optional>

#include "app/cli/command.h"
#include "core/base/error.h"
#include "core/base/file.h"
#include "core/base/os.h"
#include "core/model/checkpoint.h"
#include "core/model/stored_names_config.h"
#include "core/model/decoder_config.h"

namespace luthier::cli {
namespace {

namespace fs = std::filesystem;

bool isThere(const fs::path& path) {
    std::error_code fault;
    return fs::exists(path, fault);
}

std::vector<fs::path> foldersIn(const fs::path& folder) {
    std::vector<fs::path> found;
    std::error_code fault;
    for (const auto& entry : fs::directory_iterator(folder, fault)) {
        if (entry.is_directory(fault) && textOf(entry.path().filename())[0] != '.') found.push_back(entry.path());
    }
    std::ranges::sort(found);
    return found;
}

/// The Hugging Face cache: models--OWNER--NAME/snapshots/REVISION.
fs::path cacheFolder() {
    if (const auto hub = os::environment("HF_HUB_CACHE"); hub && !hub->empty()) return pathOf(*hub);
    if (const auto home = os::environment("HF_HOME"); home && !home->empty()) return pathOf(*home) / "hub";
    if (const auto home = os::environment("HOME"); home && !home->empty()) return pathOf(*home) / ".cache/huggingface/hub";
    return {};
}

std::vector<fs::path> modelsHere() {
    std::vector<fs::path> found;
    for (const fs::path& folder : foldersIn(os::luthierHome() / "models")) {
        if (isThere(folder / "config.json")) found.push_back(folder);
    }
    for (const fs::path& model : foldersIn(cacheFolder())) {
        if (!textOf(model.filename()).starts_with("models--")) continue;
        for (const fs::path& snapshot : foldersIn(model / "snapshots")) {
            if (isThere(snapshot / "config.json")) found.push_back(snapshot);
        }
    }
    return found;
}

struct ModelFacts {
    DecoderConfig config;
    Problems problems;
    int64_t weightBytes = 0;
    bool weights = false;
    std::string chatTemplate = "";  ///< the file it stands in; empty when there is none

    bool tunable() const { return !hasError(problems); }
};

std::string templateFileOf(const fs::path& folder) {
    if (isThere(folder / "chat_template.jinja")) return "chat_template.jinja";
    try {
        const Json settings = Json::parse(readFile(folder / "tokenizer_config.json"));
        return settings.find("chat_template") && !settings.find("chat_template")->isNull() ? "tokenizer_config.json" : "";
    } catch (const std::exception&) {  // missing or broken: then there is no template in it
        return "";
    }
}

/// The shapes and names of the weights against what the config says there must be.
void checkWeights(const fs::path& folder, ModelFacts& facts) {
    const bool any = isThere(folder / "model.safetensors") || isThere(folder / "model.safetensors.index.json");
    if (!any) {
        facts.problems.push_back(warning(textOf(folder), "there are no weights (model.safetensors)", "fetch them, or tune with model.init=random"));
        return;
    }
    try {
        const Checkpoint checkpoint = Checkpoint::openFolder(folder);
        facts.weights = true;
        facts.weightBytes = static_cast<int64_t>(checkpoint.bytes());
        const StoredNames names(facts.config, checkpoint);
        for (const TensorShape& tensor : expectedTensors(facts.config)) {
            const StoredTensor* stored = checkpoint.find(names.of(tensor.name));
            if (stored && stored->shape == tensor.shape) continue;
            facts.problems.push_back(error(textOf(folder), stored ? "tensor " + tensor.name + " has another shape than config.json says" : "tensor " + tensor.name + " is missing",
                                           "fetch the model again"));
            return;
        }
    } catch (const Error& fault) {
        facts.problems.push_back(error(fault.where(), fault.what(), fault.mend()));
    }
}

ModelFacts factsOf(const fs::path& folder) {
    ConfigRead read = readDecoderConfig(folder);
    ModelFacts facts{.config = std::move(read.config), .problems = std::move(read.problems), .chatTemplate = templateFileOf(folder)};
    if (!isThere(folder / "tokenizer.json")) {
        facts.problems.push_back(error(textOf(folder), "there is no tokenizer.json", "choose a model that has one"));
    }
    if (facts.tunable()) checkWeights(folder, facts);
    return facts;
}

Json jsonOf(const fs::path& folder, const ModelFacts& facts) {
    const DecoderConfig& config = facts.config;
    Json json = Json::object();
    json["path"] = textOf(folder);
    json["model_type"] = config.modelType;
    json["tunable"] = facts.tunable();
    json["parameters"] = facts.tunable() ? Json(parameterCount(config)) : Json();
    json["layers"] = config.layers;
    json["hidden"] = config.hidden;
    json["heads"] = config.heads;
    json["kv_heads"] = config.kvHeads;
    json["vocabulary"] = config.vocabulary;
    json["max_length"] = config.maxPositions;
    json["tied"] = config.tied;
    json["dtype"] = config.weightFormat;
    json["weights"] = facts.weights;
    json["weight_bytes"] = facts.weightBytes;
    json["chat_template"] = facts.chatTemplate.empty() ? Json() : Json(facts.chatTemplate);
    json["problems"] = problemsJson(facts.problems);
    return json;
}

int showModels() {
    Json list = Json::array();
    const std::vector<fs::path> found = modelsHere();
    if (found.empty() && !jsonAsked()) say("no base models in " + textOf(os::luthierHome() / "models") + " or the Hugging Face cache; a recipe may name any folder");
    for (const fs::path& folder : found) {
        const ModelFacts facts = factsOf(folder);
        if (jsonAsked()) {
            list.push_back(jsonOf(folder, facts));
            continue;
        }
        const std::string size = facts.tunable() ? fmt::format("{:.1f} M parameters", static_cast<double>(parameterCount(facts.config)) / 1e6) : "";
        const std::string word = facts.tunable() ? "can be tuned" : "cannot be tuned: " + facts.problems[0].what;
        printLine(fmt::format("{}  {}  {}{}{}", textOf(folder), facts.config.modelType, size, size.empty() ? "" : "  ", word));
    }
    if (jsonAsked()) printLine(list.dump());
    return kDone;
}

int showModel(const std::string& model) {
    const fs::path folder = model == "starter" ? os::luthierHome() / "models" / "starter" : pathOf(model);
    std::error_code fault;
    if (!fs::is_directory(folder, fault)) return report({error(model, "there is no such folder", "give the folder of a model")});
    const ModelFacts facts = factsOf(folder);
    const Json json = jsonOf(folder, facts);
    if (jsonAsked()) {
        printLine(json.dump());
        return kDone;
    }
    for (const auto& [name, value] : json.asObject()) {
        if (name != "problems") printLine(fmt::format("{:<14} {}", name, value.isString() ? value.asString() : value.dump()));
    }
    report(facts.problems);
    return kDone;
}

}  // namespace

Action modelsCommand(CLI::App& options) {
    auto model = std::make_shared<std::string>();
    options.require_subcommand(0, 1);
    options.add_subcommand("list", "Base models in our folder and the Hugging Face cache");
    CLI::App* info = options.add_subcommand("info", "What a model is, and whether it can be tuned here");
    info->add_option("DIR", *model, "The model's folder")->required();
    CLI::App* get = options.add_subcommand("get", "Fetch a model (later)");
    get->allow_extras();
    return [info, get, model] {
        if (*get) return report({error("luthier models get", "this command comes later", "fetch the model's folder with another program, then name it in a recipe")});
        return *info ? showModel(*model) : showModels();
    };
}

}  // namespace luthier::cli
