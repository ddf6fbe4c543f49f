// SPDX-License-Identifier: Apache-2.0
#include "core/store/run_report.h"

#include <algorithm>
#include <cmath>

#include "core/base/file.h"
#include "core/base/problem_json.h"
#include "core/recipe/field.h"
#include "core/store/figures.h"
#include "core/store/model_card.h"

namespace luthier {
namespace {

Json lookJson(const Look* look) {
    if (!look) return {};
    Json json = Json::object();
    json["step"] = look->step;
    json["loss"] = look->loss;
    json["perplexity"] = look->perplexity;
    json["count"] = look->count;
    if (look->metrics.isObject()) json["metrics"] = look->metrics;
    return json;
}

Json settingsJson(const RunRecord& run) {
    static const Recipe standard;
    Json list = Json::array();
    if (!run.recipe) return list;
    for (const Field& field : recipeFields()) {
        Json item = Json::object();
        item["key"] = field.key;
        item["value"] = field.value(*run.recipe);
        item["default"] = field.value(standard);
        item["changed"] = item["value"] != item["default"];
        list.push_back(std::move(item));
    }
    return list;
}

Json artifactsJson(const RunRecord& run) {
    Json list = Json::array();
    for (const Artifact& artifact : run.course.artifacts) {
        Json item = Json::object();
        item["format"] = artifact.format;
        item["dir"] = artifact.dir;
        item["proof"] = artifact.proof;
        list.push_back(std::move(item));
    }
    return list;
}

/// The answers of the last time the sample prompts were asked.
Json samplesJson(const RunRecord& run) {
    int64_t last = -1;
    for (const TimedEvent& told : run.events) {
        if (const SampleText* sample = std::get_if<SampleText>(&told.event)) last = sample->step;
    }
    Json list = Json::array();
    for (const TimedEvent& told : run.events) {
        const SampleText* sample = std::get_if<SampleText>(&told.event);
        if (!sample || sample->step != last) continue;
        Json item = Json::object();
        item["step"] = sample->step;
        item["prompt"] = sample->prompt;
        item["before"] = sample->before;
        item["now"] = sample->now;
        list.push_back(std::move(item));
    }
    return list;
}

/// Means of the training loss over the first and last tenth of the steps.
Json trainingJson(const RunRecord& run) {
    std::vector<double> losses;
    for (const TimedEvent& told : run.events) {
        if (const StepDone* step = std::get_if<StepDone>(&told.event); step && std::isfinite(step->loss)) losses.push_back(step->loss);
    }
    if (losses.empty()) return {};
    const auto part = static_cast<std::ptrdiff_t>(std::max<size_t>(1, losses.size() / 10));
    const auto mean = [part](auto from) {
        double sum = 0;
        for (auto at = from; at != from + part; ++at) sum += *at;
        return sum / static_cast<double>(part);
    };
    Json json = Json::object();
    json["first_loss"] = mean(losses.begin());
    json["last_loss"] = mean(losses.end() - part);
    return json;
}

Json member(const Json& object, const char* name) {
    const Json* found = object.find(name);
    return found ? *found : Json();
}

void putWhatAndWhen(const RunRecord& run, Json& json) {
    const RunCourse& course = run.course;
    json["format"] = 1;
    json["run"] = run.id;
    json["name"] = run.name();
    json["state"] = wordOf(run.state);
    json["reason"] = course.reason.empty() ? Json() : Json(course.reason);
    json["advice"] = adviceFor(run);
    json["folder"] = textOf(run.folder);
    json["begun"] = course.begun > 0 ? Json(course.begun) : Json();
    json["last"] = course.last > 0 ? Json(course.last) : Json();
    json["seconds"] = course.seconds;
    json["steps"] = course.step;
    json["resumes"] = course.resumes;
    json["snapshot"] = course.snapshot >= 0 ? Json(course.snapshot) : Json();
    json["tags"] = Json::array();
    for (const std::string& tag : run.notes.tags) json["tags"].push_back(tag);
    json["notes"] = run.notes.notes;
    json["ratings"] = run.notes.ratings;
}

void putStart(const RunRecord& run, Json& json) {
    const Started started = run.course.started.value_or(Started());
    json["steps_planned"] = run.resolved().integerOr("steps", started.steps);
    Json& model = json["model"] = Json::object();
    model["path"] = run.recipe ? run.recipe->model.path : started.model;
    model["name"] = baseNameOf(model.stringOr("path", ""));
    model["parameters"]["total"] = started.parametersTotal;
    model["parameters"]["learning"] = started.parametersLearning;
    model["files"] = member(member(run.environment, "model"), "files");
    json["data"] = member(run.environment, "data");
    json["examples"]["train"] = started.examplesTrain;
    json["examples"]["eval"] = started.examplesEval;
    json["examples"]["test"] = started.examplesTest;
    json["settings"] = settingsJson(run);
    json["resolved"] = run.resolved();
    json["versions"] = member(run.environment, "versions");
    json["machine"] = member(run.environment, "machine");
    json["promise"]["memory"] = started.promisedMemory;
    json["promise"]["seconds"] = started.promisedSeconds;
    json["used"]["memory"] = run.course.peakMemory;
    json["used"]["seconds"] = run.course.seconds;
}

/// What labels there are and how well they are told apart, tables included: by the base model and by the state the run keeps.
void putLabels(const RunRecord& run, Json& json) {
    const LabelScheme labels = run.labels();
    if (!labels.present()) return;
    json["labels"] = labels.json();
    for (const auto& [name, look] : {std::pair{"base", run.course.base()}, std::pair{"kept", run.course.kept()}}) {
        const Json* metrics = look ? run.metricsAt(look->step) : nullptr;
        json["labels"][name] = metrics ? *metrics : Json();
    }
}

void putResults(const RunRecord& run, Json& json) {
    const RunCourse& course = run.course;
    json["base"] = lookJson(course.base());
    json["best"] = lookJson(course.best());
    json["kept"] = lookJson(course.kept());
    Json& looks = json["evaluations"] = Json::array();
    for (const Look& look : course.looks) looks.push_back(lookJson(&look));
    json["test"] = run.test;
    const std::optional<Interval> gain = gainOf(run);
    json["gain"] = gain ? intervalJson(*gain) : Json();
    if (gain) json["gain"]["rows"] = static_cast<int64_t>(keptRows(run)->size());
    if (const std::optional<Interval> accuracy = accuracyGainOf(run)) json["accuracy_gain"] = intervalJson(*accuracy);
    putLabels(run, json);
    json["training"] = trainingJson(run);
    json["samples"] = samplesJson(run);
    json["artifacts"] = artifactsJson(run);
    json["warnings"] = problemsJson(course.warnings);
    json["failure"] = course.failure ? problemJson({Level::Error, course.failure->where, course.failure->what, course.failure->mend}) : Json();
    json["problems"] = problemsJson(run.problems);
}

}  // namespace

std::string adviceFor(const RunRecord& run) {
    const std::string resume = "luthier resume " + run.id;
    const std::string from = run.course.snapshot >= 0 ? " (from step " + std::to_string(run.course.snapshot) + ")" : " (from its start: nothing was saved yet)";
    switch (run.state) {
        case RunState::Crashed: return "stopped unexpectedly; continue with `" + resume + "`" + from;
        case RunState::Stopped:
            return (run.course.reason == "limit" ? "stopped because memory or disk ran out; make room, then continue with `" : "stopped on request; continue with `") + resume + "`" + from;
        case RunState::Failed: return "failed; when its cause is mended, continue with `" + resume + "`" + from;
        case RunState::Broken: return "this folder holds no run that began";
        default: return "";
    }
}

Json reportJson(const RunRecord& run) {
    Json json = Json::object();
    putWhatAndWhen(run, json);
    putStart(run, json);
    putResults(run, json);
    const bool adapter = std::ranges::any_of(run.course.artifacts, [](const Artifact& artifact) { return textOf(pathOf(artifact.dir).filename()) == "adapter"; });
    json["model_card"] = modelCard(run, adapter ? "peft" : "transformers");
    return json;
}

void writeReports(const RunRecord& run) {
    const Json report = reportJson(run);
    writeFileAtomically(run.folder / "report.json", report.dump({.indent = 2, .keySeparator = ": "}) + "\n");
    writeFileAtomically(run.folder / "report.html", reportPage(run, report));
}

}  // namespace luthier
