// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/plot_line.h"

#include <array>

#include "ui/shell/theme.h"
#include "ui/widgets/custom_plot.h"

namespace luthier::ui {
namespace {

constexpr int kStrongWidth = 2;
constexpr int kMarkSize = 6;
constexpr int kFaintness = 110;  // alpha of raw lines

/// Lines are told apart by their dashes too: how each kind is drawn, and written.
struct Dash {
    Qt::PenStyle style;
    const char* stroke;
};
constexpr std::array<Dash, 6> kDashes{{{Qt::SolidLine, "━━"}, {Qt::DashLine, "╍╍"}, {Qt::DotLine, "┅┅"}, {Qt::DashDotLine, "┉┉"}, {Qt::DashDotDotLine, "┈┈"}, {Qt::SolidLine, "──"}}};

const Dash& dashOf(const PlotLine& line) { return kDashes[static_cast<size_t>(line.dash) % kDashes.size()]; }

QColor colourOf(const PlotLine& line, const ThemeColours& theme) { return theme.lines[static_cast<size_t>(line.colour) % theme.lines.size()]; }

const char* strokeOf(const PlotLine& line) {
    if (line.look == PlotLine::Look::Marked && line.dash == 0) return "━●━";
    return line.look == PlotLine::Look::Faint ? "──" : dashOf(line).stroke;
}

}  // namespace

void dressGraph(QCPGraph& graph, const PlotLine& line, const ThemeColours& theme) {
    QColor colour = colourOf(line, theme);
    if (line.look == PlotLine::Look::Faint) {
        colour.setAlpha(kFaintness);
        return graph.setPen(QPen(colour, 1));
    }
    graph.setPen(QPen(colour, line.dash == 0 ? kStrongWidth : 1, dashOf(line).style));
    if (line.look == PlotLine::Look::Marked) graph.setScatterStyle(QCPScatterStyle(QCPScatterStyle::ssDisc, QPen(colour), QBrush(theme.surface), kMarkSize));
}

QString legendOf(const PlotLine& line, const QString& words, const ThemeColours& theme) {
    return QStringLiteral("<span style=\"color:%1\">%2</span> %3").arg(colourOf(line, theme).name(), QString::fromUtf8(strokeOf(line)), words.toHtmlEscaped());
}

}  // namespace luthier::ui
