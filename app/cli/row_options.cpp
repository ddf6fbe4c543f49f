// SPDX-License-Identifier: Apache-2.0
#include "app/cli/row_options.h"

#include <CLI/CLI.hpp>

#include "core/recipe/read.h"

namespace luthier::cli {
namespace {

/// The value of a recipe's key, as it would be written there.
DataSettings dataWith(const std::string& option, const std::string& key, const std::string& value) {
    const RecipeRead read = readRecipe("", {}, {key + "=" + value});
    for (const Problem& problem : read.problems)
        if (problem.where == key) throw CLI::ValidationError(option, problem.what + "; " + problem.mend);
    return read.recipe.data;
}

}  // namespace

void addRowOptions(CLI::App& options, ImportSettings& settings) {
    options.add_option_function<std::string>(
        "--format", [&settings](const std::string& name) { settings.format = dataWith("--format", "data.format", name).format; },
        "What a row is; auto (when not given): by content");
    options.add_option_function<std::string>(
        "--columns", [&settings](const std::string& names) { settings.columns = dataWith("--columns", "data.columns", names).columns; },
        "A table's own names of columns: \"{prompt: question, completion: answer}\"");
}

}  // namespace luthier::cli
