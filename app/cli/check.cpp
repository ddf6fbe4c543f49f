// SPDX-License-Identifier: Apache-2.0
#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include <algorithm>
#include <memory>

#include "app/cli/command.h"
#include "core/base/counted.h"
#include "core/engine/check.h"
#include "core/recipe/field.h"
#include "core/recipe/read.h"

namespace luthier::cli {
namespace {

/// Promise and facts are words for people: beside a list for programs they go to standard error.
void tell(const std::string& line) { jsonAsked() ? say(line) : printLine(line); }

/// Which labels there are and in how many rows, the first ones.
void tellLabels(const Json& labels) {
    constexpr size_t kMost = 12;
    const Json::Array& classes = labels.find("classes")->asArray();
    if (classes.empty()) return tell(fmt::format("{:<10} numbers from {} to {}", "labels", labels.numberOr("least", 0), labels.numberOr("most", 0)));
    std::string words;
    for (size_t i = 0; i < std::min(kMost, classes.size()); ++i) {
        const Json& each = classes[i];
        words += fmt::format("{}{} ({} to learn from, {} held out)", i ? ", " : "", each.stringOr("label", ""), each.integerOr("train", 0), each.integerOr("eval", 0));
    }
    tell(fmt::format("{:<10} {}{}", "labels", words, classes.size() > kMost ? fmt::format(" and {} more", classes.size() - kMost) : ""));
}

void tellPromise(const CheckResult& result) {
    if (!result.facts.find("resolved")) return;
    if (const Json* labels = result.facts.find("labels")) tellLabels(*labels);
    for (const char* part : {"train", "eval", "test"}) {
        const Json& of = *result.facts.find(part);
        tell(fmt::format("{:<10} {}, {}, {} of which {}", part, counted(of.integerOr("rows", 0), "row"), counted(of.integerOr("samples", 0), "sample"),
                         counted(of.integerOr("tokens", 0), "token"), counted(of.integerOr("learnt_tokens", 0), "is learnt", "are learnt")));
    }
    const Json& resolved = *result.facts.find("resolved");
    tell(fmt::format("{:<10} {}, of which {} learn", "parameters", result.facts.find("parameters")->integerOr("total", 0),
                     result.facts.find("parameters")->integerOr("learning", 0)));
    tell(fmt::format("{:<10} {} ({})", "rate", resolved.numberOr("learning_rate", 0), resolved.stringOr("learning_rate_reason", "")));
    tell(fmt::format("{:<10} {}, {:.0f} MB of memory, {:.0f} seconds", "promise", counted(resolved.integerOr("steps", 0), "step"),
                     static_cast<double>(result.promise.memory) / 1e6, result.promise.seconds));
}

int checkRecipe(const std::string& file, const std::vector<std::string>& overrides) {
    const RecipeRead read = readRecipeFile(file, overrides);
    if (hasError(read.problems)) return report(withInputs(read), true);
    CheckResult result = check(read.recipe, threadsAsked());
    result.problems.insert(result.problems.begin(), read.problems.begin(), read.problems.end());
    if (!hasError(result.problems)) tellPromise(result);
    return report(result.problems, true);
}

}  // namespace

Action checkCommand(CLI::App& options) {
    auto recipe = std::make_shared<std::string>();
    auto overrides = std::make_shared<std::vector<std::string>>();
    options.add_option("RECIPE", *recipe, "A recipe file, or - for standard input")->required();
    options.add_option("--set", *overrides, "key=value: another value for a key of the recipe (may be repeated)")->allow_extra_args(false);
    options.footer("Keys of a recipe, with their defaults:\n" + recipeHelp());
    return [recipe, overrides] { return checkRecipe(*recipe, *overrides); };
}

}  // namespace luthier::cli
