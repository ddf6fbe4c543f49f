// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <optional>

#include "core/engine/check.h"
#include "core/recipe/recipe.h"

namespace luthier::ui {

/// A way to mend a finding with one click.
struct Fix {
    QString words;   ///< on the button
    Recipe recipe;   ///< as it would be then
};
std::optional<Fix> fixOf(const Problem& problem, const Recipe& recipe, const CheckResult& result);

}  // namespace luthier::ui
