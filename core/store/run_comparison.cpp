// SPDX-License-Identifier: Apache-2.0
#include "core/store/run_comparison.h"

#include <algorithm>
#include <functional>
#include <set>

#include "core/base/counted.h"
#include "core/base/file.h"
#include "core/base/hash.h"
#include "core/data/label_metrics.h"
#include "core/recipe/field.h"
#include "core/store/figures.h"

namespace luthier {
namespace {

constexpr size_t kAllPairs = 6;
constexpr size_t kShownDigits = 12;

Json runsJson(const std::vector<RunRecord>& runs) {
    Json list = Json::array();
    for (const RunRecord& run : runs) {
        Json item = Json::object();
        item["id"] = run.id;
        item["name"] = run.name();
        item["state"] = wordOf(run.state);
        item["model"] = run.recipe ? run.recipe->model.path : "";
        item["method"] = run.recipe ? run.recipe->method.kind : "";
        item["objective"] = run.recipe ? run.recipe->objective.kind : "";
        item["folder"] = textOf(run.folder);
        list.push_back(std::move(item));
    }
    return list;
}

/// Adds a row unless all runs agree.
void addSetting(Json& list, const std::string& key, const std::vector<RunRecord>& runs, const std::function<Json(const RunRecord&)>& value) {
    Json values = Json::array();
    for (const RunRecord& run : runs) values.push_back(value(run));
    const auto& all = values.asArray();
    if (std::ranges::all_of(all, [&](const Json& one) { return one == all[0]; })) return;
    Json item = Json::object();
    item["key"] = key;
    item["values"] = std::move(values);
    list.push_back(std::move(item));
}

/// A short fingerprint of files, whatever their names and places.
Json contentOf(const RunRecord& run, const char* part) {
    const Json* about = run.environment.find(part);
    const Json* files = about ? about->find("files") : nullptr;
    if (!files) return {};
    Sha256 hash;
    if (files->isArray()) {
        for (const Json& file : files->asArray()) hash.addField(file.stringOr("sha256", ""));
    } else {
        hash.addField(files->dump());
    }
    return hash.hex().substr(0, kShownDigits);
}

Json settingsJson(const std::vector<RunRecord>& runs) {
    Json list = Json::array();
    for (const Field& field : recipeFields()) {
        if (field.key == "name") continue;
        addSetting(list, field.key, runs, [&](const RunRecord& run) { return run.recipe ? field.value(*run.recipe) : Json(); });
    }
    std::set<std::string> settled;
    for (const RunRecord& run : runs) {
        if (!run.resolved().isObject()) continue;
        for (const auto& [key, value] : run.resolved().asObject()) settled.insert(key);
    }
    for (const std::string& key : settled) {
        addSetting(list, "resolved." + key, runs, [&](const RunRecord& run) {
            const Json* value = run.resolved().find(key);
            return value ? *value : Json();
        });
    }
    for (const char* part : {"data", "model"}) addSetting(list, std::string("content.") + part, runs, [&](const RunRecord& run) { return contentOf(run, part); });
    return list;
}

enum class Better { Lower, Higher, Neither };

void addNumber(Json& list, const std::string& key, const std::string& unit, Better better, const std::vector<RunRecord>& runs,
               const std::function<std::optional<double>(const RunRecord&)>& number) {
    Json item = Json::object(), values = Json::array();
    std::optional<double> least;
    size_t best = 0;
    bool several = false, alone = true;
    for (size_t i = 0; i < runs.size(); ++i) {
        const std::optional<double> value = number(runs[i]);
        values.push_back(value ? Json(*value) : Json());
        if (!value) continue;
        const double cost = better == Better::Higher ? -*value : *value;
        several = several || least.has_value();
        if (least && cost >= *least) {
            alone = alone && cost > *least;
            continue;
        }
        alone = true;
        least = cost;
        best = i;
    }
    item["key"] = key;
    item["unit"] = unit;
    item["values"] = std::move(values);
    item["best"] = better != Better::Neither && several && alone ? Json(static_cast<int64_t>(best)) : Json();
    list.push_back(std::move(item));
}

/// Whether every run held out the same rows, cut into the same numbers of labels.
bool sameRows(const std::vector<RunRecord>& runs) {
    const std::vector<HeldOutRow>* first = keptRows(runs[0]);
    return std::ranges::all_of(runs, [&](const RunRecord& run) {
        const std::vector<HeldOutRow>* rows = keptRows(run);
        if (!first || !rows) return false;
        const PairedRows paired = pairedRows(*first, *rows);
        return paired.onlyA == 0 && paired.onlyB == 0 && paired.cutDifferently == 0;
    });
}

/// What is measured of labelled rows, of the states the runs keep.
void addMetrics(Json& list, bool comparable, const std::vector<RunRecord>& runs) {
    Json names;  // in the order of their first appearance
    for (const RunRecord& run : runs) {
        const Look* kept = run.course.kept();
        if (!kept || !kept->metrics.isObject()) continue;
        for (const auto& [name, value] : kept->metrics.asObject()) names[name] = true;
    }
    if (!names.isObject()) return;
    for (const auto& [name, named] : names.asObject()) {
        const int sign = comparable ? betterWhen(name) : 0;
        addNumber(list, name, "score", sign > 0 ? Better::Higher : sign < 0 ? Better::Lower : Better::Neither, runs, [&name = name](const RunRecord& run) -> std::optional<double> {
            const Look* kept = run.course.kept();
            const Json* value = kept ? kept->metrics.find(name) : nullptr;
            return value && value->isNumber() ? std::optional(value->asNumber()) : std::nullopt;
        });
    }
}

Json numbersJson(const std::vector<RunRecord>& runs) {
    // A loss on other rows is another measure: nothing is the best then.
    const Better loss = sameRows(runs) ? Better::Lower : Better::Neither;
    Json list = Json::array();
    const auto lossOf = [](const Look* look) { return look ? std::optional(look->loss) : std::nullopt; };
    addNumber(list, "base_loss", "nats", Better::Neither, runs, [&](const RunRecord& run) { return lossOf(run.course.base()); });
    addNumber(list, "loss", "nats", loss, runs, [&](const RunRecord& run) { return lossOf(run.course.kept()); });
    addMetrics(list, loss == Better::Lower, runs);
    addNumber(list, "step_kept", "", Better::Neither, runs, [](const RunRecord& run) {
        return run.course.kept() ? std::optional(static_cast<double>(run.course.kept()->step)) : std::nullopt;
    });
    addNumber(list, "steps", "", Better::Neither, runs, [](const RunRecord& run) { return std::optional(static_cast<double>(run.course.step)); });
    addNumber(list, "seconds", "s", Better::Lower, runs, [](const RunRecord& run) { return run.course.step > 0 ? std::optional(run.course.seconds) : std::nullopt; });
    addNumber(list, "memory", "bytes", Better::Lower, runs, [](const RunRecord& run) {
        return run.course.peakMemory > 0 ? std::optional(static_cast<double>(run.course.peakMemory)) : std::nullopt;
    });
    addNumber(list, "learning_parameters", "", Better::Neither, runs, [](const RunRecord& run) {
        return run.course.started ? std::optional(static_cast<double>(run.course.started->parametersLearning)) : std::nullopt;
    });
    return list;
}

std::string rows(int64_t count) { return counted(count, "row"); }

/// Why two runs' losses cannot be told apart in principle; empty when they can be compared.
std::string incomparable(const RunRecord& a, const RunRecord& b, const PairedRows& paired) {
    for (const RunRecord* run : {&a, &b}) {
        if (!keptRows(*run)) return "not comparable: " + run->id + " has no losses of held-out rows";
    }
    if (paired.rows == 0) return "not comparable: they held out different rows, not one is the same";
    if (paired.cutDifferently > 0) {
        return "not comparable per token: " + rows(paired.cutDifferently) + " of " + std::to_string(paired.rows) +
               " have other numbers of tokens (another tokenizer, template or max_length)";
    }
    return "";
}

/// Of labelled rows: the share answered right, beside the loss.
void addAccuracy(const std::vector<HeldOutRow>& a, const std::vector<HeldOutRow>& b, Json& json) {
    const std::optional<Interval> interval = pairedInterval(pairedRows(hitsOf(a), hitsOf(b)).groups);
    if (!interval) return;
    json["accuracy"] = intervalJson(*interval);
    json["accuracy"]["words"] = interval->distinguishable() ? "the accuracy of the second is " + intervalInWords(*interval) : "accuracy: " + intervalInWords(*interval);
}

Json pairJson(const RunRecord& a, const RunRecord& b) {
    const std::vector<HeldOutRow>*rowsA = keptRows(a), *rowsB = keptRows(b);
    const PairedRows paired = rowsA && rowsB ? pairedRows(*rowsA, *rowsB) : PairedRows();
    std::string words = incomparable(a, b, paired);
    const std::optional<Interval> interval = words.empty() ? pairedInterval(paired.groups) : std::nullopt;
    if (words.empty() && !interval) words = "not comparable: the " + rows(paired.rows) + " both held out are too few";
    Json json = Json::object();
    json["a"] = a.id;
    json["b"] = b.id;
    json["comparable"] = interval.has_value();
    json["rows"] = paired.rows;
    json["only_a"] = paired.onlyA;
    json["only_b"] = paired.onlyB;
    if (interval) {
        const Json facts = intervalJson(*interval);
        for (const auto& [key, value] : facts.asObject()) json[key] = value;
        words = interval->distinguishable() ? "the loss of the second is " + intervalInWords(*interval) : intervalInWords(*interval);
        words += ", on " + rows(paired.rows) + " in " + std::to_string(interval->groups) + " groups";
        if (paired.onlyA + paired.onlyB > 0) {
            words += "; only these were held out by both (" + rows(paired.onlyA) + " only by the first, " + std::to_string(paired.onlyB) + " only by the second)";
        }
    }
    json["words"] = words;
    if (interval) addAccuracy(*rowsA, *rowsB, json);
    return json;
}

Json intervalsJson(const std::vector<RunRecord>& runs) {
    Json list = Json::array();
    const size_t firsts = runs.size() <= kAllPairs ? runs.size() : 1;
    for (size_t a = 0; a < firsts; ++a) {
        for (size_t b = a + 1; b < runs.size(); ++b) list.push_back(pairJson(runs[a], runs[b]));
    }
    return list;
}

}  // namespace

Json compareRuns(const std::vector<RunRecord>& runs) {
    Json json = Json::object();
    json["runs"] = runsJson(runs);
    json["settings"] = settingsJson(runs);
    json["numbers"] = numbersJson(runs);
    json["intervals"] = intervalsJson(runs);
    return json;
}

}  // namespace luthier
