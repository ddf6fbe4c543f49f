// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/starters.h"

#include <QCoreApplication>

#include "core/base/resources.h"
#include "core/objective/objective_settings.h"
#include "core/recipe/read.h"
#include "ui/models/text.h"

namespace luthier::ui {
namespace {

namespace fs = std::filesystem;

class Starters {
    Q_DECLARE_TR_FUNCTIONS(Starters)
};

Recipe styleRecipe() {
    return {};
}

Recipe answersRecipe() {
    Recipe recipe;
    recipe.train.epochs = 5;  // facts take more looks than a tone
    return recipe;
}

Recipe languageRecipe() {
    Recipe recipe;
    recipe.objective.kind = "text";
    recipe.method.rank = 64;  // words of a subject touch more than a tone does
    recipe.method.alpha = 128;
    recipe.train.epochs = 2;
    return recipe;
}

Recipe labelsRecipe() {
    Recipe recipe;
    recipe.objective.kind = objectiveThat(Learns::Classes);
    recipe.train.epochs = 5;
    return recipe;
}

std::optional<fs::path> fileOf(const char* recipe) {
    std::error_code fault;
    const fs::path file = resourcesFolder() / "recipes" / recipe;
    return fs::exists(file, fault) ? std::optional(file) : std::nullopt;
}

}  // namespace

std::vector<Starter> starters() {
    return {
        {QStringLiteral("style"), Starters::tr("Teach a style"), Starters::tr("The model answers in your tone, your length, your form. From examples of good answers."),
         QStringLiteral("style"), styleRecipe()},
        {QStringLiteral("answers"), Starters::tr("Answer from my examples"), Starters::tr("Questions and answers of yours, in a table. The model learns to answer such questions."),
         QStringLiteral("answers"), answersRecipe()},
        {QStringLiteral("labels"), Starters::tr("Sort texts into kinds"), Starters::tr("Messages with a label each, in a table. The model learns to say which label a new one has, and how sure it is."),
         QStringLiteral("tag"), labelsRecipe()},
        {QStringLiteral("language"), Starters::tr("Learn a subject's language"), Starters::tr("Documents of your field, as plain text. The model picks up its words and manner."),
         QStringLiteral("language"), languageRecipe()},
    };
}

std::optional<fs::path> sampleFile() { return fileOf("first-run.yaml"); }

std::optional<Recipe> sampleRecipe(const std::string& objective) {
    if (learnsEveryWord(objective)) return std::nullopt;
    const auto file = learnsOf(objective) == Learns::Tokens ? sampleFile() : fileOf("labels-lora.yaml");
    if (!file) return std::nullopt;
    RecipeRead read = readRecipeFile(textOf(*file));
    if (hasError(read.problems)) return std::nullopt;
    return read.recipe;
}

}  // namespace luthier::ui
