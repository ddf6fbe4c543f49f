// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/theme.h"

namespace luthier::ui {
namespace {

/// Words like @accent become the theme's colours.
constexpr const char* kSheet = R"(
* { outline: 0; }
QToolTip { background: @surface; color: @text; border: 1px solid @border; padding: 4px 6px; }

QLabel { background: transparent; }
QLabel[role="title"] { font-size: 19pt; font-weight: 600; }
QLabel[role="heading"] { font-size: 12.5pt; font-weight: 600; }
QLabel[role="strong"] { font-weight: 600; }
QLabel[role="soft"] { color: @textSoft; }
QLabel[role="small"] { color: @textSoft; font-size: 9pt; }
QLabel[role="good"] { color: @good; font-weight: 500; }
QLabel[role="warn"] { color: @warn; font-weight: 500; }
QLabel[role="bad"] { color: @bad; font-weight: 500; }
QLabel[role="goodTag"], QLabel[role="warnTag"], QLabel[role="badTag"], QLabel[role="tag"] { border-radius: 9px; padding: 2px 8px; font-size: 9pt; font-weight: 500; }
QLabel[role="goodTag"] { color: @good; background: @goodSoft; }
QLabel[role="warnTag"] { color: @warn; background: @warnSoft; }
QLabel[role="badTag"] { color: @bad; background: @badSoft; }
QLabel[role="tag"] { color: @textSoft; background: @sunken; }
QLabel:disabled { color: @outline; }

QFrame[role="card"] { background: @surface; border: 1px solid @border; border-radius: 8px; }
QFrame[role="sunken"] { background: @sunken; border: 0; border-radius: 8px; }
QFrame[role="good"] { background: @goodSoft; border: 2px solid transparent; border-radius: 8px; }
QFrame[role="warn"] { background: @warnSoft; border: 2px solid transparent; border-radius: 8px; }
QFrame[role="bad"] { background: @badSoft; border: 2px solid transparent; border-radius: 8px; }
QFrame[role="info"] { background: @accentSoft; border: 2px solid transparent; border-radius: 8px; }
QFrame[role="good"]:focus, QFrame[role="warn"]:focus, QFrame[role="bad"]:focus, QFrame[role="info"]:focus { border-color: @accent; }
QFrame[role="line"] { background: @border; border: 0; }
QFrame[role="rail"] { background: @sunken; border: 0; border-right: 1px solid @border; }
QFrame[role="strip"] { background: @sunken; border: 0; border-top: 1px solid @border; }

QPushButton { background: @surface; color: @text; border: 1px solid @outline; border-radius: 6px; padding: 6px 14px; font-weight: 500; }
QPushButton:hover { background: @accentSoft; border-color: @accent; }
QPushButton:pressed { background: @sunken; }
QPushButton:focus { border: 2px solid @accent; padding: 5px 13px; }
QPushButton:disabled { color: @outline; border-color: @border; background: transparent; }
QPushButton[role="main"] { background: @accent; color: @onAccent; border: 1px solid @accent; font-weight: 600; }
QPushButton[role="main"]:hover, QPushButton[role="main"]:pressed { background: @accentStrong; border-color: @accentStrong; }
QPushButton[role="main"]:focus { border: 2px solid @text; }
QPushButton[role="main"]:disabled { background: @border; color: @textSoft; border-color: @border; }
QPushButton[role="danger"] { color: @bad; border-color: @bad; }
QPushButton[role="danger"]:hover { background: @badSoft; }
QPushButton[role="quiet"], QToolButton[role="quiet"] { border-color: transparent; background: transparent; color: @text; }
QPushButton[role="quiet"]:hover, QToolButton[role="quiet"]:hover { background: @accentSoft; }
QPushButton[role="quiet"]:focus, QToolButton[role="quiet"]:focus { border-color: @accent; }
QPushButton[role="quiet"]:checked, QToolButton[role="quiet"]:checked { background: @accentSoft; color: @accent; }
QPushButton[role="link"] { border: 1px solid transparent; background: transparent; color: @accent; padding: 2px 4px; text-align: left; }
QPushButton[role="link"]:hover { color: @accentStrong; text-decoration: underline; }
QPushButton[role="link"]:focus { border-color: @accent; }
QPushButton::menu-indicator { width: 0; }

QPushButton[role="choice"] { background: @surface; border: 1px solid @border; border-radius: 8px; padding: 0; text-align: left; }
QPushButton[role="choice"]:hover { border-color: @accent; }
QPushButton[role="choice"]:checked { background: @accentSoft; border: 2px solid @accent; }
QPushButton[role="choice"]:focus { border: 2px solid @accent; }
QPushButton[role="choice"]:checked:focus { border: 2px solid @text; }
QPushButton[role="choice"]:disabled { background: @window; border-color: @border; }
QPushButton[role="step"] { background: transparent; border: 2px solid transparent; border-radius: 6px; padding: 0; text-align: left; }
QPushButton[role="step"]:hover { background: @sunken; }
QPushButton[role="step"]:checked { background: @accentSoft; }
QPushButton[role="step"]:focus { border-color: @accent; }

QToolButton { background: transparent; color: @text; border: 1px solid transparent; border-radius: 6px; padding: 5px 8px; }
QToolButton:hover { background: @accentSoft; }
QToolButton:focus { border: 1px solid @accent; }
QToolButton:checked { background: @accentSoft; color: @accent; }
QToolButton:disabled { color: @outline; }
QToolButton::menu-indicator { image: none; }
QToolButton[role="outlined"] { border-color: @outline; background: @surface; }
QToolButton[role="outlined"]:focus { border: 2px solid @accent; padding: 4px 7px; }
QToolButton[role="rail"] { text-align: left; padding: 7px 12px; font-weight: 500; color: @text; border-radius: 6px; border: 2px solid transparent; }
QToolButton[role="rail"]:checked { background: @surface; color: @accent; font-weight: 600; }
QToolButton[role="rail"]:focus { border-color: @accent; }

QLineEdit, QPlainTextEdit, QTextEdit, QSpinBox, QDoubleSpinBox, QComboBox { background: @surface; color: @text; border: 1px solid @outline; border-radius: 6px;
  padding: 4px 8px; selection-background-color: @accent; selection-color: @onAccent; }
QLineEdit, QSpinBox, QDoubleSpinBox, QComboBox { min-height: 22px; }
QLineEdit:focus, QPlainTextEdit:focus, QTextEdit:focus, QSpinBox:focus, QDoubleSpinBox:focus, QComboBox:focus { border: 2px solid @accent; padding: 3px 7px; }
QPlainTextEdit[readOnly="true"] { border: 2px solid transparent; padding: 3px 0; }
QPlainTextEdit[readOnly="true"]:focus { border-color: @accent; padding: 3px 0; }
QLineEdit:disabled, QPlainTextEdit:disabled, QSpinBox:disabled, QDoubleSpinBox:disabled, QComboBox:disabled { color: @outline; border-color: @border; background: transparent; }
QLineEdit[wrong="true"], QSpinBox[wrong="true"], QDoubleSpinBox[wrong="true"], QComboBox[wrong="true"] { border: 2px solid @bad; }
QComboBox::drop-down { border: 0; width: 24px; }
QComboBox::down-arrow { image: url(:/icons/theme/@mode/chevron-down.svg); width: 14px; height: 14px; }
QComboBox { combobox-popup: 0; }
QComboBox QAbstractItemView { background: @surface; color: @text; border: 1px solid @border; selection-background-color: @accentSoft; selection-color: @text; padding: 4px; outline: 0; }
QComboBox QAbstractItemView::item { padding: 4px; border-radius: 4px; }
QSpinBox::up-button, QDoubleSpinBox::up-button, QSpinBox::down-button, QDoubleSpinBox::down-button { border: 0; width: 18px; background: transparent; }
QSpinBox::up-arrow, QDoubleSpinBox::up-arrow { image: url(:/icons/theme/@mode/chevron-up.svg); width: 12px; height: 12px; }
QSpinBox::down-arrow, QDoubleSpinBox::down-arrow { image: url(:/icons/theme/@mode/chevron-down.svg); width: 12px; height: 12px; }

QCheckBox, QRadioButton { spacing: 8px; padding: 3px; background: transparent; border: 1px solid transparent; border-radius: 4px; }
QCheckBox:focus, QRadioButton:focus { border-color: @accent; }
QCheckBox::indicator, QRadioButton::indicator { width: 16px; height: 16px; border: 1px solid @outline; background: @surface; }
QCheckBox::indicator { border-radius: 4px; }
QRadioButton::indicator { border-radius: 8px; }
QCheckBox::indicator:checked { background: @accent; border-color: @accent; image: url(:/icons/theme/@mode/check.svg); }
QRadioButton::indicator:checked { background: @accent; border-color: @accent; image: url(:/icons/theme/@mode/dot.svg); }
QCheckBox::indicator:disabled, QRadioButton::indicator:disabled { border-color: @border; }

QSlider { min-height: 24px; }
QSlider::groove:horizontal { height: 4px; background: @border; border-radius: 2px; }
QSlider::sub-page:horizontal { background: @accent; border-radius: 2px; }
QSlider::handle:horizontal { width: 16px; height: 16px; margin: -7px 0; border-radius: 9px; background: @surface; border: 2px solid @accent; }
QSlider::handle:horizontal:focus { background: @accent; border-color: @text; }

QProgressBar { background: @border; border: 0; border-radius: 4px; min-height: 8px; max-height: 8px; text-align: center; color: transparent; }
QProgressBar::chunk { background: @accent; border-radius: 4px; }

QScrollArea, QScrollArea > QWidget > QWidget[role="page"] { background: transparent; border: 0; }
QScrollArea:focus { border: 1px solid @accent; border-radius: 6px; }
QScrollBar:vertical { background: transparent; width: 12px; margin: 0; }
QScrollBar:horizontal { background: transparent; height: 12px; margin: 0; }
QScrollBar::handle { background: @outline; border-radius: 3px; margin: 3px; }
QScrollBar::handle:vertical { min-height: 32px; }
QScrollBar::handle:horizontal { min-width: 32px; }
QScrollBar::handle:hover { background: @textSoft; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }

QAbstractItemView { background: @surface; alternate-background-color: @window; border: 1px solid @border; border-radius: 8px; selection-background-color: @accentSoft;
  selection-color: @text; gridline-color: @border; }
QAbstractItemView:focus { border: 1px solid @accent; }
QTableView::item { border: 0; padding: 0 8px; }
QAbstractItemView::item:selected { background: @accentSoft; color: @text; }
QHeaderView { background: @sunken; border: 0; border-top-left-radius: 8px; border-top-right-radius: 8px; }
QHeaderView::section { background: @sunken; color: @textSoft; border: 0; border-bottom: 1px solid @border; padding: 6px 8px; font-weight: 500; }
QTableCornerButton::section { background: @sunken; border: 0; }

QTabWidget::pane { border: 0; border-top: 1px solid @border; }
QTabBar { background: transparent; qproperty-drawBase: 0; }
QTabBar::tab { background: transparent; color: @textSoft; padding: 8px 14px; border: 0; border-bottom: 2px solid transparent; font-weight: 500; }
QTabBar::tab:selected { color: @accent; border-bottom-color: @accent; }
QTabBar::tab:hover { color: @text; }
QTabBar::tab:focus { color: @accent; background: @accentSoft; }

QMenu { background: @surface; color: @text; border: 1px solid @border; border-radius: 8px; padding: 4px; }
QMenu::item { padding: 6px 24px 6px 12px; border-radius: 4px; }
QMenu::item:selected { background: @accentSoft; }
QMenu::item:disabled { color: @outline; }
QMenu::separator { height: 1px; background: @border; margin: 4px 8px; }

QSplitter::handle { background: @border; }
QSplitter::handle:horizontal { width: 1px; }
QSplitter::handle:vertical { height: 1px; }
QDialog { background: @window; }
QMessageBox { messagebox-question-icon: url(:/icons/theme/@mode/info.svg); messagebox-information-icon: url(:/icons/theme/@mode/info.svg);
  messagebox-warning-icon: url(:/icons/theme/@mode/warn.svg); }
QDialogButtonBox { dialogbuttonbox-buttons-have-icons: 0; }
QGroupBox { border: 0; margin-top: 22px; font-weight: 600; }
QGroupBox::title { subcontrol-origin: margin; left: 0; }
)";

}  // namespace

QString styleSheetOf(const ThemeColours& c) {
    const std::pair<const char*, QColor> words[] = {
        // Longer words before those they begin with.
        {"@accentStrong", c.accentStrong}, {"@accentSoft", c.accentSoft}, {"@accent", c.accent}, {"@onAccent", c.onAccent}, {"@textSoft", c.textSoft},
        {"@text", c.text}, {"@window", c.window}, {"@surface", c.surface}, {"@sunken", c.sunken}, {"@border", c.border}, {"@outline", c.outline},
        {"@goodSoft", c.goodSoft}, {"@good", c.good}, {"@warnSoft", c.warnSoft}, {"@warn", c.warn}, {"@badSoft", c.badSoft}, {"@bad", c.bad},
    };
    QString sheet = QString::fromLatin1(kSheet);
    for (const auto& [word, colour] : words) sheet.replace(QLatin1String(word), colour.name());
    return sheet.replace(QLatin1String("@mode"), c.window.lightness() < 128 ? QLatin1String("dark") : QLatin1String("light"));
}

}  // namespace luthier::ui
