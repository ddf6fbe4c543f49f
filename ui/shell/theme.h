// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QColor>
#include <QObject>
#include <QPalette>

#include <array>

#include "ui/models/preferences.h"

namespace luthier::ui {

/// Colours by what they are for. Text on each surface it may stand on has a contrast of 4.5 or more, lines and icons 3 or more (a test holds
/// on to it).
struct ThemeColours {
    QColor window;         ///< behind everything
    QColor surface;        ///< cards, lists, fields
    QColor sunken;         ///< rail, headers of tables, code
    QColor border;         ///< hairlines that only decorate
    QColor outline;        ///< edges of controls: they tell what can be used
    QColor text, textSoft;
    QColor accent;         ///< filled main buttons, links, focus, the part that is done
    QColor accentStrong;   ///< the same under the pointer
    QColor accentSoft;     ///< chosen rows and cards; text stands on it
    QColor onAccent;       ///< text on accent
    QColor good, warn, bad;              ///< as text and icons on any surface
    QColor goodSoft, warnSoft, badSoft;  ///< behind such text
    std::array<QColor, 6> lines;         ///< of plots, on `surface`
};

/// Distances are multiples of 4 pixels at 100 %.
constexpr int spacing(int steps) { return 4 * steps; }
constexpr int kRadius = 8;         ///< of cards
constexpr int kControlRadius = 6;  ///< of buttons and fields

/// Sizes of text, in points.
struct TypeScale {
    static constexpr double kTitle = 19, kHeading = 13, kBody = 10, kSmall = 9;
};

/// The one theme of the program: light or dark, as the person or the system wants it. Fusion below, a palette and a style sheet of our own.
///
/// Words for the property "role": of labels title, heading, strong, soft, code, good, warn, bad; of buttons main, quiet, danger, link; of frames card, sunken.
class Theme : public QObject {
    Q_OBJECT
public:
    static Theme& instance();

    /// Puts the look on the whole application.
    void apply(Look look);
    bool isDark() const { return dark_; }
    const ThemeColours& colours() const;

    static const ThemeColours& light();
    static const ThemeColours& dark();

Q_SIGNALS:
    void changed();  ///< what paints by itself paints anew

private:
    Theme() = default;
    bool dark_ = false;
};

inline const ThemeColours& colours() { return Theme::instance().colours(); }

/// Gives a widget another role and has it painted so.
void setRole(QWidget* widget, const char* role);

QPalette paletteOf(const ThemeColours& colours);
QString styleSheetOf(const ThemeColours& colours);
QFont applicationFont();
QFont codeFont();

}  // namespace luthier::ui
