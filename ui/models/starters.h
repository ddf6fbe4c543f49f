// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <filesystem>
#include <optional>
#include <vector>

#include "core/recipe/recipe.h"

namespace luthier::ui {

/// What somebody may want of a model, in words, and the recipe that begins there.
struct Starter {
    QString name;   ///< for tests and object names: "style"
    QString title, words, icon;
    Recipe recipe;  ///< without model and data
};
std::vector<Starter> starters();

/// The folder with the samples and recipes that come with the program: beside it, installed, or of the source tree it was built in.
std::optional<std::filesystem::path> resourceFolder();
/// The recipe of the bundled sample; nothing when it is not there or cannot be read.
std::optional<Recipe> sampleRecipe();

}  // namespace luthier::ui
