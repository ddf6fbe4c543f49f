// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include <algorithm>
#include <cmath>

#include "ui/shell/theme.h"

using namespace luthier::ui;

namespace {

/// WCAG 2.1, relative luminance and contrast ratio.
double luminance(const QColor& colour) {
    const auto part = [](double value) { return value <= 0.03928 ? value / 12.92 : std::pow((value + 0.055) / 1.055, 2.4); };
    return 0.2126 * part(colour.redF()) + 0.7152 * part(colour.greenF()) + 0.0722 * part(colour.blueF());
}

double contrast(const QColor& one, const QColor& other) {
    const auto [low, high] = std::minmax({luminance(one), luminance(other)});
    return (high + 0.05) / (low + 0.05);
}

}  // namespace

class ThemeTest : public QObject {
    Q_OBJECT

    static void addThemes() {
        QTest::addColumn<bool>("dark");
        QTest::newRow("light") << false;
        QTest::newRow("dark") << true;
    }
    static const ThemeColours& theme() {
        QFETCH_GLOBAL(bool, dark);
        return dark ? Theme::dark() : Theme::light();
    }

private Q_SLOTS:
    void initTestCase_data() { addThemes(); }

    void textCanBeReadOnEverySurface() {
        const ThemeColours& c = theme();
        for (const QColor& text : {c.text, c.textSoft, c.accent, c.good, c.warn, c.bad}) {
            for (const QColor& surface : {c.window, c.surface, c.sunken, c.accentSoft}) {
                QVERIFY2(contrast(text, surface) >= 4.5, qPrintable(text.name() + QStringLiteral(" on ") + surface.name()));
            }
        }
    }

    void wordsCanBeReadOnTheirColouredGround() {
        const ThemeColours& c = theme();
        for (const auto& [word, ground] : {std::pair(c.good, c.goodSoft), std::pair(c.warn, c.warnSoft), std::pair(c.bad, c.badSoft), std::pair(c.onAccent, c.accent),
                                           std::pair(c.onAccent, c.accentStrong), std::pair(c.text, c.goodSoft), std::pair(c.text, c.warnSoft), std::pair(c.text, c.badSoft)}) {
            QVERIFY2(contrast(word, ground) >= 4.5, qPrintable(word.name() + QStringLiteral(" on ") + ground.name()));
        }
    }

    /// What the keyboard is at, and what a picture or an edge alone says.
    void ringsIconsAndEdgesOfControlsCanBeSeen() {
        const ThemeColours& c = theme();
        for (const QColor& mark : {c.outline, c.accent, c.accentStrong, c.good, c.warn, c.bad}) {
            for (const QColor& surface : {c.window, c.surface, c.sunken}) {
                QVERIFY2(contrast(mark, surface) >= 3, qPrintable(mark.name() + QStringLiteral(" on ") + surface.name()));
            }
        }
    }

    void thePaletteHasTheSameContrasts() {
        const QPalette palette = paletteOf(theme());
        const std::pair<QPalette::ColorRole, QPalette::ColorRole> pairs[] = {{QPalette::WindowText, QPalette::Window}, {QPalette::Text, QPalette::Base},
            {QPalette::Text, QPalette::AlternateBase}, {QPalette::PlaceholderText, QPalette::Base}, {QPalette::ButtonText, QPalette::Button},
            {QPalette::ToolTipText, QPalette::ToolTipBase}, {QPalette::HighlightedText, QPalette::Highlight}, {QPalette::Link, QPalette::Base}};
        for (const auto& [text, ground] : pairs) QVERIFY2(contrast(palette.color(text), palette.color(ground)) >= 4.5, qPrintable(QString::number(text)));
    }

    void edgesAndLinesOfPlotsCanBeSeen() {
        const ThemeColours& c = theme();
        for (const QColor& line : c.lines) QVERIFY2(contrast(line, c.surface) >= 3, qPrintable(line.name()));
    }

    void theStyleSheetNamesNoUnknownColour() { QVERIFY(!styleSheetOf(theme()).contains(QLatin1Char('@'))); }
};

QTEST_GUILESS_MAIN(ThemeTest)
#include "theme_test.moc"
