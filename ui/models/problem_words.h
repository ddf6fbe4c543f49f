// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include "core/base/problem.h"

namespace luthier::ui {

/// A problem of core for people: sentences in the window's language where a translation is known, with the place where it helps.
QString whatOf(const Problem& problem);
QString mendOf(const Problem& problem);

/// Text of core that was put together from a pattern and values ("the row is longer than 64 tokens …"): the pattern's translation with the
/// same values; unknown text stays as it is.
QString translatedCore(const std::string& text);

}  // namespace luthier::ui
