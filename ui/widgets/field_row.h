// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

#include <functional>

#include "core/recipe/field.h"

class QLabel;
class QToolButton;
class QGridLayout;

namespace luthier::ui {

/// One setting: its name, an editor that suits its kind, unit, what it does, what is wrong with what was typed, and the way back.
class FieldRow : public QWidget {
    Q_OBJECT
public:
    explicit FieldRow(const Field& field, QWidget* parent = nullptr);

    const Field& field() const { return field_; }
    void show(const Recipe& recipe);

Q_SIGNALS:
    void typed(const QString& text);

private:
    QWidget* makeEditor();
    QWidget* makeChoice();
    QWidget* makeFlag();
    QWidget* makeLine();
    void put(const QString& text);

    const Field& field_;
    Recipe shown_;
    QWidget* editor_;
    std::function<void(const QString&)> write_;  ///< puts a text into the editor
    QLabel* wrong_;
    QToolButton* reset_;
};

}  // namespace luthier::ui
