// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QLabel>

#include "ui/shell/icon.h"

namespace luthier::ui {

/// A label in one of the theme's roles ("title", "heading", "strong", "soft", "small", "good", "warn", "bad", …) that breaks lines.
QLabel* label(const QString& text, const char* role = "");

/// An icon that follows theme and scale, `size` pixels at 100 %. It is decoration: what it means stands in words beside it.
class IconLabel : public QWidget {
    Q_OBJECT
public:
    IconLabel(const QString& name, int size, Tone tone = Tone::Text, QWidget* parent = nullptr);
    void set(const QString& name, Tone tone);
    QSize sizeHint() const override { return {size_, size_}; }

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    QString name_;
    int size_;
    Tone tone_;
};

}  // namespace luthier::ui
