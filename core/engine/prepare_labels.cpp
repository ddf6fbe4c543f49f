// SPDX-License-Identifier: Apache-2.0
#include "core/engine/prepare_labels.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <filesystem>

#include "core/base/disk.h"
#include "core/base/file.h"
#include "core/model/checkpoint.h"
#include "core/model/stored_names_config.h"
#include "core/engine/prepare_settings.h"
#include "core/objective/objective_settings.h"

namespace luthier {
namespace {

constexpr size_t kManyNumbers = 10;  // different numbers, above which they are hardly names

/// Labels that cannot be learnt.
Problems problemsOfClasses(const LabelScheme& labels, const LabelCensus& census) {
    const auto alone = [](int64_t count) { return count == 1; };
    const std::vector<int64_t> counts = census.counts(labels);
    if (census.rows() == 0) return {};  // told row by row
    if (labels.names.empty()) return {error("data.train", "no row has a label of its own", "choose objective.labels: several where labels are lists, or name the column that holds them")};
    if (labels.kind == LabelScheme::Kind::One && labels.names.size() < 2) {
        return {error("data.train", (census.rows() == 1 ? "the only row has the label \"" : "all " + std::to_string(census.rows()) + " rows have one label, \"") +
                                    labels.names.front() + "\": there is nothing to tell apart",
                      "bring rows of two labels or more, or name the right column: data.columns: {label: …}")};
    }
    if (labels.names.size() > 2 && std::ranges::all_of(counts, alone)) {
        return {warning("data.train", "each of the " + std::to_string(labels.names.size()) + " labels stands in one row only: nothing can be learnt of what such rows have in common",
                        "look whether the right column holds the labels, or choose objective.kind: regress where they are numbers")};
    }
    return {};
}

}  // namespace

TaskHead headFor(const LabelScheme& labels, uint64_t seed) {
    TaskHead head;
    head.seed = seed;
    head.classes = static_cast<int64_t>(labels.width());
    head.labels = labels.kind == LabelScheme::Kind::Number ? std::vector<std::string>{"LABEL_0"} : labels.names;  // as Transformers names it
    head.problemType = labels.problemType();
    return head;
}

LabelScheme labelsOf(const DecoderConfig& config) {
    if (config.task.classes == 0) return {};
    using Kind = LabelScheme::Kind;
    LabelScheme labels{config.task.classes == 1 ? Kind::Number : Kind::One, config.task.labels, true};  // where it does not say, as Transformers has it
    for (const Kind kind : {Kind::One, Kind::Several, Kind::Number})
        if (LabelScheme{kind, {}, true}.problemType() == config.task.problemType) labels.kind = kind;
    if (labels.kind == Kind::Number) labels.names.clear();
    return labels;
}

bool looksLikeNumbers(const LabelScheme& labels) {
    std::vector<float> ignored;
    const LabelScheme numbers{LabelScheme::Kind::Number, {}};
    return labels.names.size() > kManyNumbers && std::ranges::none_of(labels.names, [&](const std::string& name) { return numbers.target(name, ignored).has_value(); });
}

void settleLabels(const Recipe& recipe, Prepared& prepared) {
    const Learns learns = learnsOf(recipe.objective.kind);
    if (learns == Learns::Tokens) return;
    if (recipe.data.overlong == "split") {
        prepared.problems.push_back(error("data.overlong", "split: a piece of a labelled row has no label of its own", "choose truncate or drop"));
    }
    prepared.labels.kind = LabelScheme::Kind::Number;
    if (learns == Learns::Numbers) return;
    LabelCensus census;
    ImportSink sink;
    sink.example = [&](Example&& example) {
        census.add(example.label);
        return true;
    };
    sink.problem = [](RowProblem&&) {};  // told when the rows are read
    for (const std::string& file : recipe.data.train)
        if (isKept(pathOf(file))) importFile(file, importSettings(recipe), sink);
    prepared.labels = census.classes(recipe.objective.labels);
    const Problems problems = problemsOfClasses(prepared.labels, census);
    prepared.problems.insert(prepared.problems.end(), problems.begin(), problems.end());
}

std::vector<int64_t> rowsOfClasses(const Prepared& prepared, Part part) {
    std::vector<int64_t> rows(prepared.labels.names.size());
    for (uint32_t index : prepared.samplesOf(part)) {
        const std::vector<float> target = (*prepared.store)[index].target;
        if (prepared.labels.kind == LabelScheme::Kind::One) ++rows[static_cast<size_t>(target.front())];
        for (size_t i = 0; prepared.labels.kind == LabelScheme::Kind::Several && i < rows.size(); ++i) rows[i] += target[i] > 0;
    }
    return rows;
}

std::optional<RowFault> labelFault(const Example& example, const std::string& why, const LabelScheme& labels) {
    if (!labels.present()) return std::nullopt;
    if (why == "no text") return RowFault{why, "the row has no text", "add its text, or remove the row"};
    std::vector<float> ignored;
    const auto fault = labels.target(example.label, ignored);
    return fault && fault->kind == why ? fault : std::nullopt;
}

ConfigRead readConfig(const Recipe& recipe, Prepared& prepared) {
    const uint64_t seed = static_cast<uint64_t>(recipe.train.seed);
    prepared.head = headFor(prepared.labels, seed);
    ConfigRead read = readDecoderConfig(prepared.modelFolder, prepared.head);
    if (!hasError(read.problems) && read.config.isEncoder() && !prepared.labels.present() && !read.config.task.own) {
        read.problems.push_back(error("model.path", "this model is an encoder (" + read.config.modelType + "): it reads texts and cannot write, so it cannot learn objective.kind: " + recipe.objective.kind,
                                      "an encoder learns to classify: choose objective.kind: classify (or regress), or a base model that writes"));
        return read;
    }
    if (hasError(read.problems) || !read.config.task.own) return read;
    if (!prepared.labels.present()) {
        read.problems.push_back(error("model.path", "this model answers with labels and cannot write, so it cannot learn objective.kind: " + recipe.objective.kind,
                                      "choose objective.kind: " + objectiveFor(labelsOf(read.config).problemType()) + ", or the model it was made from"));
        return read;
    }
    if (const auto known = prepared.labels.in(read.config.task.labels)) {
        prepared.labels = *known;
        prepared.head = headFor(*known, seed);
        return readDecoderConfig(prepared.modelFolder, prepared.head);
    }
    prepared.problems.push_back(warning("model.path", "the model's own classifier knows other labels than the data: a new one is made, which knows nothing yet",
                                        "take the data's labels from the model's id2label to go on from its own"));
    prepared.head.fresh = true;
    return readDecoderConfig(prepared.modelFolder, prepared.head);
}

void settleNewHead(Prepared& prepared) {
    DecoderConfig& config = prepared.config;
    if (config.task.classes == 0 || config.task.own || !config.labelHead.dense.present()) return;
    config.task.drawn = drawnModules(config, Checkpoint::open(prepared.modelFolder));
    if (config.task.drawn.empty()) return;
    prepared.problems.push_back(warning("model.path", fmt::format("newly initialized, because no file of the model holds them: {} and {}; they know nothing until this run has taught them",
                                                                  fmt::join(config.task.drawn, ", "), config.head),
                                        "nothing, where this is a base model; else fetch it again with all its files"));
}

}  // namespace luthier
