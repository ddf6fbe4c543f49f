// SPDX-License-Identifier: Apache-2.0
#include <CLI/CLI.hpp>

#include <memory>
#include <optional>

#include "app/cli/command.h"
#include "app/cli/progress.h"
#include "core/engine/engine.h"
#include "core/engine/find_run.h"
#include "core/events/control.h"
#include "core/recipe/field.h"
#include "core/recipe/read.h"

namespace luthier::cli {
namespace {

/// How a run is watched and steered; the same for run and resume.
struct Watch {
    std::string events;
    bool control = false;

    void declare(CLI::App& options) {
        options.add_option("--events", events, "Print every event as a line of JSON: jsonl")->check(CLI::IsMember({"jsonl"}));
        options.add_flag("--control", control, R"(Read {"do":"stop|save|pause|continue|detach"} lines from standard input)");
    }

    int during(const std::function<Outcome(Observer&, CancelToken&)>& work) const {
        CancelToken token;
        const StopOnSignal onSignal(token);
        std::optional<ControlReader> reader;
        if (control) reader.emplace(token);
        const std::unique_ptr<Observer> observer = events.empty() ? wordsObserver() : linesObserver();
        return report(work(*observer, token));
    }
};

struct RunLine : Watch {
    std::string recipe, name;
    std::vector<std::string> overrides;

    int start() const {
        if (control && recipe == "-") {
            return report({error("--control", "standard input cannot hold both the recipe and the control lines", "give the recipe as a file")});
        }
        const RecipeRead read = readRecipeFile(recipe, overrides);
        if (const int code = report(hasError(read.problems) ? withInputs(read) : read.problems)) return code;
        return during([&](Observer& observer, CancelToken& token) { return engine().run(read.recipe, {name}, observer, token); });
    }
};

struct ResumeLine : Watch {
    std::string run;

    int start() const {
        const FoundRun found = findRun(run);
        if (!found.problems.empty()) return report(found.problems);
        return during([&](Observer& observer, CancelToken& token) { return engine().resume(found.folder, observer, token); });
    }
};

}  // namespace

Action runCommand(CLI::App& options) {
    auto line = std::make_shared<RunLine>();
    options.add_option("RECIPE", line->recipe, "A recipe file, or - for standard input")->required();
    options.add_option("--set", line->overrides, "key=value: another value for a key of the recipe (may be repeated)")->allow_extra_args(false);
    options.footer("Keys of a recipe, with their defaults:\n" + recipeHelp());
    options.add_option("--name", line->name, "A name for this run");
    line->declare(options);
    return [line] { return line->start(); };
}

Action resumeCommand(CLI::App& options) {
    auto line = std::make_shared<ResumeLine>();
    options.add_option("RUN", line->run, "Its id, a unique beginning of it, its name, or its folder")->required();
    line->declare(options);
    return [line] { return line->start(); };
}

}  // namespace luthier::cli
