// SPDX-License-Identifier: Apache-2.0
#include "app/cli/command.h"

#include <fstream>
#include <iostream>

#include "app/cli/asked.h"
#include "app/cli/progress.h"
#include "app/cli/row_options.h"
#include "core/base/error.h"
#include "core/base/file.h"
#include "core/base/os.h"
#include "core/engine/engine.h"
#include "core/engine/prepare.h"

namespace luthier::cli {
namespace {

constexpr size_t kBlock = 1 << 16;

std::string& heldBack() {
    static std::string lines;
    return lines;
}

}  // namespace

Asked& asked() {
    static Asked options;
    return options;
}

bool jsonAsked() { return asked().json; }
int threadsAsked() { return asked().threads; }

void printText(std::string_view text) {
    flushLines();
    os::writeAll(1, text, "standard output");
}

void flushLines() {
    std::string lines = std::move(heldBack());
    heldBack().clear();
    if (!lines.empty()) os::writeAll(1, lines, "standard output");
}

void printLine(std::string_view line) {
    heldBack() += line;
    heldBack() += '\n';
    if (heldBack().size() >= kBlock) flushLines();
}

void say(std::string_view words) {
    try {
        os::writeAll(2, std::string(words) + "\n", "standard error");
    } catch (const Error&) {  // nobody listens: nothing else can be told either
    }
}

int report(const Problems& found, bool always) {
    const Problems problems = withSwitches(found);
    if (jsonAsked()) {
        if (always || !problems.empty()) printLine(problemsJson(problems).dump());
    } else {
        for (const Problem& problem : problems) {
            const std::string level = problem.level == Level::Error ? "error" : "warning";
            say(level + ": " + (problem.where.empty() ? "" : problem.where + ": ") + problem.what + (problem.mend.empty() ? "" : "\n  -> " + problem.mend));
        }
    }
    flushLines();
    return hasError(problems) ? kWrongInput : kDone;
}

Problems withInputs(const RecipeRead& read) {
    Problems problems = read.problems, inputs = problemsWithoutModel(read.recipe);
    problems.insert(problems.end(), inputs.begin(), inputs.end());
    return problems;
}

int report(const Outcome& outcome) {
    flushLines();
    if (!outcome.problems.empty()) report(outcome.problems);
    if (outcome.kind == Outcome::Kind::Problems) return kWrongInput;
    return outcome.kind == Outcome::Kind::Stopped ? kStopped : kDone;
}

Problems forEachLine(const std::string& file, const std::function<void(std::string_view, int64_t)>& line) {
    std::ifstream opened;
    if (file != "-") {
        std::error_code fault;
        if (std::filesystem::is_directory(pathOf(file), fault)) return {error(file, "expected a file, found a folder", "give a file, or - for standard input")};
        opened.open(pathOf(file), std::ios::binary);
        if (!opened) return {error(file, "the file does not exist or cannot be opened", "check the path, or give - for standard input")};
    }
    std::istream& in = file == "-" ? std::cin : opened;
    FileProgress progress(file);
    std::string text;
    for (int64_t number = 1; std::getline(in, text); ++number) {
        std::string_view view = text;
        if (number == 1 && view.starts_with("\xEF\xBB\xBF")) view.remove_prefix(3);
        if (view.ends_with('\r')) view.remove_suffix(1);
        if (view.find_first_not_of(" \t\r") != std::string_view::npos) line(view, number);
        progress.next(text.size() + 1);
    }
    if (in.bad()) throw Error(file, "reading failed", "check the disk, then try again");
    return {};
}

Problems forEachJson(const std::string& file, const std::function<void(Json&&, const std::string&, Problems&)>& value) {
    Problems problems;
    const Problems unopened = forEachLine(file, [&](std::string_view line, int64_t number) {
        const std::string where = file + ":" + std::to_string(number);
        Json parsed;
        try {
            parsed = Json::parse(line);
        } catch (const JsonError& error) {
            problems.push_back(luthier::error(where, std::string("expected a line of JSON: ") + error.what(), "mend or remove this line"));
            return;
        }
        value(std::move(parsed), where, problems);
    });
    return unopened.empty() ? problems : unopened;
}

Engine& engine() {
    Engine& opened = openEngine();
    if (threadsAsked() > 0) opened.setThreads(threadsAsked());
    return opened;
}

}  // namespace luthier::cli
