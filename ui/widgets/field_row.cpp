// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/field_row.h"

#include <QCheckBox>
#include <QGridLayout>
#include <QLabel>
#include <QLineEdit>
#include <QSignalBlocker>
#include <QStyle>
#include <QToolButton>

#include "ui/models/field_words.h"
#include "ui/models/text.h"
#include "ui/shell/theme.h"
#include "ui/widgets/combo_box.h"
#include "ui/widgets/labels.h"

namespace luthier::ui {
namespace {

constexpr int kEditorWidth = 220;

QString objectNameOf(const Field& field, const QString& end) { return qText(field.key).replace(QLatin1Char('.'), QLatin1Char('_')) + end; }

}  // namespace

FieldRow::FieldRow(const Field& field, QWidget* parent) : QWidget(parent), field_(field), wrong_(label({}, "bad")), reset_(new QToolButton) {
    auto* grid = new QGridLayout(this);
    grid->setContentsMargins(0, spacing(1), 0, spacing(1));
    grid->setHorizontalSpacing(spacing(3));
    grid->setVerticalSpacing(2);
    QLabel* name = label(labelOf(field), "strong");
    QLabel* help = label(helpOf(field), "small");
    help->setToolTip(qText(field.key));
    editor_ = makeEditor();
    editor_->setAccessibleName(labelOf(field));
    editor_->setAccessibleDescription(helpOf(field) + QStringLiteral(" ") + rangeOf(field));
    editor_->setToolTip(qText(field.key) + (field.range.empty() ? QString() : QStringLiteral(": ") + rangeOf(field)));
    name->setBuddy(editor_);
    reset_->setIcon(icon(QStringLiteral("undo"), Tone::Soft));
    reset_->setObjectName(objectNameOf(field, QStringLiteral("ResetButton")));
    reset_->setAccessibleName(tr("Back to the default: %1").arg(labelOf(field)));
    reset_->setToolTip(tr("Back to the default, %1").arg(textOfValue(field.value(Recipe()))));
    QSizePolicy keepsPlace = reset_->sizePolicy();
    keepsPlace.setRetainSizeWhenHidden(true);
    reset_->setSizePolicy(keepsPlace);
    grid->addWidget(name, 0, 0);
    grid->addWidget(editor_, 0, 1);
    grid->addWidget(label(unitOf(field), "small"), 0, 2);
    grid->addWidget(reset_, 0, 3);
    grid->addWidget(help, 1, 0, 1, 4);
    grid->addWidget(wrong_, 2, 0, 1, 4);
    grid->setColumnStretch(0, 1);
    grid->setColumnMinimumWidth(2, 56);
    wrong_->hide();
    connect(reset_, &QToolButton::clicked, this, [this] { put(textOfValue(field_.value(Recipe()))); });
}

QWidget* FieldRow::makeEditor() {
    if (field_.type == Field::Type::Choice) return makeChoice();
    return field_.type == Field::Type::Flag ? makeFlag() : makeLine();
}

QWidget* FieldRow::makeChoice() {
    auto* box = new ComboBox;
    box->setObjectName(objectNameOf(field_, QStringLiteral("Choice")));
    box->setFixedWidth(kEditorWidth);
    for (const std::string& choice : field_.choices) box->addItem(qText(choice));
    write_ = [box](const QString& text) { box->setCurrentText(text); };
    connect(box, &QComboBox::currentTextChanged, this, &FieldRow::put);
    return box;
}

QWidget* FieldRow::makeFlag() {
    auto* box = new QCheckBox(tr("on"));
    box->setObjectName(objectNameOf(field_, QStringLiteral("Check")));
    write_ = [box](const QString& text) { box->setChecked(text == QLatin1String("true")); };
    connect(box, &QCheckBox::toggled, this, [this](bool on) { put(on ? QStringLiteral("true") : QStringLiteral("false")); });
    return box;
}

QWidget* FieldRow::makeLine() {
    auto* line = new QLineEdit;
    line->setObjectName(objectNameOf(field_, QStringLiteral("Edit")));
    line->setFixedWidth(kEditorWidth);
    write_ = [line](const QString& text) { line->setText(text); };
    connect(line, &QLineEdit::editingFinished, this, [this, line] { put(line->text()); });
    return line;
}

void FieldRow::put(const QString& text) {
    Recipe recipe = shown_;
    const auto wrong = putText(field_, text, recipe);
    const QString range = rangeOf(field_);
    wrong_->setText(wrong ? range.isEmpty() ? *wrong : tr("Must be %1.").arg(range) : QString());
    wrong_->setVisible(wrong.has_value());
    editor_->setProperty("wrong", wrong.has_value());
    editor_->style()->unpolish(editor_);
    editor_->style()->polish(editor_);
    if (!wrong && !(recipe == shown_)) Q_EMIT typed(text);
}

void FieldRow::show(const Recipe& recipe) {
    shown_ = recipe;
    reset_->setVisible(!isDefault(field_, recipe));
    if (wrong_->isVisible()) return;  // what somebody types stays until it is right or taken back
    const QSignalBlocker quiet(editor_);
    write_(textOfValue(field_.value(recipe)));
}

}  // namespace luthier::ui
