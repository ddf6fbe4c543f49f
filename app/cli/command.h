// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/problem_json.h"
#include "core/recipe/read.h"

namespace CLI {
class App;
}

namespace luthier {
class Engine;
struct Outcome;
}

namespace luthier::cli {

/// Exit codes; app/README.md, section 1.
enum ExitCode : int { kDone = 0, kWorldFailed = 1, kWrongInput = 2, kStopped = 130 };

/// What a chosen command does; returns the exit code. What the world did is thrown as Error and caught by main.
using Action = std::function<int()>;

/// One command of commands.def: NAME.cpp holds `Action NAMECommand(CLI::App& options)`, which declares its options (into a shared struct
/// the action holds) and returns what to do. --help, --threads and --json are declared for it.
struct Command {
    const char* name;
    const char* help;
    Action (*declare)(CLI::App& options);
};
#define LUTHIER_COMMAND(name, function, help) Action function(CLI::App& options);
#include "app/cli/commands.def"
#undef LUTHIER_COMMAND

/// Prints problems: words on standard error, or with --json the list on standard output ("[]" when there are none and `always`).
/// Returns kWrongInput when one is an error, else kDone.
int report(const Problems& problems, bool always = false);
/// The problems of a recipe that cannot be used, together with what is wrong with the files it names.
Problems withInputs(const RecipeRead& read);
/// The exit code of what the engine did; its problems are printed.
int report(const Outcome& outcome);

bool jsonAsked();   ///< --json was given
int threadsAsked();  ///< --threads; 0 when not given

/// One line of data onto standard output; kept back until a block is full, flushLines() or the end of the command.
void printLine(std::string_view line);
void printText(std::string_view text);  ///< at once, as it is
void flushLines();
/// One line of words for people onto standard error.
void say(std::string_view words);

/// Calls `line` for every line of a file ("-": standard input), without its line end and without a leading byte order mark, numbered from 1.
/// Blank lines are left out. A file that cannot be opened is a problem; a disk that fails throws Error.
Problems forEachLine(const std::string& file, const std::function<void(std::string_view line, int64_t number)>& line);
/// The same for lines of JSON; `where` is "file:line" ("-:3" for standard input). Lines that are no JSON become problems, every one, in the order
/// of the file with those that `value` adds.
Problems forEachJson(const std::string& file, const std::function<void(Json&& value, const std::string& where, Problems& problems)>& value);

/// The engine, opened at the first call, with --threads applied.
Engine& engine();

}  // namespace luthier::cli
