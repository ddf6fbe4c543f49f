// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "core/base/counted.h"
#include "core/base/file.h"
#include "core/store/chart.h"
#include "core/store/figures.h"
#include "core/store/label_section.h"
#include "core/store/run_report.h"

namespace luthier {
namespace {

/// Two palettes with a contrast of 4.5 : 1 and more for text, 3 : 1 for lines; lines differ in width and dash too.
constexpr const char* kStyle = R"css(
:root{color-scheme:light dark;--paper:#fbfaf8;--card:#fff;--ink:#1d1b19;--soft:#6a645d;--rule:#e4dfd8;--accent:#a3420b;--held:#0a5ea8;--raw:#8d857b;--good:#1c6b3c;
--warn:#8a5300;--bad:#b3261e;--mark:#fdf1e4}
@media (prefers-color-scheme:dark){:root{--paper:#171615;--card:#201f1d;--ink:#ece8e3;--soft:#a8a198;--rule:#38352f;--accent:#f2a266;--held:#78b8f2;--raw:#8f877c;
--good:#7dcf9b;--warn:#e9b35f;--bad:#f2938c;--mark:#322819}}
*{box-sizing:border-box}body{margin:0;background:var(--paper);color:var(--ink);font:16px/1.55 system-ui,-apple-system,"Segoe UI",sans-serif}
main{max-width:54rem;margin:0 auto;padding:2.5rem 1.25rem 4rem}h1{font-size:1.9rem;line-height:1.2;margin:.2rem 0 .4rem;overflow-wrap:anywhere}
h2{font-size:1.2rem;margin:2.6rem 0 .6rem}h3{font-size:1rem;margin:1.4rem 0 .3rem}p{margin:.4rem 0}.soft,figcaption,small{color:var(--soft)}
.state{display:inline-block;border:1px solid currentColor;border-radius:1rem;padding:0 .7rem;font-size:.85rem;font-weight:600}
.finished{color:var(--good)}.running,.paused,.stopped{color:var(--warn)}.failed,.crashed,.broken{color:var(--bad)}
.lead{font-size:1.15rem;margin:.8rem 0 1.2rem}.tiles{display:grid;grid-template-columns:repeat(auto-fit,minmax(11rem,1fr));gap:.8rem;margin:1.2rem 0}
.tile,.answer,figure,.told{background:var(--card);border:1px solid var(--rule);border-radius:.6rem;padding:.8rem 1rem}.tile b{display:block;font-size:1.25rem;line-height:1.3;font-weight:650}
.tile span{color:var(--soft);font-size:.85rem}figure{margin:.8rem 0}figcaption{font-size:.9rem;margin-bottom:.4rem}.pair{display:grid;grid-template-columns:1fr 1fr;gap:.8rem}
@media (max-width:40rem){.pair{grid-template-columns:1fr}}svg{display:block;width:100%;height:auto}svg text{font:11px system-ui,sans-serif;fill:var(--soft)}
.grid{stroke:var(--rule)}.axis{stroke:var(--soft)}polyline{fill:none;stroke-linejoin:round}.raw{stroke:var(--raw);stroke-width:1;opacity:.6}
.smooth{stroke:var(--accent);stroke-width:2}.held{stroke:var(--held);stroke-width:2;stroke-dasharray:6 3}circle.held{fill:var(--held);stroke:none}.plain{stroke:var(--accent);stroke-width:1.5}
.key{display:inline-block;width:1.6rem;height:0;border-top:2px solid;vertical-align:middle;margin:0 .35rem 0 .9rem}.key.raw{border-top-width:1px;border-color:var(--raw)}
.key.smooth{border-color:var(--accent)}.key.held{border-top-style:dashed;border-color:var(--held)}
table{border-collapse:collapse;width:100%;font-size:.92rem}th,td{text-align:left;vertical-align:top;padding:.3rem .9rem .3rem 0;border-bottom:1px solid var(--rule);overflow-wrap:anywhere}
th{font-weight:600}th[scope]{white-space:nowrap}.tile b{white-space:nowrap}td.n,th.n{text-align:right;font-variant-numeric:tabular-nums}tr.changed td{background:var(--mark)}tr.changed td:first-child{font-weight:600;padding-left:.5rem}
.confusion{width:auto}.confusion td,.confusion th{padding:.3rem .7rem}.answer{margin:.8rem 0}.answer pre,.card pre{white-space:pre-wrap;overflow-wrap:anywhere;margin:.15rem 0 .6rem;font:inherit;unicode-bidi:isolate;max-height:22rem;overflow:auto}
.answer .label{font-size:.8rem;color:var(--soft);text-transform:uppercase;letter-spacing:.04em}.answer .now{border-left:3px solid var(--accent);padding-left:.8rem}
.answer .before{border-left:3px solid var(--rule);padding-left:.8rem}.told{margin:.5rem 0}.told.bad{border-color:var(--bad)}.told.warn{border-color:var(--warn)}
details{margin:.6rem 0}summary{cursor:pointer;color:var(--soft)}.card pre{font:13px/1.5 ui-monospace,monospace;max-height:none}code{font:.92em ui-monospace,monospace;overflow-wrap:anywhere}
footer{margin-top:3rem;color:var(--soft);font-size:.85rem}
)css";

std::string escaped(const std::string& text) { return htmlText(text); }

const Json& in(const Json& object, const char* name) {
    static const Json nothing;
    const Json* found = object.find(name);
    return found ? *found : nothing;
}

std::string tile(const std::string& value, const std::string& label) { return "<div class=\"tile\"><b>" + escaped(value) + "</b><span>" + escaped(label) + "</span></div>\n"; }

std::string row(const std::string& name, const std::string& value) { return "<tr><th scope=\"row\">" + escaped(name) + "</th><td>" + escaped(value) + "</td></tr>\n"; }

/// The run in one sentence.
std::string lead(const RunRecord& run, const Json& report) {
    const Json &base = in(report, "base"), &kept = in(report, "kept"), &gain = in(report, "gain");
    if (!base.isObject() || !kept.isObject() || kept.integerOr("step", 0) == 0) {
        return run.course.step == 0 ? "Nothing was trained yet." : "No rows were held out, so it is not known how well this model does on new ones.";
    }
    const double before = base.numberOr("loss", 0), after = kept.numberOr("loss", 0);
    if (gain.isObject() && !gain.boolOr("distinguishable", false)) {
        return fmt::format("On rows it never trained on, the tuned model is not distinguishable from its base: the loss went from {:.3f} to {:.3f}, which may be chance.", before, after);
    }
    const double share = before > 0 ? 100 * std::abs(after - before) / before : 0;
    return fmt::format("On rows it never trained on, the loss {} from {:.3f} to {:.3f}: {:.0f} % {}.", after < before ? "fell" : "rose", before, after, share,
                       after < before ? "lower" : "higher, which is worse");
}

std::string head(const RunRecord& run, const Json& report) {
    const std::string title = escaped(harmlessLine(run.name().empty() ? run.id : run.name())), state = wordOf(run.state);
    std::string html = "<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width,initial-scale=1\">\n"
                       "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n<title>" + title + "</title>\n<style>" + kStyle +
                       "</style></head>\n<body><main>\n";
    html += "<p><span class=\"state " + state + "\">" + state + "</span> <span class=\"soft\">" + escaped(dateInWords(run.course.begun)) + "</span></p>\n<h1>" + title + "</h1>\n";
    const Json& sizes = in(in(report, "model"), "parameters");
    html += "<p class=\"soft\">" + escaped(in(report, "model").stringOr("name", "")) + ", tuned on " + countInWords(in(report, "examples").integerOr("train", 0), "example");
    if (run.recipe) html += " &middot; method " + escaped(run.recipe->method.kind) + " &middot; objective " + escaped(run.recipe->objective.kind);
    if (sizes.integerOr("total", 0) > 0) html += " &middot; " + countInWords(sizes.integerOr("learning", 0)) + " of " + countInWords(sizes.integerOr("total", 0)) + " weights learn";
    html += "</p>\n<p class=\"lead\">" + escaped(lead(run, report)) + "</p>\n";
    if (const std::string advice = adviceFor(run); !advice.empty()) html += "<div class=\"told warn\">This run " + escaped(advice) + ".</div>\n";
    if (const Json& failure = in(report, "failure"); failure.isObject()) {
        html += "<div class=\"told bad\"><b>" + escaped(failure.stringOr("where", "")) + "</b>: " + escaped(failure.stringOr("what", "")) + "<br><small>" +
                escaped(failure.stringOr("mend", "")) + "</small></div>\n";
    }
    return html;
}

std::string whatLossIs(const RunRecord& run) {
    const LabelScheme labels = run.labels();
    if (!labels.present()) return "Loss is how surprised the model is by each token of the right answer (nats per token)";
    if (labels.kind == LabelScheme::Kind::Number) return "Loss is the squared distance from the right number, the mean over rows";
    return "Loss is how surprised the model is by a row's right label (nats per row)";
}

std::string tiles(const RunRecord& run, const Json& report) {
    std::string html = "<div class=\"tiles\">\n";
    const Json &base = in(report, "base"), &kept = in(report, "kept"), &gain = in(report, "gain"), &test = in(report, "test");
    if (base.isObject() && kept.isObject()) {
        html += tile(fmt::format("{:.3f} → {:.3f}", base.numberOr("loss", 0), kept.numberOr("loss", 0)), fmt::format("held-out loss, before and after (step {})", kept.integerOr("step", 0)));
    }
    if (gain.isObject()) {
        const double low = gain.numberOr("low", 0), high = gain.numberOr("high", 0);
        const std::string groups = "95 % interval over " + counted(gain.integerOr("groups", 0), "group of rows", "groups of rows");
        if (!gain.boolOr("distinguishable", false)) html += tile("may be chance", fmt::format("not distinguishable: {:+.3f} to {:+.3f}, {}", low, high, groups));
        else html += tile(fmt::format("{:.3f} to {:.3f}", std::min(std::abs(low), std::abs(high)), std::max(std::abs(low), std::abs(high))),
                          (high < 0 ? "lower than before: " : "higher than before: ") + groups);
    }
    if (const Json& gain = in(report, "accuracy_gain"); gain.isObject()) {
        html += tile(fmt::format("{:.1f} % → {:.1f} %", 100 * gain.numberOr("mean_before", 0), 100 * gain.numberOr("mean_after", 0)),
                     "of the held-out rows answered right; " + gain.stringOr("words", ""));
    }
    if (test.isObject()) html += tile(fmt::format("{:.3f}", test.numberOr("loss", 0)), "loss on the test part, looked at only once");
    html += tile(secondsInWords(run.course.seconds), fmt::format("for {} of {}", countInWords(run.course.step), countInWords(report.integerOr("steps_planned", 0), "step")));
    if (run.course.peakMemory > 0) {
        html += tile(bytesInWords(run.course.peakMemory), "of memory at most; promised " + bytesInWords(in(report, "promise").integerOr("memory", 0)));
    }
    return html + "</div>\n<p class=\"soft\">" + whatLossIs(run) + ": lower is better, 0 is perfect.</p>\n";
}

std::string figure(const std::string& caption, const Chart& chart) {
    const std::string picture = chartSvg(chart);
    return picture.empty() ? "" : "<figure><figcaption>" + caption + "</figcaption>" + picture + "</figure>\n";
}

std::string curves(const RunRecord& run) {
    std::vector<ChartPoint> training, heldOut, rates, norms;
    for (const TimedEvent& told : run.events) {
        if (const StepDone* step = std::get_if<StepDone>(&told.event)) {
            const auto x = static_cast<double>(step->step);
            training.push_back({x, step->loss});
            rates.push_back({x, step->learningRate});
            norms.push_back({x, step->gradientNorm});
        }
        if (const EvalDone* eval = std::get_if<EvalDone>(&told.event)) heldOut.push_back({static_cast<double>(eval->step), eval->loss});
    }
    Chart losses{"Loss over the steps", {{"training", "raw", training}, {"smoothed", "smooth", smoothed(training)}, {"held out", "held", heldOut, true}}};
    losses.logarithmic = spreadsFar({losses.lines[1], losses.lines[2]});
    std::string html = figure(std::string("<b>Loss</b> over the steps") + (losses.logarithmic ? " (logarithmic scale)" : "") +
                                  "<span class=\"key raw\"></span>training, each step<span class=\"key smooth\"></span>training, smoothed<span class=\"key held\"></span>rows held out",
                              losses);
    const std::string rate = figure("<b>Learning rate</b>: how far a step goes", {"Learning rate over the steps", {{"rate", "plain", rates}}, 400, 190});
    const std::string norm = figure("<b>Gradient norm</b>: how hard the data pulls", {"Gradient norm over the steps", {{"norm", "plain", norms}}, 400, 190});
    if (!rate.empty() || !norm.empty()) html += "<div class=\"pair\">" + rate + norm + "</div>\n";
    if (run.course.looks.empty()) return html.empty() ? "" : "<h2>Curves</h2>\n" + html;
    html += "<details><summary>Held-out loss as a table</summary><table><tr><th>step</th><th class=\"n\">loss</th><th class=\"n\">perplexity</th><th class=\"n\">count</th><th></th></tr>\n";
    for (const Look& look : run.course.looks) {
        const char* note = &look == run.course.kept() ? "kept" : look.step == 0 ? "the base model" : "";
        html += fmt::format("<tr><td>{}</td><td class=\"n\">{:.4f}</td><td class=\"n\">{:.2f}</td><td class=\"n\">{}</td><td>{}</td></tr>\n", look.step, look.loss, look.perplexity,
                            countInWords(look.count), note);
    }
    return "<h2>Curves</h2>\n" + html + "</table></details>\n";
}

std::string answers(const Json& report) {
    std::string html;
    const auto shown = [](const std::string& text) { return text.find_first_not_of(" \n\t") == std::string::npos ? std::string("(nothing)") : text; };
    for (const Json& sample : in(report, "samples").asArray()) {
        html += "<div class=\"answer\"><div class=\"label\">asked</div><pre>" + escaped(sample.stringOr("prompt", "")) + "</pre><div class=\"pair\"><div class=\"before\"><div class=\"label\">before</div><pre>" +
                escaped(shown(sample.stringOr("before", ""))) + "</pre></div><div class=\"now\"><div class=\"label\">now</div><pre>" + escaped(shown(sample.stringOr("now", ""))) +
                "</pre></div></div></div>\n";
    }
    return html.empty() ? "" : "<h2>Answers before and now</h2>\n<p class=\"soft\">The same questions to the base model and to the tuned one, each giving its likeliest answer.</p>\n" + html;
}

std::string settings(const Json& report) {
    const std::string begin = "<table><tr><th>setting</th><th>value</th><th>usual</th></tr>\n";
    std::string changed, all;
    for (const Json& setting : in(report, "settings").asArray()) {
        const bool isChanged = setting.boolOr("changed", false);
        const std::string line = std::string("<tr") + (isChanged ? " class=\"changed\"" : "") + "><td>" + escaped(setting.stringOr("key", "")) + "</td><td>" +
                                 escaped(valueInWords(in(setting, "value"))) + "</td><td>" + escaped(valueInWords(in(setting, "default"))) + "</td></tr>\n";
        if (isChanged) changed += line;
        all += line;
    }
    if (all.empty()) return "<h2>Settings</h2>\n<p>The recipe of this run cannot be read.</p>\n";
    std::string settled;
    if (in(report, "resolved").isObject()) {
        for (const auto& [key, value] : in(report, "resolved").asObject()) settled += row(key, valueInWords(value));
    }
    return "<h2>Settings</h2>\n<p class=\"soft\">Those somebody chose; the rest was left as it is.</p>\n" + begin + changed + "</table>\n<details><summary>All settings</summary>" + begin + all +
           "</table></details>\n<details><summary>What was settled by itself</summary><table>" + settled + "</table></details>\n";
}

std::string told(const Json& problems, const char* look) {
    std::string html;
    for (const Json& problem : problems.asArray()) {
        const std::string where = problem.stringOr("where", ""), mend = problem.stringOr("mend", "");
        html += std::string("<div class=\"told ") + look + "\">" + (where.empty() ? "" : "<b>" + escaped(where) + "</b>: ") + escaped(problem.stringOr("what", "")) +
                (mend.empty() ? "" : "<br><small>" + escaped(mend) + "</small>") + "</div>\n";
    }
    return html;
}

std::string results(const Json& report) {
    std::string html;
    for (const Json& artifact : in(report, "artifacts").asArray()) {
        const Json& proof = in(artifact, "proof");
        html += row(artifact.stringOr("format", ""), artifact.stringOr("dir", ""));
        if (proof.isObject() && proof.find("largest_difference")) {
            html += row("proof", fmt::format("Read back and asked {} again: the loss of a row differs by {:.2g} at most; allowed is {:.2g}. {} in {}.", counted(proof.integerOr("rows", 0), "row"),
                                             proof.numberOr("largest_difference", 0), proof.numberOr("tolerance", 0), bytesInWords(proof.integerOr("bytes", 0)), counted(static_cast<int64_t>(in(proof, "files").size()), "file")));
        }
    }
    return html.empty() ? "" : "<h2>The result, and its proof</h2>\n<table>" + html + "</table>\n";
}

std::string origins(const RunRecord& run, const Json& report) {
    std::string html = row("run", run.id) + row("folder", textOf(run.folder)) + row("base model", in(report, "model").stringOr("path", ""));
    if (run.recipe) {
        for (const Json& file : in(in(report, "data"), "files").isArray() ? in(in(report, "data"), "files").asArray() : Json::Array()) {
            html += row("data", file.stringOr("file", "") + "  sha256 " + file.stringOr("sha256", ""));
        }
    }
    const Json& examples = in(report, "examples");
    html += row("rows", fmt::format("{} to learn from, {} held out, {} for the test", examples.integerOr("train", 0), examples.integerOr("eval", 0), examples.integerOr("test", 0)));
    const Json& machine = in(report, "machine");
    if (machine.isObject()) html += row("machine", fmt::format("{}, {}, {}", machine.stringOr("processor", ""), counted(machine.integerOr("threads", 0), "thread"), machine.stringOr("system", "")));
    html += row("time", fmt::format("{}; promised {}", secondsInWords(run.course.seconds), secondsInWords(in(report, "promise").numberOr("seconds", 0))));
    if (run.course.resumes > 0) html += row("continued", run.course.resumes == 1 ? "once" : fmt::format("{} times", run.course.resumes));
    for (const auto& [name, version] : in(report, "versions").isObject() ? in(report, "versions").asObject() : Json::Object()) html += row(name, valueInWords(version));
    return "<h2>Where it comes from</h2>\n<table>" + html + "</table>\n";
}

}  // namespace

std::string reportPage(const RunRecord& run, const Json& report) {
    std::string html = head(run, report) + tiles(run, report) + labelSection(report) + curves(run) + answers(report);
    const std::string faults = told(in(report, "problems"), "bad") + told(in(report, "warnings"), "warn");
    if (!faults.empty()) html += "<h2>What to look at</h2>\n" + faults;
    html += settings(report) + results(report) + origins(run, report);
    html += "<h2>Model card</h2>\n<details class=\"card\"><summary>As it stands in the result's README.md</summary><pre>" + escaped(report.stringOr("model_card", "")) + "</pre></details>\n";
    return html + "<footer>Made by Luthier " LUTHIER_VERSION " from the run folder alone; `luthier runs report " + escaped(run.id) + "` makes it again.</footer>\n</main></body></html>\n";
}

}  // namespace luthier
