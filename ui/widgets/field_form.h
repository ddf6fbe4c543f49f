// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

#include <functional>
#include <vector>

#include "core/recipe/field.h"

class QLabel;
class QLineEdit;
class QVBoxLayout;

namespace luthier::ui {

class FieldRow;

/// Every setting of a recipe as a form out of the Field tables: grouped, searchable, with units, ranges and a way back to the default.
class FieldForm : public QWidget {
    Q_OBJECT
public:
    explicit FieldForm(const std::vector<const Field*>& fields, QWidget* parent = nullptr);

    /// Shows the values of a recipe.
    void show(const Recipe& recipe);
    void search(const QString& words);

Q_SIGNALS:
    /// Somebody changed a setting; `recipe` is the shown one with the new value.
    void edited(const luthier::Recipe& recipe);

private:
    struct Group {
        QWidget* heading;
        std::vector<FieldRow*> rows;
    };

    void add(const Field& field, QVBoxLayout* column);

    Recipe recipe_;
    std::vector<Group> groups_;
    QLabel* nothing_;
};

/// All settings a person may change: the whole table but the number of the file's format.
std::vector<const Field*> allFields();

}  // namespace luthier::ui
