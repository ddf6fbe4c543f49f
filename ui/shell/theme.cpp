// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/theme.h"

#include <QApplication>
#include <QFont>
#include <QStyle>
#include <QStyleFactory>
#include <QWidget>

namespace luthier::ui {
namespace {

ThemeColours lightColours() {
    return {
        .window = QColor(0xf7, 0xf6, 0xf3),
        .surface = QColor(0xff, 0xff, 0xff),
        .sunken = QColor(0xef, 0xed, 0xe8),
        .border = QColor(0xde, 0xdb, 0xd4),
        .outline = QColor(0x8a, 0x87, 0x80),
        .text = QColor(0x1d, 0x1e, 0x24),
        .textSoft = QColor(0x5b, 0x5c, 0x66),
        .accent = QColor(0x3f, 0x53, 0xb5),
        .accentStrong = QColor(0x33, 0x44, 0x9a),
        .accentSoft = QColor(0xe6, 0xe9, 0xf8),
        .onAccent = QColor(0xff, 0xff, 0xff),
        .good = QColor(0x1f, 0x6b, 0x3a),
        .warn = QColor(0x8a, 0x4b, 0x00),
        .bad = QColor(0xb0, 0x23, 0x2a),
        .goodSoft = QColor(0xe4, 0xf2, 0xe7),
        .warnSoft = QColor(0xfb, 0xee, 0xd9),
        .badSoft = QColor(0xfb, 0xe6, 0xe5),
        .lines = {QColor(0x3f, 0x53, 0xb5), QColor(0xb8, 0x5c, 0x0f), QColor(0x1c, 0x7f, 0x6e), QColor(0xa8, 0x33, 0x6f), QColor(0x5d, 0x6b, 0x1c),
                  QColor(0x6b, 0x6b, 0x76)},
    };
}

ThemeColours darkColours() {
    return {
        .window = QColor(0x18, 0x19, 0x1d),
        .surface = QColor(0x21, 0x23, 0x28),
        .sunken = QColor(0x12, 0x13, 0x16),
        .border = QColor(0x35, 0x38, 0x40),
        .outline = QColor(0x7d, 0x82, 0x8e),
        .text = QColor(0xea, 0xea, 0xee),
        .textSoft = QColor(0xab, 0xae, 0xb9),
        .accent = QColor(0x9a, 0xab, 0xf7),
        .accentStrong = QColor(0xb5, 0xc2, 0xff),
        .accentSoft = QColor(0x2c, 0x32, 0x4d),
        .onAccent = QColor(0x12, 0x15, 0x24),
        .good = QColor(0x7f, 0xcf, 0x92),
        .warn = QColor(0xf0, 0xb4, 0x5c),
        .bad = QColor(0xff, 0x95, 0x8c),
        .goodSoft = QColor(0x1c, 0x30, 0x22),
        .warnSoft = QColor(0x38, 0x2b, 0x15),
        .badSoft = QColor(0x40, 0x22, 0x22),
        .lines = {QColor(0x9a, 0xab, 0xf7), QColor(0xf0, 0xa3, 0x5c), QColor(0x5f, 0xc9, 0xb4), QColor(0xee, 0x8f, 0xc0), QColor(0xc3, 0xcf, 0x6a),
                  QColor(0xb5, 0xb8, 0xc2)},
    };
}

/// Qt 6.4 does not say whether the system is dark, but the palette it starts with follows it.
bool systemIsDark() {
    static const bool dark = [] {
        const QPalette palette = QApplication::style()->standardPalette();
        return palette.color(QPalette::WindowText).lightness() > palette.color(QPalette::Window).lightness();
    }();
    return dark;
}

}  // namespace

Theme& Theme::instance() {
    static Theme theme;
    return theme;
}

const ThemeColours& Theme::light() {
    static const ThemeColours colours = lightColours();
    return colours;
}

const ThemeColours& Theme::dark() {
    static const ThemeColours colours = darkColours();
    return colours;
}

const ThemeColours& Theme::colours() const { return dark_ ? dark() : light(); }

void Theme::apply(Look look) {
    const bool system = systemIsDark();  // before Fusion takes its place
    dark_ = look == Look::Dark || (look == Look::System && system);
    if (QApplication::style()->name() != QLatin1String("fusion")) QApplication::setStyle(QStyleFactory::create(QStringLiteral("Fusion")));
    QApplication::setFont(applicationFont());
    QApplication::setPalette(paletteOf(colours()));
    qApp->setStyleSheet(styleSheetOf(colours()));
    Q_EMIT changed();
}

void setRole(QWidget* widget, const char* role) {
    widget->setProperty("role", QString::fromLatin1(role));
    widget->style()->unpolish(widget);
    widget->style()->polish(widget);
    widget->update();
}

QPalette paletteOf(const ThemeColours& c) {
    QPalette palette;
    const auto set = [&](QPalette::ColorRole role, const QColor& colour) { palette.setColor(role, colour); };
    set(QPalette::Window, c.window);
    set(QPalette::WindowText, c.text);
    set(QPalette::Base, c.surface);
    set(QPalette::AlternateBase, c.window);
    set(QPalette::Text, c.text);
    set(QPalette::PlaceholderText, c.textSoft);
    set(QPalette::Button, c.surface);
    set(QPalette::ButtonText, c.text);
    set(QPalette::BrightText, c.bad);
    set(QPalette::ToolTipBase, c.surface);
    set(QPalette::ToolTipText, c.text);
    set(QPalette::Highlight, c.accent);
    set(QPalette::HighlightedText, c.onAccent);
    set(QPalette::Link, c.accent);
    set(QPalette::LinkVisited, c.accent);
    set(QPalette::Light, c.surface);
    set(QPalette::Midlight, c.border);
    set(QPalette::Mid, c.border);
    set(QPalette::Dark, c.outline);
    set(QPalette::Shadow, c.outline);
    for (const auto role : {QPalette::WindowText, QPalette::Text, QPalette::ButtonText}) palette.setColor(QPalette::Disabled, role, c.outline);
    return palette;
}

QFont applicationFont() {
    QFont font;
    font.setFamilies({QStringLiteral("Inter"), QStringLiteral("Segoe UI"), QStringLiteral("Noto Sans"), QStringLiteral("DejaVu Sans")});
    font.setPointSizeF(TypeScale::kBody);
    return font;
}

QFont codeFont() {
    QFont font;
    font.setFamilies({QStringLiteral("JetBrains Mono"), QStringLiteral("Consolas"), QStringLiteral("DejaVu Sans Mono"), QStringLiteral("monospace")});
    font.setStyleHint(QFont::Monospace);
    font.setPointSizeF(TypeScale::kSmall);
    return font;
}

}  // namespace luthier::ui
