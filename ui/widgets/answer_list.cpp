// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/answer_list.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QLocale>
#include <QScrollArea>
#include <QSlider>
#include <QVBoxLayout>

#include <algorithm>
#include <set>

#include "core/store/figures.h"
#include "ui/models/run_words.h"
#include "ui/models/text.h"
#include "ui/shell/theme.h"
#include "ui/widgets/labels.h"

namespace luthier::ui {
namespace {

QLabel* textLabel() {
    QLabel* made = label({});
    made->setTextInteractionFlags(Qt::TextSelectableByMouse);
    made->setAlignment(Qt::AlignTop | Qt::AlignLeft);
    return made;
}

QString shown(const std::string& text) {
    const QString words = qText(harmless(text)).trimmed();
    return words.isEmpty() ? AnswerList::tr("(nothing)") : words;
}

/// The last answer at or before a step.
const ShownAnswer::Now* answerAt(const ShownAnswer& answer, int64_t step) {
    const ShownAnswer::Now* found = nullptr;
    for (const ShownAnswer::Now& now : answer.now) {
        if (now.step <= step) found = &now;
    }
    return found;
}

}  // namespace

AnswerList::AnswerList(QWidget* parent)
    : QWidget(parent), slider_(new QSlider(Qt::Horizontal)), when_(label({}, "soft")),
      empty_(label(tr("Answers to a few examples appear here as the model learns, so that you can watch it change."), "soft")) {
    auto* rows = new QVBoxLayout(this);
    rows->setContentsMargins(spacing(3), spacing(3), spacing(2), spacing(3));
    rows->setSpacing(spacing(2));
    rows->addWidget(label(tr("What it answers"), "heading"));
    auto* time = new QHBoxLayout;
    time->addWidget(slider_, 1);
    time->addWidget(when_);
    when_->setWordWrap(false);
    rows->addLayout(time);
    rows->addWidget(empty_);
    auto* area = new QScrollArea;
    area->setWidgetResizable(true);
    area->setFrameShape(QFrame::NoFrame);
    area->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    area->setAccessibleName(tr("Answers"));
    auto* inside = new QWidget;
    inside->setProperty("role", "page");
    list_ = new QVBoxLayout(inside);
    list_->setContentsMargins(0, 0, spacing(2), 0);
    list_->setSpacing(spacing(3));
    list_->addStretch(1);
    area->setWidget(inside);
    rows->addWidget(area, 1);
    slider_->setAccessibleName(tr("After which step"));
    slider_->hide();
    connect(slider_, &QSlider::valueChanged, this, [this](int value) {
        newest_ = value == slider_->maximum();
        fill();
    });
}

AnswerList::Card AnswerList::makeCard() {
    auto* whole = new QFrame;
    whole->setProperty("role", "sunken");
    auto* rows = new QVBoxLayout(whole);
    rows->setContentsMargins(spacing(3), spacing(3), spacing(3), spacing(3));
    Card card{whole, textLabel(), textLabel(), textLabel(), label({}, "small")};
    card.prompt->setProperty("role", "strong");
    rows->addWidget(card.prompt);
    rows->addWidget(label(tr("Before"), "small"));
    rows->addWidget(card.before);
    rows->addWidget(card.nowTitle);
    rows->addWidget(card.now);
    list_->insertWidget(list_->count() - 1, whole);
    return card;
}

void AnswerList::show(const ShownRun& run) {
    answers_ = run.answers();
    std::set<int64_t> steps;
    for (const ShownAnswer& answer : answers_) {
        for (const ShownAnswer::Now& now : answer.now) {
            if (now.step > 0) steps.insert(now.step);
        }
    }
    steps_.assign(steps.begin(), steps.end());
    const QSignalBlocker quiet(slider_);
    slider_->setRange(0, std::max(0, static_cast<int>(steps_.size()) - 1));
    if (newest_) slider_->setValue(slider_->maximum());
    slider_->setVisible(steps_.size() > 1);
    fill();
}

void AnswerList::fill() {
    empty_->setVisible(answers_.empty());
    const int64_t step = steps_.empty() ? 0 : steps_[static_cast<size_t>(slider_->value())];
    when_->setText(steps_.empty() ? QString() : tr("after step %1").arg(QLocale().toString(static_cast<qlonglong>(step))));
    while (cards_.size() < answers_.size()) cards_.push_back(makeCard());
    for (size_t i = 0; i < cards_.size(); ++i) {
        cards_[i].whole->setVisible(i < answers_.size());
        if (i >= answers_.size()) continue;
        const ShownAnswer::Now* now = answerAt(answers_[i], step);
        cards_[i].prompt->setText(questionOf(answers_[i].prompt));
        cards_[i].before->setText(shown(answers_[i].before));
        cards_[i].now->setText(now && now->step > 0 ? shown(now->text) : QString());
        cards_[i].nowTitle->setText(now && now->step > 0 ? tr("Now") : QString());
    }
}

}  // namespace luthier::ui
