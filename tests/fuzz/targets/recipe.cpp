// SPDX-License-Identifier: Apache-2.0
#include "core/base/error.h"
#include "core/recipe/read.h"
#include "tests/fuzz/fuzz_target.h"

namespace luthier::testing {
namespace {

/// What was read without a problem is written and read back equal.
bool run(std::string_view bytes) {
    try {
        const RecipeRead read = readRecipe(bytes, "/somewhere");
        if (!read.problems.empty()) return false;
        const RecipeRead again = readRecipe(recipeYaml(read.recipe), "/elsewhere");
        if (hasError(again.problems) || again.recipe != read.recipe) __builtin_trap();
        return true;
    } catch (const Error&) {
        return false;
    }
}

}  // namespace

FuzzTarget recipeTarget() { return {"recipe", run}; }

}  // namespace luthier::testing
