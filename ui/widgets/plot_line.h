// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include "ui/models/curve.h"

class QCPGraph;

namespace luthier::ui {

struct ThemeColours;

/// How a line of a plot looks. Lines that stand beside each other differ in colour and in dash or marks.
struct PlotLine {
    enum class Look { Faint, Strong, Marked };
    QString name;
    const Curve* curve = nullptr;  ///< outlives the plot, and may grow
    Look look = Look::Strong;
    int colour = 0;                ///< of the theme's plot lines
    int dash = 0;                  ///< 0 solid
    AlongAxis along = {};          ///< examplesPerStep; the axis is the plot's
};

void dressGraph(QCPGraph& graph, const PlotLine& line, const ThemeColours& theme);
/// What stands for a line in a legend, as rich text: a piece of it as it is drawn, then the words.
QString legendOf(const PlotLine& line, const QString& words, const ThemeColours& theme);

}  // namespace luthier::ui
