// SPDX-License-Identifier: Apache-2.0
#include "app/cli/runs_show.h"

#include <fmt/format.h>

#include <algorithm>

#include "app/cli/table.h"
#include "core/base/counted.h"
#include "core/base/file.h"
#include "core/store/figures.h"
#include "core/store/model_card.h"
#include "core/store/run_report.h"

namespace luthier::cli {
namespace {

using Table = std::vector<std::vector<std::string>>;

constexpr size_t kWide = 100;

const Json& in(const Json& object, const char* name) {
    static const Json nothing;
    const Json* found = object.find(name);
    return found ? *found : nothing;
}

std::string title(const std::string& words) { return "\n" + words + "\n"; }

/// The table moved in by two blanks.
std::string indented(const Table& table) {
    std::string text;
    const std::string lines = tableText(table, kWide);
    for (size_t begin = 0; begin < lines.size();) {
        const size_t end = lines.find('\n', begin) + 1;
        text += "  " + lines.substr(begin, end - begin);
        begin = end;
    }
    return text;
}

std::string beginning(const RunRecord& run, const Json& facts) {
    const Json &model = in(facts, "model"), &examples = in(facts, "examples"), &sizes = in(model, "parameters");
    std::string state = wordOf(run.state);
    if (!run.course.reason.empty() && run.course.reason != state && run.course.reason != "done") state += " (" + run.course.reason + ")";
    Table table{{"state", state}, {"begun", dateInWords(run.course.begun)}, {"folder", textOf(run.folder)}, {"model", model.stringOr("path", "")}};
    if (run.recipe) table.push_back({"method", run.recipe->method.kind + ", " + run.recipe->objective.kind});
    if (sizes.integerOr("total", 0) > 0) table.push_back({"weights", countInWords(sizes.integerOr("learning", 0)) + " learn of " + countInWords(sizes.integerOr("total", 0))});
    table.push_back({"rows", fmt::format("{} to learn from, {} held out, {} for the test", examples.integerOr("train", 0), examples.integerOr("eval", 0), examples.integerOr("test", 0))});
    table.push_back({"steps", fmt::format("{} of {}", run.course.step, facts.integerOr("steps_planned", 0))});
    table.push_back({"time", secondsInWords(run.course.seconds) + ", promised " + secondsInWords(in(facts, "promise").numberOr("seconds", 0))});
    table.push_back({"memory", bytesInWords(run.course.peakMemory) + " at most, promised " + bytesInWords(in(facts, "promise").integerOr("memory", 0))});
    if (!run.notes.tags.empty()) table.push_back({"tags", fmt::format("{}", fmt::join(run.notes.tags, ", "))});
    if (!run.notes.notes.empty()) table.push_back({"notes", run.notes.notes});
    const std::string advice = adviceFor(run);
    return harmlessLine(run.name().empty() ? run.id : run.name() + "  (" + run.id + ")") + "\n" + indented(table) + (advice.empty() ? "" : "  -> " + advice + "\n");
}

/// What stands beside the loss: the first metrics of labelled rows, else the perplexity.
std::vector<std::string> measuredIn(const RunRecord& run) {
    constexpr size_t kMost = 5;
    std::vector<std::string> names;
    const Json& metrics = run.course.looks.back().metrics;
    if (!metrics.isObject()) return {"perplexity"};
    for (const auto& [name, value] : metrics.asObject())
        if (names.size() < kMost) names.push_back(name);
    return names;
}

std::string metricInWords(const Look& look, const std::string& name) {
    const Json* value = look.metrics.find(name);
    return value && value->isNumber() ? lossInWords(value->asNumber()) : "-";
}

/// Every class of the state the run keeps, and what it was taken for.
std::string classes(const Json& facts) {
    const Json& list = in(in(in(facts, "labels"), "kept"), "classes");
    if (!list.isArray()) return "";
    Table table{{"label", "rows", "answered", "precision", "recall", "f1"}};
    const auto share = [](const Json& item, const char* name) { return fmt::format("{:.3f}", item.numberOr(name, 0)); };
    for (const Json& item : list.asArray()) {
        table.push_back({harmlessLine(item.stringOr("label", "")), std::to_string(item.integerOr("rows", 0)), std::to_string(item.integerOr("answered", 0)),
                         share(item, "precision"), share(item, "recall"), share(item, "f1")});
    }
    return title("Labels, as the kept state answers the rows held out") + indented(table);
}

std::string losses(const RunRecord& run, const Json& facts) {
    if (run.course.looks.empty()) return "";
    const std::vector<std::string> measured = measuredIn(run);
    Table table{{"step", "loss"}};
    table.front().insert(table.front().end(), measured.begin(), measured.end());
    table.front().push_back("");
    for (const Look& look : run.course.looks) {
        table.push_back({std::to_string(look.step), lossInWords(look.loss)});
        for (const std::string& name : measured) table.back().push_back(name == "perplexity" ? fmt::format("{:.2f}", look.perplexity) : metricInWords(look, name));
        table.back().push_back(&look == run.course.kept() ? "<- kept" : look.step == 0 ? "base model" : "");
    }
    std::string text = title("Loss on the rows held out (" + run.lossUnit() + ", lower is better)") + indented(table);
    if (const Json& gain = in(facts, "gain"); gain.isObject()) {
        text += "  kept beside base: " + gain.stringOr("words", "") + ", over " + counted(gain.integerOr("groups", 0), "group of rows", "groups of rows") + "\n";
    }
    if (const Json& gain = in(facts, "accuracy_gain"); gain.isObject()) text += "  its accuracy beside the base's: " + gain.stringOr("words", "") + "\n";
    if (const Json& test = in(facts, "test"); test.isObject()) text += "  on the test part: " + lossInWords(test.numberOr("loss", 0)) + "\n";
    if (const Json& training = in(facts, "training"); training.isObject()) {
        text += "  training loss: " + lossInWords(training.numberOr("first_loss", 0)) + " at first, " + lossInWords(training.numberOr("last_loss", 0)) + " at last\n";
    }
    return text;
}

std::string settings(const Json& facts) {
    Table changed, settled;
    for (const Json& setting : in(facts, "settings").asArray()) {
        if (setting.boolOr("changed", false)) changed.push_back({setting.stringOr("key", ""), valueInWords(in(setting, "value")), "usual: " + valueInWords(in(setting, "default"))});
    }
    if (in(facts, "resolved").isObject()) {
        for (const auto& [key, value] : in(facts, "resolved").asObject()) settled.push_back({key, valueInWords(value)});
    }
    return title("Settings that were chosen") + indented(changed) + (settled.empty() ? "" : title("Settled by itself") + indented(settled));
}

std::string results(const Json& facts) {
    Table table;
    for (const Json& artifact : in(facts, "artifacts").asArray()) {
        const Json& proof = in(artifact, "proof");
        table.push_back({artifact.stringOr("format", ""), artifact.stringOr("dir", "")});
        table.push_back({"", fmt::format("read back: {} by {:.2g} nats at most, allowed is {:.2g}; {}", counted(proof.integerOr("rows", 0), "row differs", "rows differ"),
                                         proof.numberOr("largest_difference", 0), proof.numberOr("tolerance", 0), bytesInWords(proof.integerOr("bytes", 0)))});
    }
    return table.empty() ? "" : title("Result") + indented(table);
}

std::string troubles(const Json& facts) {
    std::string text;
    const auto add = [&](const Json& problem) {
        text += "  " + harmlessLine(problem.stringOr("where", "") + ": " + problem.stringOr("what", "")) + "\n";
        if (const std::string mend = problem.stringOr("mend", ""); !mend.empty()) text += "    -> " + harmlessLine(mend) + "\n";
    };
    if (in(facts, "failure").isObject()) add(in(facts, "failure"));
    for (const char* kind : {"problems", "warnings"}) {
        for (const Json& problem : in(facts, kind).asArray()) add(problem);
    }
    return text.empty() ? "" : title("What to look at") + text;
}

std::string numberInWords(const Json& value, const std::string& unit) {
    if (!value.isNumber()) return "-";
    const double number = value.asNumber();
    if (unit == "nats" || unit == "score") return lossInWords(number);
    if (unit == "bytes") return bytesInWords(static_cast<int64_t>(number));
    return unit == "s" ? secondsInWords(number) : countInWords(static_cast<int64_t>(number));
}

std::string heading(const Json& run) {
    const std::string name = run.stringOr("name", "");
    return name.empty() ? run.stringOr("id", "") : name;
}

}  // namespace

std::string runInWords(const RunRecord& run, const Json& facts) {
    return beginning(run, facts) + losses(run, facts) + classes(facts) + troubles(facts) + settings(facts) + results(facts);
}

std::string comparisonInWords(const Json& comparison) {
    const auto& runs = in(comparison, "runs").asArray();
    std::vector<std::string> head{""}, ids{"id"}, states{"state"};
    for (const Json& run : runs) {
        head.push_back(heading(run));
        ids.push_back(run.stringOr("id", ""));
        states.push_back(run.stringOr("state", ""));
    }
    Table table{head, ids, states};
    for (const Json& number : in(comparison, "numbers").asArray()) {
        std::vector<std::string> line{number.stringOr("key", "")};
        for (const Json& value : in(number, "values").asArray()) {
            const bool best = number.integerOr("best", -1) == static_cast<int64_t>(line.size()) - 1;
            line.push_back(numberInWords(value, number.stringOr("unit", "")) + (best ? " <- best" : ""));
        }
        table.push_back(std::move(line));
    }
    std::string text = tableText(table, kWide) + title("Settings that differ");
    Table settings;
    for (const Json& setting : in(comparison, "settings").asArray()) {
        std::vector<std::string> line{setting.stringOr("key", "")};
        for (const Json& value : in(setting, "values").asArray()) line.push_back(value.isNull() ? "-" : valueInWords(value));
        settings.push_back(std::move(line));
    }
    text += settings.empty() ? "  none\n" : indented(settings);
    text += title("Loss on the same rows held out (95 % paired bootstrap over groups)");
    for (const Json& pair : in(comparison, "intervals").asArray()) {
        text += "  " + pair.stringOr("a", "") + " and " + pair.stringOr("b", "") + ": " + pair.stringOr("words", "") + "\n";
        if (const Json& accuracy = in(pair, "accuracy"); accuracy.isObject()) text += "    " + accuracy.stringOr("words", "") + "\n";
    }
    return text;
}

}  // namespace luthier::cli
