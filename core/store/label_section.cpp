// SPDX-License-Identifier: Apache-2.0
#include "core/store/label_section.h"

#include <fmt/format.h>

#include <algorithm>

#include "core/store/chart.h"
#include "core/store/figures.h"

namespace luthier {
namespace {

const Json& in(const Json& object, const char* name) {
    static const Json nothing;
    const Json* found = object.find(name);
    return found ? *found : nothing;
}

std::string number(const Json& value) { return value.isNumber() ? fmt::format("{:.4f}", value.asNumber()) : "-"; }

std::string cell(const std::string& text) { return "<td class=\"n\">" + text + "</td>"; }

/// What a metric says, in words for people.
std::string wordsFor(const std::string& name) {
    constexpr std::pair<const char*, const char*> kWords[] = {
        {"accuracy", "accuracy: share of rows answered right"},
        {"majority", "what always answering the most frequent label gets"},
        {"hamming_loss", "share of single labels that are wrong"},
        {"f1_macro", "F1, every label alike (macro)"},
        {"f1_micro", "F1, every row alike (micro)"},
        {"f1_weighted", "F1, labels by their rows (weighted)"},
        {"f1_samples", "F1 within a row, mean"},
        {"ece", "calibration error: how far chances are from what came true"},
        {"mse", "mean squared distance"},
        {"mae", "mean distance"},
        {"r2", "R²: share of the differences that is explained"},
        {"pearson", "correlation (Pearson)"},
    };
    for (const auto& [known, words] : kWords)
        if (name == known) return words;
    return name;
}

std::string scores(const Json& base, const Json& kept) {
    std::string html = "<table><tr><th>on the rows held out</th><th class=\"n\">before</th><th class=\"n\">after</th></tr>\n";
    for (const auto& [name, value] : kept.asObject()) {
        if (value.isArray()) continue;
        html += "<tr><th scope=\"row\">" + htmlText(wordsFor(name)) + "</th>" + cell(number(in(base, name.c_str()))) + cell(number(value)) + "</tr>\n";
    }
    return html + "</table>\n";
}

std::string classes(const Json& list) {
    if (!list.isArray()) return "";
    std::string html = "<h3>Each label</h3>\n<table><tr><th>label</th><th class=\"n\">rows</th><th class=\"n\">answered</th><th class=\"n\">precision</th><th class=\"n\">recall</th>"
                       "<th class=\"n\">F1</th></tr>\n";
    for (const Json& item : list.asArray()) {
        html += "<tr><th scope=\"row\">" + htmlText(item.stringOr("label", "")) + "</th>" + cell(std::to_string(item.integerOr("rows", 0))) +
                cell(std::to_string(item.integerOr("answered", 0)));
        for (const char* name : {"precision", "recall", "f1"}) html += cell(fmt::format("{:.3f}", item.numberOr(name, 0)));
        html += "</tr>\n";
    }
    return html + "</table>\n<p class=\"soft\">Precision: of the rows answered so, the share that is. Recall: of the rows that are so, the share answered so.</p>\n";
}

/// A cell is the darker the larger its share of the row; the number says it too.
std::string confusion(const Json& table, const Json& names) {
    if (!table.isArray() || !names.isArray()) return "";
    std::string html = "<h3>What is taken for what</h3>\n<figure><figcaption>Rows: the right label. Columns: what was answered.</figcaption><table class=\"confusion\"><tr><td></td>";
    for (const Json& name : names.asArray()) html += "<th class=\"n\" scope=\"col\">" + htmlText(name.asString()) + "</th>";
    html += "</tr>\n";
    for (size_t i = 0; i < table.size(); ++i) {
        const Json::Array& line = table.asArray()[i].asArray();
        double all = 0;
        for (const Json& count : line) all += count.asNumber();
        html += "<tr><th scope=\"row\">" + htmlText(names.asArray().at(i).asString()) + "</th>";
        for (const Json& count : line) {
            const double share = all > 0 ? count.asNumber() / all : 0;
            html += fmt::format("<td class=\"n\" style=\"background:color-mix(in srgb,var(--accent) {:.0f}%,transparent)\">{}</td>", 45 * share, count.asInteger());
        }
        html += "</tr>\n";
    }
    return html + "</table></figure>\n";
}

std::string reliability(const Json& bins) {
    if (!bins.isArray()) return "";
    Chart chart{"Chances and what came true", {{"perfect", "raw", {{0, 0}, {1, 1}}}, {"measured", "held", {}, true}}, 400, 300};
    std::string table = "<details><summary>As a table</summary><table><tr><th>chance</th><th class=\"n\">rows</th><th class=\"n\">mean chance</th><th class=\"n\">came true</th></tr>\n";
    for (const Json& bin : bins.asArray()) {
        if (bin.integerOr("rows", 0) == 0) continue;
        chart.lines[1].points.push_back({bin.numberOr("chance", 0), bin.numberOr("right", 0)});
        table += fmt::format("<tr><td>{:.1f} to {:.1f}</td>", bin.numberOr("low", 0), bin.numberOr("high", 0)) + cell(std::to_string(bin.integerOr("rows", 0))) +
                 cell(number(in(bin, "chance"))) + cell(number(in(bin, "right"))) + "</tr>\n";
    }
    return "<h3>Whether chances come true</h3>\n<figure><figcaption>Across: the chance the model gave. Up: the share that came true. "
           "<span class=\"key raw\"></span>perfect<span class=\"key held\"></span>measured</figcaption>" + chartSvg(chart) + table + "</table></details></figure>\n";
}

}  // namespace

std::string labelSection(const Json& report) {
    const Json& labels = in(report, "labels");
    const Json& kept = in(labels, "kept");
    if (!kept.isObject()) return "";
    const bool numbers = labels.stringOr("problem_type", "") == "regression";
    return std::string("<h2>") + (numbers ? "How close its numbers are" : "How well it tells labels apart") + "</h2>\n" + scores(in(labels, "base"), kept) + classes(in(kept, "classes")) +
           confusion(in(kept, "confusion"), in(labels, "names")) + reliability(in(kept, "reliability"));
}

}  // namespace luthier
