// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/run_details.h"

#include <QGridLayout>
#include <QLabel>
#include <QLineEdit>
#include <QLocale>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QTimer>
#include <QVBoxLayout>

#include "ui/models/base_models.h"
#include "ui/models/problem_words.h"
#include "ui/models/run_words.h"
#include "ui/models/runs_model.h"
#include "ui/models/text.h"
#include "ui/models/words.h"
#include "ui/shell/theme.h"
#include "ui/widgets/combo_box.h"
#include "ui/widgets/labels.h"

namespace luthier::ui {
namespace {

constexpr int kWidth = 300;
constexpr int kNotesAfter = 800;  // milliseconds without a key until notes are kept
constexpr int kMostStars = 5;

std::vector<std::string> tagsIn(const QString& text) {
    std::vector<std::string> tags;
    for (const QString& tag : text.split(',', Qt::SkipEmptyParts)) {
        if (!tag.trimmed().isEmpty()) tags.push_back(stdText(tag.trimmed()));
    }
    return tags;
}

QLineEdit* edit(const char* name, const QString& words) {
    auto* made = new QLineEdit;
    made->setObjectName(QString::fromLatin1(name));
    made->setAccessibleName(words);
    made->setPlaceholderText(words);
    return made;
}

}  // namespace

RunDetails::RunDetails(QWidget* parent)
    : QFrame(parent), form_(new QWidget), many_(label({}, "soft")), facts_(label({}, "soft")), problem_(label({}, "bad")), name_(edit("runNameEdit", tr("Name"))),
      tags_(edit("runTagsEdit", tr("Tags, with commas between"))), stars_(new ComboBox), notes_(new QPlainTextEdit), notesTimer_(new QTimer(this)) {
    setProperty("role", "card");
    setMinimumWidth(kWidth);
    auto* whole = new QVBoxLayout(this);
    whole->setContentsMargins(spacing(4), spacing(4), spacing(4), spacing(4));
    whole->addWidget(many_);
    whole->addWidget(form_, 1);
    auto* rows = new QVBoxLayout(form_);
    rows->setContentsMargins(0, 0, 0, 0);
    rows->setSpacing(spacing(2));
    stars_->setObjectName(QStringLiteral("runStarsBox"));
    stars_->setAccessibleName(tr("Rating"));
    stars_->addItem(tr("Not rated"), 0);
    for (int stars = 1; stars <= kMostStars; ++stars) stars_->addItem(QString(stars, QChar(0x2605)) + QString(kMostStars - stars, QChar(0x2606)), stars);
    notes_->setObjectName(QStringLiteral("runNotesEdit"));
    notes_->setAccessibleName(tr("Notes"));
    notes_->setPlaceholderText(tr("Notes: what you tried, what you saw…"));
    notes_->setTabChangesFocus(true);
    notesTimer_->setSingleShot(true);
    notesTimer_->setInterval(kNotesAfter);
    for (QWidget* row : {static_cast<QWidget*>(name_), static_cast<QWidget*>(facts_), static_cast<QWidget*>(problem_), makeButtons(), static_cast<QWidget*>(stars_), static_cast<QWidget*>(tags_)}) rows->addWidget(row);
    rows->addWidget(notes_, 1);
    connect(name_, &QLineEdit::editingFinished, this, [this] {
        if (name_->isModified()) tell([name = stdText(name_->text().trimmed())](RunNotes& notes) { notes.name = name; });
        name_->setModified(false);
    });
    connect(tags_, &QLineEdit::editingFinished, this, [this] {
        if (tags_->isModified()) tell([tags = tagsIn(tags_->text())](RunNotes& notes) { notes.tags = tags; });
        tags_->setModified(false);
    });
    connect(stars_, &QComboBox::activated, this, [this] { tell([stars = stars_->currentData().toInt()](RunNotes& notes) { notes.setStars(stars); }); });
    connect(notes_, &QPlainTextEdit::textChanged, notesTimer_, qOverload<>(&QTimer::start));
    connect(notesTimer_, &QTimer::timeout, this, &RunDetails::keepNotes);
}

QWidget* RunDetails::makeButtons() {
    auto* whole = new QWidget;
    auto* grid = new QGridLayout(whole);
    grid->setContentsMargins(0, 0, 0, 0);
    grid->setSpacing(spacing(2));
    const auto add = [&](const char* name, const QString& text, const QString& page, int at) {
        auto* button = new QPushButton(text);
        button->setObjectName(QString::fromLatin1(name));
        connect(button, &QPushButton::clicked, this, [this, page] { Q_EMIT wanted(page); });
        grid->addWidget(button, at / 2, at % 2);
        return button;
    };
    add("openRunButton", tr("Open cur&ves"), QStringLiteral("run"), 0)->setProperty("role", "main");
    try_ = add("tryRunButton", tr("Tr&y it"), QStringLiteral("try_it"), 1);
    export_ = add("exportRunButton", tr("E&xport"), QStringLiteral("export"), 2);
    add("againButton", tr("Run a&gain"), QStringLiteral("wizard"), 3)->setToolTip(tr("A new run with the same settings, to change what you like."));
    return whole;
}

QString RunDetails::facts(const RunSummary& run) {
    QStringList lines;
    lines << tr("%1, step %2 of %3").arg(stateWord(run.state, run.reason), QLocale().toString(static_cast<qlonglong>(run.step)), QLocale().toString(static_cast<qlonglong>(run.steps)));
    lines << tr("%1, method %2").arg(modelNameOf(run.model), methodWords(run.method));
    lines << tr("%n examples to learn from", nullptr, static_cast<int>(run.trainRows)) + (run.evalRows > 0 ? tr(", %n set aside", nullptr, static_cast<int>(run.evalRows)) : QString());
    if (run.baseLoss && run.bestLoss) lines << tr("Loss on examples it never saw: %1, it was %2").arg(lossWords(*run.bestLoss), lossWords(*run.baseLoss));
    return lines.join('\n');
}

void RunDetails::show(const RunSummary& run) {
    if (notesTimer_->isActive() && run.id != run_.id) keepNotes();
    const bool other = run.id != run_.id;
    run_ = run;
    form_->show();
    many_->hide();
    facts_->setText(facts(run));
    problem_->setVisible(!run.problems.empty());
    if (!run.problems.empty()) problem_->setText(whatOf(run.problems.front()));
    try_->setEnabled(canBeTried(run));
    export_->setEnabled(canBeExported(run));
    if (other || !name_->hasFocus()) name_->setText(qText(run.name));
    if (other || !tags_->hasFocus()) {
        QStringList tags;
        for (const std::string& tag : run.tags) tags << qText(tag);
        tags_->setText(tags.join(QStringLiteral(", ")));
    }
    stars_->setCurrentIndex(static_cast<int>(run.stars));
    if (!other && (notes_->hasFocus() || notesTimer_->isActive())) return;
    const QSignalBlocker quiet(notes_);
    notes_->setPlainText(qText(run.notes));
}

void RunDetails::showMany(int count) {
    if (notesTimer_->isActive()) keepNotes();
    form_->hide();
    many_->show();
    many_->setText(count == 0 ? tr("Choose a run to see more of it.") : tr("%n runs are chosen. Two to six can be compared.", nullptr, count));
}

void RunDetails::editName() {
    name_->setFocus();
    name_->selectAll();
}

void RunDetails::tell(std::function<void(RunNotes&)> change) { Q_EMIT edited(run_.folder, change); }

void RunDetails::keepNotes() {
    notesTimer_->stop();
    tell([text = stdText(notes_->toPlainText())](RunNotes& notes) { notes.notes = text; });
}

}  // namespace luthier::ui
