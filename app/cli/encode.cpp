// SPDX-License-Identifier: Apache-2.0
#include <CLI/CLI.hpp>
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <memory>

#include "app/cli/command.h"
#include "app/cli/progress.h"
#include "app/cli/row_options.h"
#include "core/engine/prepare_labels.h"
#include "core/objective/objective_settings.h"
#include "core/recipe/field.h"
#include "core/text/text_model.h"

namespace luthier::cli {
namespace {

struct Choice {
    std::string model, data;
    ImportSettings rows;
    EncodeSettings settings;
};

/// One line a row, whatever training would make of it: of a row that would be split, its first piece. Of labelled rows "labels" is what
/// Transformers' models take under that name: an id, a list of 0.0 and 1.0, or a number; null where the row has none that is known.
std::string encodedLine(const Encoded& encoded, const LabelScheme& labels) {
    const Sample sample = encoded.samples.empty() ? Sample() : encoded.samples.front();
    std::string line = fmt::format("{{\"input_ids\":[{}],\"labels\":", fmt::join(sample.ids, ","));
    line += labels.present() ? labels.targetJson(sample.target).dump() : fmt::format("[{}]", fmt::join(sample.labels(), ","));
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

/// The model's own labels where it has some and they are those of the rows, else the rows' own.
LabelScheme labelsFor(const std::string& objective, const std::filesystem::path& folder, const std::vector<Example>& rows) {
    if (learnsOf(objective) == Learns::Numbers) return {LabelScheme::Kind::Number, {}};
    LabelCensus census;
    for (const Example& row : rows) census.add(row.label);
    const LabelScheme found = census.classes("auto");
    const LabelScheme own = std::filesystem::exists(folder / "config.json") ? labelsOf(readDecoderConfig(folder).config) : LabelScheme();
    return own.present() ? found.in(own.names).value_or(found) : found;
}

int encodeRows(const Choice& choice) {
    Problems problems;
    checkSetting("objective.kind", "--objective", choice.settings.objective, problems);
    checkSetting("objective.learn", "--learn", choice.settings.learn, problems);
    const std::filesystem::path folder = modelFolderOf(choice.model, "--model", problems);
    lookForRows(choice.data, "--data", problems);
    const auto model = hasError(problems) ? nullptr : loadTextModel(folder, "auto", problems);
    if (!model) return report(problems);
    EncodeSettings settings = choice.settings;
    ProblemCollector faults;
    std::vector<Example> kept;
    const bool labelled = learnsOf(settings.objective) != Learns::Tokens;
    RowProgress progress(choice.data, choice.rows);
    const auto print = [&](const Example& example) {
        printLine(encodedLine(encode(*model, example, settings), settings.labels));
        progress.next();
    };
    ImportSink sink;
    sink.example = [&](Example&& example) {
        labelled ? kept.push_back(std::move(example)) : print(example);  // which labels there are is known after the last row
        return true;
    };
    sink.problem = [&](RowProblem&& problem) { faults.add(std::move(problem)); };
    importFile(choice.data, choice.rows, sink);
    if (labelled) settings.labels = labelsFor(settings.objective, folder, kept);
    for (const Example& example : kept) print(example);
    return report(faults.problems());
}

}  // namespace

Action encodeCommand(CLI::App& options) {
    auto choice = std::make_shared<Choice>();
    choice->settings.keepDropped = true;
    options.add_option("--model", choice->model, "A model folder (its text files are enough), or starter")->required();
    options.add_option("--data", choice->data, "A data file, or - for standard input")->required();
    addRowOptions(options, choice->rows);
    options.add_option("--objective", choice->settings.objective, "What is learnt from a row: sft, text, classify or regress")->capture_default_str();
    options.add_option("--learn", choice->settings.learn, "Which tokens of a chat: assistant, last or all")->capture_default_str();
    options.add_option("--max-length", choice->settings.maxLength, "Cut rows to so many tokens")->check(CLI::Range(int64_t{1}, INT64_MAX));
    return [choice] { return encodeRows(*choice); };
}

}  // namespace luthier::cli
