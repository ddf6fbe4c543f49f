// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/field_form.h"

#include <QLabel>
#include <QVBoxLayout>

#include "ui/models/field_words.h"
#include "ui/shell/theme.h"
#include "ui/widgets/field_row.h"
#include "ui/widgets/labels.h"

namespace luthier::ui {

FieldForm::FieldForm(const std::vector<const Field*>& fields, QWidget* parent) : QWidget(parent), nothing_(label(tr("No setting has these words."), "soft")) {
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(spacing(1));
    QString section;
    for (const Field* field : fields) {
        if (sectionOf(*field) != std::exchange(section, sectionOf(*field)) || groups_.empty()) {
            QLabel* heading = label(section, "heading");
            heading->setContentsMargins(0, spacing(3), 0, 0);
            column->addWidget(heading);
            groups_.push_back({heading, {}});
        }
        add(*field, column);
    }
    column->addWidget(nothing_);
    nothing_->hide();
}

void FieldForm::add(const Field& field, QVBoxLayout* column) {
    auto* row = new FieldRow(field);
    groups_.back().rows.push_back(row);
    column->addWidget(row);
    connect(row, &FieldRow::typed, this, [this, row](const QString& text) {
        Recipe recipe = recipe_;
        if (!putText(row->field(), text, recipe)) Q_EMIT edited(recipe);
    });
}

void FieldForm::show(const Recipe& recipe) {
    recipe_ = recipe;
    for (const Group& group : groups_) {
        for (FieldRow* row : group.rows) row->show(recipe);
    }
}

void FieldForm::search(const QString& words) {
    bool any = false;
    for (const Group& group : groups_) {
        bool shown = false;
        for (FieldRow* row : group.rows) {
            const bool fits = matches(row->field(), words);
            row->setVisible(fits);
            shown = shown || fits;
        }
        group.heading->setVisible(shown);
        any = any || shown;
    }
    nothing_->setVisible(!any);
}

std::vector<const Field*> allFields() {
    std::vector<const Field*> fields;
    for (const Field& field : recipeFields()) {
        if (field.key != "luthier") fields.push_back(&field);
    }
    return fields;
}

}  // namespace luthier::ui
