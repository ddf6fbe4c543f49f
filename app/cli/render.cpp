// SPDX-License-Identifier: Apache-2.0
#include <CLI/CLI.hpp>

#include <memory>

#include "app/cli/command.h"
#include "core/engine/prepare.h"
#include "core/text/text_model.h"

namespace luthier::cli {
namespace {

struct Choice {
    std::string model, file = "-";
    bool generationPrompt = false;
};

Json renderedLine(const TextModel& model, const Json& row, bool generationPrompt) {
    const Json* messages = row.find("messages");
    if (!messages) throw TemplateError("expected an object like {\"messages\": […]}");
    const Json* tools = row.find("tools");
    const Rendered rendered = model.render(*messages, tools, generationPrompt);
    Json line = Json::object();
    line["text"] = rendered.text;
    Json& learn = line["learn"] = Json::array();
    for (const Rendered::Span& span : model.learnSpans(rendered, *messages, tools, "assistant"))
        learn.push_back(Json(Json::Array{int64_t{span.begin}, int64_t{span.end}}));
    return line;
}

int render(const Choice& choice) {
    Problems problems;
    const std::filesystem::path folder = modelFolderOf(choice.model, "--model", problems);
    if (!problems.empty()) return report(problems);
    const TextModel model = TextModel::load(folder);
    Problems wrong;
    const Problems broken = forEachJson(choice.file, [&](Json&& row, const std::string& where) {
        try {
            printLine(renderedLine(model, row, choice.generationPrompt).dump());
        } catch (const TemplateError& problem) {
            wrong.push_back(error(where, std::string("the chat cannot be rendered: ") + problem.what(), "mend the messages of this line"));
        }
    });
    wrong.insert(wrong.end(), broken.begin(), broken.end());
    return report(wrong);
}

}  // namespace

Action renderCommand(CLI::App& options) {
    auto choice = std::make_shared<Choice>();
    options.add_option("--model", choice->model, "A model folder (its text files are enough), or starter")->required();
    options.add_flag("--generation-prompt", choice->generationPrompt, "End with what asks the model for an answer");
    options.add_option("FILE", choice->file, "Lines of {\"messages\", \"tools\"?} (- for standard input)")->capture_default_str();
    return [choice] { return render(*choice); };
}

}  // namespace luthier::cli
