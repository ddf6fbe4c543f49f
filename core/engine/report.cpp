// SPDX-License-Identifier: Apache-2.0
#include "core/engine/report.h"

// libtorch brings headers of a fmt of its own, without its library.
#define FMT_HEADER_ONLY
#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "core/base/file.h"
#include "core/recipe/field.h"

namespace luthier {
namespace {

struct Point {
    double x, y;
};

std::string escaped(const std::string& text) {
    std::string result;
    for (char c : text) {
        switch (c) {
            case '&': result += "&amp;"; break;
            case '<': result += "&lt;"; break;
            case '>': result += "&gt;"; break;
            case '"': result += "&quot;"; break;
            default: result += c;
        }
    }
    return result;
}

constexpr double kWide = 640, kHigh = 220, kEdge = 44;

/// One line over the steps, scaled to the picture.
std::string polyline(const std::vector<Point>& points, double maxX, double minY, double maxY, const char* colour) {
    std::string places;
    double height = std::max(1e-12, maxY - minY);
    for (const Point& point : points) {
        double x = kEdge + point.x / std::max(1.0, maxX) * (kWide - kEdge - 8);
        double y = 8 + (maxY - point.y) / height * (kHigh - 32);
        places += fmt::format("{:.1f},{:.1f} ", x, y);
    }
    return fmt::format(R"(<polyline fill="none" stroke="{}" stroke-width="1.5" points="{}"/>)", colour, places);
}

std::string lossPicture(const std::vector<Point>& training, const std::vector<Point>& heldOut) {
    double maxX = 1, minY = HUGE_VAL, maxY = -HUGE_VAL;
    for (const auto* points : {&training, &heldOut}) {
        for (const Point& point : *points) {
            maxX = std::max(maxX, point.x);
            minY = std::min(minY, point.y);
            maxY = std::max(maxY, point.y);
        }
    }
    if (minY > maxY) return "";
    std::string picture = fmt::format(R"(<svg viewBox="0 0 {0} {1}" width="{0}" height="{1}" role="img" aria-label="Loss over the steps">)", kWide, kHigh);
    picture += fmt::format(R"(<text x="2" y="16">{:.3f}</text><text x="2" y="{}">{:.3f}</text>)", maxY, kHigh - 26, minY);
    picture += fmt::format(R"(<text x="{}" y="{}">step 0</text><text x="{}" y="{}" text-anchor="end">{:.0f}</text>)", kEdge, kHigh - 6, kWide - 8, kHigh - 6, maxX);
    picture += polyline(training, maxX, minY, maxY, "#8a8f98") + polyline(heldOut, maxX, minY, maxY, "#0b6bcb") + "</svg>";
    return picture + R"(<p><span style="color:#8a8f98">training</span> &middot; <span style="color:#0b6bcb">held-out rows</span>, nats per token</p>)";
}

std::string row(const std::string& name, const std::string& value) {
    return "<tr><th>" + escaped(name) + "</th><td>" + escaped(value) + "</td></tr>\n";
}

std::string wordsOf(const Json& value) { return value.isString() ? value.asString() : value.dump(); }

Json evaluationJson(int64_t step, double loss, int64_t count) {
    Json json = Json::object();
    json["step"] = step;
    json["loss"] = loss;
    json["perplexity"] = std::exp(loss);
    json["count"] = count;
    return json;
}

/// What a reader of the result must know, in the words of a model card.
std::string modelCard(const Recipe& recipe, const Json& report) {
    std::string card = "# " + (recipe.name.empty() ? std::string("A tuned model") : recipe.name) + "\n\n";
    card += "Tuned from `" + textOf(pathOf(recipe.model.path).filename()) + "` with Luthier " LUTHIER_VERSION " (" + recipe.method.kind + ", " + recipe.objective.kind + ").\n\n";
    if (recipe.model.init == "random") card += "The base had random weights: this model is a demonstration and knows nothing.\n\n";
    const Json* base = report.find("base");
    const Json* best = report.find("best");
    if (base && best && base->isObject() && best->isObject()) {
        card += fmt::format("Loss on rows it was not trained on: {:.4f} before, {:.4f} after (nats per token, step {}).\n", base->numberOr("loss", 0),
                            best->numberOr("loss", 0), best->integerOr("step", 0));
    } else {
        card += "No rows were held out, so nothing is known about how well it does on new ones.\n";
    }
    return card;
}

Json reportJson(const RunFolder& folder, const Recipe& recipe, const Progress& progress, const std::optional<Evaluation>& test, const Finished& finished) {
    Json json = Json::object();
    json["format"] = 1;
    json["run"] = folder.id();
    json["name"] = recipe.name;
    json["reason"] = finished.reason;
    json["steps"] = progress.step;
    json["seconds"] = progress.seconds;
    const PastEvaluation* base = progress.at(0);
    const PastEvaluation* best = progress.best();
    json["base"] = base ? evaluationJson(0, base->loss(), base->count) : Json();
    json["best"] = best ? evaluationJson(best->step, best->loss(), best->count) : Json();
    Json& evaluations = json["evaluations"] = Json::array();
    for (const PastEvaluation& past : progress.evaluations) evaluations.push_back(evaluationJson(past.step, past.loss(), past.count));
    json["test"] = test ? evaluationJson(progress.step, test->loss(), test->count) : Json();
    Json& artifacts = json["artifacts"] = Json::array();
    for (const Artifact& artifact : finished.artifacts) {
        Json item = Json::object();
        item["format"] = artifact.format;
        item["dir"] = artifact.dir;
        item["proof"] = artifact.proof;
        artifacts.push_back(std::move(item));
    }
    json["model_card"] = modelCard(recipe, json);
    return json;
}

std::string samplesTable(const std::vector<RunEvent>& events) {
    std::vector<SampleText> last;
    for (const RunEvent& event : events) {
        const SampleText* sample = std::get_if<SampleText>(&event);
        if (!sample) continue;
        if (!last.empty() && last.front().step != sample->step) last.clear();
        last.push_back(*sample);
    }
    std::string table;
    for (const SampleText& sample : last) {
        table += "<tr><td>" + escaped(sample.prompt) + "</td><td>" + escaped(sample.before) + "</td><td>" + escaped(sample.now) + "</td></tr>\n";
    }
    return table.empty() ? "" : "<h2>Answers</h2><table class=answers><tr><th>asked</th><th>before</th><th>now</th></tr>\n" + table + "</table>\n";
}

std::string page(const Recipe& recipe, const Json& report, const std::vector<RunEvent>& events) {
    std::vector<Point> training, heldOut;
    for (const RunEvent& event : events) {
        if (const StepDone* step = std::get_if<StepDone>(&event)) training.push_back({static_cast<double>(step->step), step->loss});
        if (const EvalDone* eval = std::get_if<EvalDone>(&event)) heldOut.push_back({static_cast<double>(eval->step), eval->loss});
    }
    std::string title = escaped(recipe.name.empty() ? report.stringOr("run", "") : recipe.name);
    std::string html = "<!doctype html><html lang=\"en\"><meta charset=\"utf-8\"><title>" + title + "</title>\n<style>body{font:15px/1.5 system-ui,sans-serif;"
                       "max-width:46rem;margin:2rem auto;padding:0 1rem}table{border-collapse:collapse}th,td{text-align:left;vertical-align:top;padding:.2rem .8rem .2rem 0;"
                       "border-bottom:1px solid #ddd}.answers td{white-space:pre-wrap}svg text{font-size:11px}pre{white-space:pre-wrap}</style>\n<h1>" + title + "</h1>\n";
    html += "<pre>" + escaped(report.stringOr("model_card", "")) + "</pre>\n<h2>Loss</h2>\n" + lossPicture(training, heldOut) + samplesTable(events);
    html += "<h2>Numbers</h2><table>\n";
    for (const char* key : {"run", "reason", "steps", "seconds", "base", "best", "test"}) {
        if (const Json* value = report.find(key)) html += row(key, wordsOf(*value));
    }
    html += "</table>\n<h2>Proof of the result</h2><table>\n";
    for (const Json& artifact : report.find("artifacts")->asArray()) html += row(artifact.stringOr("format", ""), artifact.find("proof")->dump());
    html += "</table>\n<h2>Recipe</h2><table>\n";
    for (const Field& field : recipeFields()) html += row(field.key, wordsOf(field.value(recipe)));
    return html + "</table></html>\n";
}

}  // namespace

void writeReport(const RunFolder& folder, const Recipe& recipe, const Progress& progress, const std::optional<Evaluation>& test,
                 const Finished& finished) {
    Json report = reportJson(folder, recipe, progress, test, finished);
    writeFileAtomically(folder / "report.json", report.dump({.indent = 2, .keySeparator = ": "}) + "\n");
    writeFileAtomically(folder / "report.html", page(recipe, report, readEvents(folder.path())));
}

}  // namespace luthier
