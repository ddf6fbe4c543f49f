// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>

#include "core/data/importer.h"
#include "core/recipe/recipe.h"
#include "core/text/text_model.h"

namespace luthier {

/// How a recipe's files are read: an objective over labels wants label rows where the recipe does not say what they are.
ImportSettings importSettings(const Recipe& recipe);
/// Tokens a row may have with a model that reads `able` at most (0: it does not say); of Recipe() what auto means.
int64_t maxLengthOf(const Recipe& recipe, int64_t able);
/// How its rows become samples.
EncodeSettings encodeSettings(const Recipe& recipe, int64_t maxLength, const LabelScheme& labels);
/// What labels there are, from the training files as they stand; none with an objective over tokens.
LabelScheme labelsIn(const Recipe& recipe);

}  // namespace luthier
