// SPDX-License-Identifier: Apache-2.0
#include "app/cli/row_options.h"

#include <CLI/CLI.hpp>

#include <regex>

#include "app/cli/asked.h"
#include "core/recipe/read.h"

namespace luthier::cli {
namespace {

/// The value of a recipe's key, as it would be written there.
DataSettings dataWith(const std::string& option, const std::string& key, const std::string& value) {
    const RecipeRead read = readRecipe("", {}, {key + "=" + value});
    for (const Problem& problem : read.problems)
        if (problem.where == key) throw CLI::ValidationError(option, problem.what.substr(0, problem.what.rfind(" (--set)")) + "; " + problem.mend);
    return read.recipe.data;
}

std::string withSwitches(const std::string& mend) {
    static const std::regex example(R"((data\.columns[^{;]*)(\{[^}]*\}))"), columns(R"(data\.columns)"), format(R"(data\.format)");
    const std::string quoted = std::regex_replace(mend, example, "$1\"$2\"");  // a shell takes what stands in braces apart
    return std::regex_replace(std::regex_replace(quoted, columns, "--columns"), format, "--format");
}

}  // namespace

void addRowOptions(CLI::App& options, ImportSettings& settings) {
    options.add_option_function<std::string>(
        "--format", [&settings](const std::string& name) { settings.format = dataWith("--format", "data.format", name).format; },
        "What a row is; auto (when not given): by content");
    options.add_option_function<std::string>(
        "--columns", [&settings](const std::string& names) { settings.columns = dataWith("--columns", "data.columns", names).columns; },
        "A table's own names of columns: \"{prompt: question, completion: answer}\"");
    options.parse_complete_callback([] { asked().rowSwitches = true; });
}

Problems withSwitches(Problems problems) {
    if (!asked().rowSwitches) return problems;
    for (Problem& problem : problems) problem.mend = withSwitches(problem.mend);
    return problems;
}

}  // namespace luthier::cli
