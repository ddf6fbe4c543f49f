// SPDX-License-Identifier: Apache-2.0
#include <CLI/CLI.hpp>

#include <algorithm>
#include <cstdlib>
#include <optional>
#include <string_view>

#include "app/cli/asked.h"
#include "app/cli/command.h"
#include "core/base/disk.h"
#include "core/base/nearest.h"
#include "core/base/os.h"

namespace luthier::cli {
namespace {

const std::vector<Command> kCommands{
#define LUTHIER_COMMAND(name, function, help) {name, help, function},
#include "app/cli/commands.def"
#undef LUTHIER_COMMAND
};

/// --threads and --json for a command and the commands below it.
void declareCommon(CLI::App& app) {
    app.add_option("--threads", asked().threads, "Threads to compute with (all cores when not given)")->check(CLI::Range(1, 1024));
    if (!app.get_option_no_throw("--json")) app.add_flag("--json", asked().json, "Problems (and tables) as JSON on standard output");
    for (CLI::App* below : app.get_subcommands({})) declareCommon(*below);
}

/// What stands where the command should, when it is none.
std::optional<std::string> unknownCommand(int argc, char** argv) {
    for (int i = 1; i < argc; ++i) {
        const std::string_view word = argv[i];
        const bool known = std::ranges::any_of(kCommands, [&](const Command& command) { return word == command.name; });
        if (known) return {};
        if (!word.starts_with('-')) return std::string(word);
        if (word == "--threads") ++i;
    }
    return {};
}

void judge(CLI::Option& option) {
    if (option.get_required() && option.count() == 0) throw CLI::RequiredError(option.get_name());
    if (option.count() == 0) return;
    for (const CLI::Option* other : option.get_excludes())
        if (other->count() > 0 && option.get_name() < other->get_name()) throw CLI::ExcludesError(option.get_name(), other->get_name());
    option.run_callback();
}

/// What is wrong with the options of a command and of those below it.
void addFaults(CLI::App& app, std::vector<std::string>& faults) {
    for (CLI::Option* option : app.get_options()) {
        try {
            judge(*option);
        } catch (const CLI::ParseError& fault) {
            faults.push_back(fault.what());
        }
    }
    for (CLI::App* below : app.get_subcommands()) addFaults(*below, faults);
}

/// Everything that is wrong with a command line; CLI11 stops at the first.
Problems faultsOf(CLI::App& app, const CLI::ParseError& first) {
    std::vector<std::string> faults{first.what()};
    if (!dynamic_cast<const CLI::ArgumentMismatch*>(&first)) addFaults(app, faults);  // behind an option without its value nothing was read
    if (!dynamic_cast<const CLI::ExtrasError*>(&first)) {                              // it names them
        for (const std::string& word : app.remaining(true))
            if (word.starts_with('-') && word.size() > 1) faults.push_back("The following argument was not expected: " + word);
    }
    Problems problems;
    for (auto fault = faults.begin(); fault != faults.end(); ++fault)
        if (std::find(faults.begin(), fault, *fault) == fault) problems.push_back(error("command line", *fault, "see luthier --help, or luthier COMMAND --help"));
    return problems;
}

/// A command line that cannot be read; without a command there is nothing to do but to say which there are.
int wrongLine(CLI::App& app, const CLI::ParseError& fault, int argc, char** argv) {
    for (int i = 1; i < argc; ++i) asked().json |= std::string_view(argv[i]) == "--json";
    if (const auto word = unknownCommand(argc, argv)) {
        std::vector<std::string> names;
        for (const Command& command : kCommands) names.push_back(command.name);
        const std::string near = nearWord(*word, names);
        return report({error("command line", "there is no command \"" + *word + "\"", near.empty() ? "see luthier --help" : "did you mean luthier " + near + "?")});
    }
    if (argc > 1 || asked().json) return report(faultsOf(app, fault));
    say(app.help());
    return kWrongInput;
}

int runChosen(const std::vector<std::pair<CLI::App*, Action>>& actions) {
    for (const auto& [app, action] : actions) {
        if (!app->parsed()) continue;
        const int code = action();
        flushLines();
        return code;
    }
    return kWrongInput;
}

void tell(const Error& error) {
    say("error: " + (error.where().empty() ? "" : error.where() + ": ") + error.what() + (error.mend().empty() ? "" : "\n  -> " + error.mend()));
}

int guarded(const std::function<int()>& work) {
    try {
        return work();
    } catch (const Stopped&) {
        return kStopped;
    } catch (const Error& error) {
        tell(error);
    } catch (const std::filesystem::filesystem_error& fault) {
        tell(diskFault(fault));
    } catch (const std::bad_alloc&) {
        say("error: the memory of this machine is used up\n  -> close other programs, or give less at once");
    } catch (const std::exception& fault) {
        say(std::string("error: ") + fault.what());
    }
    return kWorldFailed;
}

int start(int argc, char** argv) {
    CLI::App app("Luthier tunes language models: from a file of examples to a better model, with proof.", "luthier");
    app.set_version_flag("--version", LUTHIER_VERSION);
    app.require_subcommand(1);
    std::vector<std::pair<CLI::App*, Action>> actions;
    for (const Command& command : kCommands) {
        CLI::App* below = app.add_subcommand(command.name, command.help);
        actions.emplace_back(below, command.declare(*below));
    }
    declareCommon(app);
    try {
        app.parse(argc, argv);
    } catch (const CLI::ParseError& fault) {
        if (fault.get_exit_code() == 0) return app.exit(fault);
        return guarded([&] { return wrongLine(app, fault, argc, argv); });
    }
    return guarded([&] { return runChosen(actions); });
}

}  // namespace
}  // namespace luthier::cli

int main(int argc, char** argv) {
    luthier::os::ignoreBrokenPipes();
    // A command that can stop in good order sets its own way to; everything else ends here.
    luthier::os::onStopSignal([] { std::_Exit(luthier::cli::kStopped); });
    return luthier::cli::start(argc, argv);
}
