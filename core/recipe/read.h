// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/problem.h"
#include "core/recipe/recipe.h"

namespace luthier {

struct RecipeRead {
    Recipe recipe;
    Problems problems;  ///< everything that is wrong, each with its key (and line) and mend
};

/// Reads YAML and the `--set` pairs ("train.steps=20"). Relative paths in the text are relative to `folder`, those of --set to the working
/// directory. Checks every single value; what needs a model or data is core/engine/check.
RecipeRead readRecipe(std::string_view yaml, const std::filesystem::path& folder, const std::vector<std::string>& overrides = {});
/// The same from a file, or from standard input when file is "-".
RecipeRead readRecipeFile(const std::string& file, const std::vector<std::string>& overrides = {});
/// YAML with every field written out, read back equal.
std::string recipeYaml(const Recipe& recipe);

}  // namespace luthier
