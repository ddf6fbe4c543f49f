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

/// The recipe file of the sample that comes with the program; nothing when it is not there.
std::optional<std::filesystem::path> sampleFile();
/// What it holds; nothing when it cannot be read. For an objective over labels: the recipe of the sample with labels.
std::optional<Recipe> sampleRecipe(const std::string& objective = {});

}  // namespace luthier::ui
