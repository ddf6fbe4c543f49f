// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <functional>

#include "ui/shell/theme.h"
#include "ui/widgets/custom_plot.h"

namespace luthier::ui {

/// Marks of an axis in words, without the zeros and exponents of a laboratory. `whole`: of things that are counted, so nothing stands between
/// two of them.
QSharedPointer<QCPAxisTicker> plainTicker(std::function<QString(double)> words, bool whole = false);

/// "4:05", "1:04:05"
QString clockWords(double seconds);
/// An axis in the theme's colours; `grid`: with lines across.
void dressAxis(QCPAxis* axis, const ThemeColours& theme, bool grid);

}  // namespace luthier::ui
