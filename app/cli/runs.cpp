// SPDX-License-Identifier: Apache-2.0
#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include <algorithm>
#include <memory>

#include "app/cli/command.h"
#include "app/cli/runs_show.h"
#include "app/cli/table.h"
#include "core/base/file.h"
#include "core/base/os.h"
#include "core/store/figures.h"
#include "core/store/model_card.h"
#include "core/store/run_comparison.h"
#include "core/store/run_report.h"
#include "core/store/run_store.h"

namespace luthier::cli {
namespace {

constexpr size_t kHints = 5;  ///< runs whose trouble is told below the table

void tellWords(const RunStore& store) {
    for (const Problem& problem : store.words()) say("note: " + problem.where + ": " + problem.what + (problem.mend.empty() ? "" : "\n  -> " + problem.mend));
}

std::vector<std::string> lineOf(const RunSummary& run) {
    const std::string best = run.bestLoss ? lossInWords(*run.bestLoss) : "-";
    const std::string change = run.bestLoss && run.baseLoss ? changeInWords(*run.bestLoss - *run.baseLoss) : "-";
    std::string state = wordOf(run.state);
    if (run.state == RunState::Running && run.steps > 0) state += fmt::format(" {}/{}", run.step, run.steps);
    if (run.state == RunState::Stopped && run.reason == "limit") state += " (no room)";
    return {run.id, run.name, state, baseNameOf(run.model), run.method, std::to_string(run.trainRows), best, change, dateInWords(run.begun), run.seconds > 0 ? secondsInWords(run.seconds) : "-"};
}

/// What people can do about runs that did not end well, the newest first.
void tellHints(const std::vector<RunSummary>& runs) {
    size_t told = 0;
    for (const RunSummary& run : runs) {
        std::string hint;
        if (run.state == RunState::Crashed) hint = "stopped unexpectedly; continue with `luthier resume " + run.id + "`";
        else if (!run.problems.empty()) hint = run.problems[0].where + ": " + run.problems[0].what;
        if (hint.empty()) continue;
        if (++told > kHints) return say("and others; see luthier runs list --json");
        say(harmlessLine(run.id + ": " + hint));
    }
}

int listRuns() {
    RunStore store(os::luthierHome());
    const std::vector<RunSummary> runs = store.runs();
    tellWords(store);
    if (jsonAsked()) {
        std::string text = "[";
        for (const RunSummary& run : runs) text += (text.size() > 1 ? ",\n" : "") + run.json().dump();
        printText(text + "]\n");
        return kDone;
    }
    if (runs.empty()) {
        say("no runs yet in " + textOf(os::luthierHome() / "runs"));
        return kDone;
    }
    std::vector<std::vector<std::string>> table{{"ID", "NAME", "STATE", "MODEL", "METHOD", "ROWS", "LOSS", "CHANGE", "BEGUN", "TOOK"}};
    for (const RunSummary& run : runs) table.push_back(lineOf(run));
    printText(tableText(table, 28));
    tellHints(runs);
    return kDone;
}

/// The records of the runs somebody named; problems for those that are none.
std::vector<RunRecord> recordsOf(const std::vector<std::string>& words, Problems& problems) {
    RunStore store(os::luthierHome());
    tellWords(store);
    std::vector<RunRecord> records;
    for (const std::string& word : words) {
        const FoundRun found = store.find(word);
        problems.insert(problems.end(), found.problems.begin(), found.problems.end());
        if (found.problems.empty()) records.push_back(readRunRecord(found.folder));
    }
    return records;
}

int showRun(const std::string& word) {
    Problems problems;
    const std::vector<RunRecord> runs = recordsOf({word}, problems);
    if (!problems.empty()) return report(problems);
    const Json facts = reportJson(runs[0]);
    if (jsonAsked()) printLine(facts.dump());
    else printText(runInWords(runs[0], facts));
    return kDone;
}

int compare(const std::vector<std::string>& words) {
    Problems problems;
    const std::vector<RunRecord> runs = recordsOf(words, problems);
    if (problems.empty() && runs.size() < 2) problems.push_back(error("RUN", "comparing needs two runs, found one", "name another one too"));
    if (!problems.empty()) return report(problems);
    const Json comparison = compareRuns(runs);
    if (jsonAsked()) printLine(comparison.dump());
    else printText(comparisonInWords(comparison));
    return kDone;
}

int writeReportOf(const std::string& word) {
    Problems problems;
    const std::vector<RunRecord> runs = recordsOf({word}, problems);
    if (!problems.empty()) return report(problems);
    writeReports(runs[0]);
    printLine(textOf(runs[0].folder / "report.html"));
    return kDone;
}

/// What `runs note` changes; what is not given stays.
struct Annotation {
    std::string run;
    std::optional<std::string> name, notes;
    std::vector<std::string> tags, untags;

    int write() const {
        RunStore store(os::luthierHome());
        tellWords(store);
        const FoundRun found = store.find(run);
        if (!found.problems.empty()) return report(found.problems);
        RunNotes kept;
        if (os::markOf(found.folder / "notes.json")) kept = readNotes(found.folder);
        if (name) kept.name = *name;
        if (notes) kept.notes = *notes;
        for (const std::string& tag : untags) std::erase(kept.tags, tag);
        for (const std::string& tag : tags) {
            if (std::ranges::find(kept.tags, tag) == kept.tags.end()) kept.tags.push_back(tag);
        }
        store.annotate(found.folder, kept);
        return kDone;
    }
};

}  // namespace

Action runsCommand(CLI::App& options) {
    auto words = std::make_shared<std::vector<std::string>>();
    auto one = std::make_shared<std::string>();
    auto annotation = std::make_shared<Annotation>();
    options.require_subcommand(0, 1);
    options.add_subcommand("list", "All runs, newest first");
    CLI::App* show = options.add_subcommand("show", "Everything about a run");
    show->add_option("RUN", *one, "Its id, a unique beginning of it, its name, or its folder")->required();
    CLI::App* comparing = options.add_subcommand("compare", "Settings that differ, numbers side by side, and whether the losses can be told apart");
    comparing->add_option("RUN", *words, "Two runs or more")->required();
    CLI::App* reporting = options.add_subcommand("report", "Make report.html and report.json of a run again");
    reporting->add_option("RUN", *one, "The run")->required();
    CLI::App* noting = options.add_subcommand("note", "Name a run, tag it, write down what you think of it");
    noting->add_option("RUN", annotation->run, "The run")->required();
    noting->add_option("--name", annotation->name, "Another name");
    noting->add_option("--notes", annotation->notes, "Another note");
    noting->add_option("--tag", annotation->tags, "One more tag (may be repeated)")->allow_extra_args(false);
    noting->add_option("--untag", annotation->untags, "One tag less (may be repeated)")->allow_extra_args(false);
    return [=] {
        if (*show) return showRun(*one);
        if (*comparing) return compare(*words);
        if (*reporting) return writeReportOf(*one);
        if (*noting) return annotation->write();
        return listRuns();
    };
}

}  // namespace luthier::cli
