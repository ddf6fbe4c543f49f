// SPDX-License-Identifier: Apache-2.0
#include <CLI/CLI.hpp>

#include <memory>

#include "app/cli/command.h"
#include "core/data/format.h"
#include "core/engine/prepare.h"
#include "core/text/text_model.h"

namespace luthier::cli {
namespace {

struct Choice {
    std::string model, file = "-";
    bool generationPrompt = false;
};

Json renderedLine(const TextModel& model, const Json& messages, const Json* tools, bool generationPrompt) {
    const Rendered rendered = model.render(messages, tools, generationPrompt);
    Json line = Json::object();
    line["text"] = rendered.text;
    Json& learn = line["learn"] = Json::array();
    for (const Rendered::Span& span : model.learnSpans(rendered, messages, tools, "assistant"))
        learn.push_back(Json(Json::Array{int64_t{span.begin}, int64_t{span.end}}));
    return line;
}

/// Why training would leave this chat out; empty when it would not.
std::string droppedFor(const TextModel& model, const Json& messages, const Json* tools) {
    Example chat;
    chat.kind = Example::Kind::Chat;
    chat.messages = messages;
    if (tools) chat.tools = *tools;
    return encode(model, chat, {}).dropped;
}

/// The line of one row. A chat the template refuses has one too, and throws once it is printed.
void renderRow(const TextModel& model, const Json& row, bool generationPrompt) {
    const Json* messages = row.find("messages");
    if (!messages || !messages->isArray()) throw TemplateError("expected an object like {\"messages\": […]}");
    try {
        Json read;
        if (const auto fault = readTools(row, read)) throw TemplateError(fault->what);
        const Json* const tools = read.isNull() ? nullptr : &read;
        Json line = renderedLine(model, *messages, tools, generationPrompt);
        const std::string dropped = generationPrompt ? "" : droppedFor(model, *messages, tools);  // a prompt is no row to learn from
        if (!dropped.empty()) line["dropped"] = dropped;
        printLine(line.dump());
    } catch (const TemplateError& refused) {
        printLine(Json(Json::Object{{"text", ""}, {"learn", Json::array()}, {"dropped", std::string("template: ") + refused.what()}}).dump());
        throw;
    }
}

int render(const Choice& choice) {
    Problems problems;
    const std::filesystem::path folder = modelFolderOf(choice.model, "--model", problems);
    lookForRows(choice.file, "FILE", problems);
    const auto model = hasError(problems) ? nullptr : loadTextModel(folder, "auto", problems);
    if (!model) return report(problems);
    return report(forEachJson(choice.file, [&](Json&& row, const std::string& where, Problems& wrong) {
        try {
            renderRow(*model, row, choice.generationPrompt);
        } catch (const TemplateError& problem) {
            wrong.push_back(error(where, std::string("the chat cannot be rendered: ") + problem.what(), "mend the messages of this line"));
        }
    }));
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
