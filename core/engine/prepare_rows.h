// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>

#include "core/engine/prepare.h"
#include "core/recipe/recipe.h"

namespace luthier {

/// Imports the recipe's files into what is prepared already (text model, config, labels, longest row, an empty store): every row encoded, in its part
/// of the split, left out where it cannot be learnt, and what is wrong with rows told once with their number. `between` is called between rows.
void readRows(const Recipe& recipe, Prepared& prepared, const std::function<void()>& between);

}  // namespace luthier
