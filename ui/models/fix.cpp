// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/fix.h"

#include <QCoreApplication>

#include <algorithm>

#include "core/recipe/field.h"
#include "ui/models/field_words.h"
#include "ui/models/text.h"

namespace luthier::ui {
namespace {

class Fixes {
    Q_DECLARE_TR_FUNCTIONS(Fixes)
};

constexpr int64_t kLeastLength = 64;  // tokens; shorter rows are hardly worth learning

bool isOfMemory(const Problem& problem, const CheckResult& result) {
    return std::ranges::any_of(result.lines, [&](const CheckLine& line) { return line.name == "memory" && std::ranges::find(line.found, problem) != line.found.end(); });
}

/// Memory falls with the longest text first, and with recomputing what forward kept.
std::optional<Fix> lessMemory(Recipe recipe, const CheckResult& result) {
    if (recipe.train.recompute != "layers") {
        recipe.train.recompute = "layers";
        return Fix{Fixes::tr("Save memory (slower)"), recipe};
    }
    const Json* resolved = result.facts.find("resolved");
    const int64_t length = recipe.data.maxLength.value_or(resolved ? resolved->integerOr("max_length", 0) : 0) / 2;
    if (length < kLeastLength) return std::nullopt;
    recipe.data.maxLength = length;
    return Fix{Fixes::tr("Shorter texts (%n tokens)", nullptr, static_cast<int>(length)), recipe};
}

/// What the doctor itself proposes: another value for a key.
std::optional<Fix> proposed(const luthier::Fix& fix, Recipe recipe) {
    const Field* field = fieldOf(fix.key);
    if (!field || putText(*field, qText(fix.value), recipe)) return std::nullopt;
    return Fix{Fixes::tr("Set %1 to %2").arg(labelOf(*field), wordsOfValue(*field, valueOfText(*field, qText(fix.value)))), recipe};
}

}  // namespace

std::optional<Fix> fixOf(const Problem& problem, const Recipe& recipe, const CheckResult& result) {
    if (problem.fix) return proposed(*problem.fix, recipe);
    if (isOfMemory(problem, result)) return lessMemory(recipe, result);
    const Field* field = fieldOf(problem.where);
    if (!field || isDefault(*field, recipe) || field->key.starts_with("model.path") || field->key.starts_with("data.train")) return std::nullopt;
    Fix fix{Fixes::tr("Back to the default: %1").arg(textOfValue(field->value(Recipe()))), recipe};
    if (field->put(fix.recipe, field->value(Recipe()))) return std::nullopt;
    return fix;
}

}  // namespace luthier::ui
