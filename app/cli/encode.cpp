// SPDX-License-Identifier: Apache-2.0
#include <CLI/CLI.hpp>
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <memory>

#include "app/cli/command.h"
#include "core/data/importer.h"
#include "core/engine/prepare.h"
#include "core/recipe/field.h"
#include "core/text/text_model.h"

namespace luthier::cli {
namespace {

struct Choice {
    std::string model, data;
    EncodeSettings settings;
};

/// One line a row, whatever training would make of it: of a row that would be split, its first piece.
std::string encodedLine(const Encoded& encoded) {
    const Sample sample = encoded.samples.empty() ? Sample() : encoded.samples.front();
    std::string line = fmt::format("{{\"input_ids\":[{}],\"labels\":[{}]", fmt::join(sample.ids, ","), fmt::join(sample.labels(), ","));
    if (!encoded.dropped.empty()) line += ",\"dropped\":" + Json(encoded.dropped).dump();
    return line + "}";
}

/// The values are judged as a recipe's are, so that a kind that comes later is refused by its name.
void checkSetting(const char* key, const char* option, const std::string& value, Problems& problems) {
    Recipe recipe;
    const Field* field = fieldOf(key);
    if (const auto wrong = field->put(recipe, Json(value)))
        problems.push_back(error(option, *wrong, fmt::format("use one of: {}", fmt::join(field->choices, ", "))));
}

int encodeRows(const Choice& choice) {
    Problems problems;
    checkSetting("objective.kind", "--objective", choice.settings.objective, problems);
    checkSetting("objective.learn", "--learn", choice.settings.learn, problems);
    const std::filesystem::path folder = modelFolderOf(choice.model, "--model", problems);
    if (hasError(problems)) return report(problems);
    const TextModel model = TextModel::load(folder);
    ProblemCollector faults;
    ImportSink sink;
    sink.example = [&](Example&& example) {
        printLine(encodedLine(encode(model, example, choice.settings)));
        return true;
    };
    sink.problem = [&](RowProblem&& problem) { faults.add(std::move(problem)); };
    importFile(choice.data, {}, sink);
    return report(faults.problems());
}

}  // namespace

Action encodeCommand(CLI::App& options) {
    auto choice = std::make_shared<Choice>();
    choice->settings.keepDropped = true;
    options.add_option("--model", choice->model, "A model folder (its text files are enough), or starter")->required();
    options.add_option("--data", choice->data, "A data file, or - for standard input")->required();
    options.add_option("--objective", choice->settings.objective, "What is learnt from a row: sft or text")->capture_default_str();
    options.add_option("--learn", choice->settings.learn, "Which tokens of a chat: assistant, last or all")->capture_default_str();
    options.add_option("--max-length", choice->settings.maxLength, "Cut rows to so many tokens")->check(CLI::Range(int64_t{1}, INT64_MAX));
    return [choice] { return encodeRows(*choice); };
}

}  // namespace luthier::cli
