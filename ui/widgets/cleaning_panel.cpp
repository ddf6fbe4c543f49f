// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/cleaning_panel.h"

#include <QApplication>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QPushButton>
#include <QTableWidget>

#include "ui/models/field_words.h"
#include "ui/models/text.h"
#include "ui/shell/theme.h"
#include "ui/widgets/labels.h"
#include "ui/widgets/notice.h"

namespace luthier::ui {
namespace {

constexpr int kTableRows = 6;             // seen at once
constexpr qsizetype kLongestCell = 300;   // characters

class Rows {
    Q_DECLARE_TR_FUNCTIONS(Rows)
};

/// One line, blanks at its ends made visible.
QString cellOf(const std::string& text) {
    QString line = qText(text);
    if (line.size() > kLongestCell) line = line.left(kLongestCell) + QStringLiteral("…");
    line.replace(QLatin1Char('\n'), QStringLiteral("↵"));
    qsizetype begin = 0, end = line.size();
    while (begin < end && line[begin] == QLatin1Char(' ')) line[begin++] = QChar(0x00B7);
    while (end > begin && line[end - 1] == QLatin1Char(' ')) line[--end] = QChar(0x00B7);
    return line;
}

QString placeOf(const std::string& where) { return qText(where).section(QLatin1Char('/'), -1); }

QTableWidget* tableOf(const CleaningItem& item) {
    auto* table = new QTableWidget(static_cast<int>(item.rows.size()), 3);
    table->setObjectName(QStringLiteral("foundRows_") + qText(item.cleaner->name));
    table->setAccessibleName(Rows::tr("Rows before and after"));
    table->setHorizontalHeaderLabels({Rows::tr("Where"), Rows::tr("Before"), Rows::tr("After")});
    table->setEditTriggers(QAbstractItemView::NoEditTriggers);
    table->setSelectionBehavior(QAbstractItemView::SelectRows);
    table->setTabKeyNavigation(false);
    table->setWordWrap(false);
    table->verticalHeader()->hide();
    table->horizontalHeader()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    for (int row = 0; row < table->rowCount(); ++row) {
        const FoundRow& found = item.rows[static_cast<size_t>(row)];
        const QString after = found.leftOut ? Rows::tr("left out") : cellOf(found.after);
        int column = 0;
        for (const QString& text : {placeOf(found.where), cellOf(found.before), after}) {
            auto* cell = new QTableWidgetItem(text);
            cell->setToolTip(text);
            table->setItem(row, column++, cell);
        }
    }
    table->horizontalHeader()->setSectionResizeMode(0, QHeaderView::ResizeToContents);
    for (int column : {1, 2}) table->horizontalHeader()->setSectionResizeMode(column, QHeaderView::Stretch);
    const int rows = std::min(table->rowCount(), kTableRows);
    table->setFixedHeight(table->horizontalHeader()->sizeHint().height() + rows * table->rowHeight(0) + 4);
    return table;
}

}  // namespace

CleaningPanel::CleaningPanel(DataCleaning& cleaning, QWidget* parent)
    : QWidget(parent), cleaning_(cleaning), words_(label({}, "soft")), rows_(new QVBoxLayout), messages_(new QVBoxLayout) {
    setObjectName(QStringLiteral("cleaningPanel"));
    auto* whole = new QVBoxLayout(this);
    whole->setContentsMargins(0, 0, 0, 0);
    whole->setSpacing(spacing(2));
    whole->addWidget(label(tr("What could be cleaned"), "heading"));
    whole->addLayout(messages_);
    rows_->setSpacing(spacing(2));
    whole->addLayout(rows_);
    words_->setObjectName(QStringLiteral("cleaningWords"));
    whole->addWidget(words_);
    connect(&cleaning, &DataCleaning::changed, this, &CleaningPanel::refresh);
    connect(&cleaning, &DataCleaning::failed, this, &CleaningPanel::say);
    refresh();
}

void CleaningPanel::refresh() {
    keepKeyboard();
    for (QVBoxLayout* layout : {rows_, messages_}) {
        while (QLayoutItem* item = layout->takeAt(0)) {
            item->widget()->setParent(nullptr);  // its button may be the one that is clicked
            item->widget()->deleteLater();
            delete item;
        }
    }
    for (const CleaningItem& item : cleaning_.list().items) rows_->addWidget(rowOf(item));
    words_->setText(endWords());
    giveKeyboard();
}

/// The button that has the keyboard goes with its row: the keyboard waits here until the row that comes for it can be used.
void CleaningPanel::keepKeyboard() {
    QWidget* focus = QApplication::focusWidget();
    if (!focus || focus == this || !isAncestorOf(focus)) return;
    keyboardOf_ = focus->objectName().section(QLatin1Char('_'), 1);
    setFocus();
}

void CleaningPanel::giveKeyboard() {
    if (!hasFocus()) return;
    for (const QLatin1String verb : {QLatin1String("undo_"), QLatin1String("apply_")}) {
        auto* button = findChild<QPushButton*>(verb + keyboardOf_);
        if (button && button->isEnabled()) return button->setFocus();
    }
}

void CleaningPanel::say(const Problem& problem) {
    refresh();
    messages_->addWidget(new Notice(problem));
}

QString CleaningPanel::endWords() const {
    if (cleaning_.isCleaning()) return tr("Cleaning a copy…");
    if (cleaning_.isBusy()) return tr("Looking through the rows for what could be cleaned…");
    QString words = cleaning_.list().items.empty() ? tr("Nothing to clean was found in %n rows.", nullptr, static_cast<int>(cleaning_.list().rows))
                                                   : tr("Your file stays as it is; the run learns from the cleaned copy.");
    for (const CleanerKind* kind : cleaning_.list().unable) words += QLatin1Char(' ') + tr("Not looked for: %1 (this needs %2).").arg(coreWords(kind->label), coreWords(kind->lacking));
    return words;
}

QString CleaningPanel::doneWords(const CleaningItem& item) {
    const QString changed = tr("%n rows were changed.", nullptr, static_cast<int>(item.changed)), leftOut = tr("%n rows were left out.", nullptr, static_cast<int>(item.leftOut));
    if (item.leftOut == 0) return changed;
    return item.changed == 0 ? leftOut : changed + QLatin1Char(' ') + leftOut;
}

QWidget* CleaningPanel::rowOf(const CleaningItem& item) {
    auto* card = new QFrame;
    card->setObjectName(QStringLiteral("cleaningItem_") + qText(item.cleaner->name));
    card->setProperty("role", "card");
    auto* rows = new QVBoxLayout(card);
    rows->setContentsMargins(spacing(3), spacing(2), spacing(3), spacing(2));
    auto* row = new QHBoxLayout;
    row->setSpacing(spacing(2));
    const bool applied = item.state == CleaningItem::State::Applied, ignored = item.state == CleaningItem::State::Ignored;
    row->addWidget(new IconLabel(applied ? QStringLiteral("good") : ignored ? QStringLiteral("minus") : QStringLiteral("info"), 20, applied ? Tone::Good : ignored ? Tone::Soft : Tone::Accent), 0, Qt::AlignTop);
    auto* lines = new QVBoxLayout;
    lines->setSpacing(2);
    const QString count = tr("%n rows", nullptr, static_cast<int>(item.changed + item.leftOut));
    const QString state = applied ? tr("applied") : ignored ? tr("ignored") : QString();
    lines->addWidget(label(tr("%1: %2").arg(coreWords(item.cleaner->label), count) + (state.isEmpty() ? QString() : QStringLiteral(" – ") + state), "strong"));
    lines->addWidget(label(applied ? doneWords(item) : tr("They %1. \"Apply\" %2.").arg(coreWords(item.cleaner->found), coreWords(item.cleaner->does)), "soft"));
    row->addLayout(lines, 1);
    rows->addLayout(row);
    QTableWidget* table = nullptr;
    if (!item.rows.empty()) {
        table = tableOf(item);
        rows->addWidget(table);  // first: a widget that is seen and gets a parent is hidden again
        table->setVisible(shown_.contains(qText(item.cleaner->name)));
    }
    addButtons(item, table, row);
    return card;
}

QPushButton* CleaningPanel::button(const QString& words, const char* verb, const CleaningItem& item) const {
    auto* made = new QPushButton(words);
    made->setObjectName(QString::fromLatin1(verb) + QLatin1Char('_') + qText(item.cleaner->name));
    made->setAccessibleName(tr("%1: %2").arg(words, coreWords(item.cleaner->label)));
    made->setEnabled(!cleaning_.isCleaning());
    return made;
}

void CleaningPanel::addButtons(const CleaningItem& item, QWidget* table, QHBoxLayout* row) {
    const std::string name = item.cleaner->name;
    const auto add = [&](const QString& words, const char* verb, auto call) {
        QPushButton* made = button(words, verb, item);
        row->addWidget(made, 0, Qt::AlignTop);
        connect(made, &QPushButton::clicked, this, call);
        return made;
    };
    if (table) {
        QPushButton* show = button(tr("Show"), "show", item);
        show->setCheckable(true);
        show->setChecked(table->isVisibleTo(table->parentWidget()));
        row->addWidget(show, 0, Qt::AlignTop);
        connect(show, &QPushButton::toggled, this, [this, table, name](bool on) {
            table->setVisible(on);
            on ? void(shown_.insert(qText(name))) : void(shown_.remove(qText(name)));
        });
    }
    if (item.state == CleaningItem::State::Found) {
        add(tr("Apply"), "apply", [this, name] { cleaning_.apply(name); });
        add(tr("Ignore"), "ignore", [this, name] { cleaning_.ignore(name); });
    } else {
        add(tr("Undo"), "undo", [this, name] { cleaning_.undo(name); });
    }
}

}  // namespace luthier::ui
