// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/run_head.h"

#include <QHBoxLayout>
#include <QLocale>
#include <QProgressBar>
#include <QPushButton>

#include <algorithm>

#include "ui/models/words.h"
#include "ui/shell/theme.h"
#include "ui/widgets/labels.h"
#include "ui/widgets/notice.h"

namespace luthier::ui {
namespace {

constexpr int kParts = 1000;  // of the progress bar

}  // namespace

RunHead::RunHead(QWidget* parent)
    : QWidget(parent), name_(label({}, "title")), sentence_(label({}, "heading")), steps_(label({}, "soft")), left_(label({}, "soft")),
      progress_(new QProgressBar), notes_(new QVBoxLayout), trouble_(new Notice) {
    auto* buttons = new QHBoxLayout;
    buttons->setSpacing(spacing(2));
    pause_ = button("pauseRunButton", tr("P&ause"), "", &RunHead::pauseAsked);
    proceed_ = button("continueRunButton", tr("C&ontinue"), "main", &RunHead::proceedAsked);
    save_ = button("saveRunButton", tr("Save no&w"), "", &RunHead::saveAsked);
    stop_ = button("stopRunButton", tr("&Stop and keep"), "", &RunHead::stopAsked);
    resume_ = button("resumeRunButton", tr("C&ontinue this run"), "main", &RunHead::resumeAsked);
    try_ = button("tryRunButton", tr("Tr&y it"), "main", &RunHead::tryAsked);
    compare_ = button("compareRunButton", tr("Co&mpare"), "", &RunHead::compareAsked);
    export_ = button("exportRunButton", tr("E&xport"), "", &RunHead::exportAsked);
    for (QPushButton* one : {pause_, proceed_, save_, stop_, resume_, try_, compare_, export_}) buttons->addWidget(one);
    auto* top = new QHBoxLayout;
    top->addWidget(name_, 1);
    top->addLayout(buttons);
    auto* below = new QHBoxLayout;
    below->addWidget(steps_);
    below->addWidget(left_);
    left_->setAlignment(Qt::AlignRight);
    auto* rows = new QVBoxLayout(this);
    rows->setContentsMargins(0, 0, 0, 0);
    rows->setSpacing(spacing(2));
    rows->addLayout(top);
    rows->addWidget(sentence_);
    rows->addWidget(progress_);
    rows->addLayout(below);
    rows->addLayout(notes_);
    notes_->addWidget(trouble_);
    trouble_->hide();
    progress_->setRange(0, kParts);
    progress_->setTextVisible(false);
    progress_->setAccessibleName(tr("Progress of the run"));
    sentence_->setObjectName(QStringLiteral("runSentence"));
}

QPushButton* RunHead::button(const char* name, const QString& text, const char* role, void (RunHead::*asked)()) {
    auto* made = new QPushButton(text);
    made->setObjectName(QString::fromLatin1(name));
    if (*role) made->setProperty("role", QString::fromLatin1(role));
    connect(made, &QPushButton::clicked, this, asked);
    made->hide();
    return made;
}

void RunHead::show(const QString& name, const ShownRun& run, RunPhase phase, const RunControls& controls) {
    name_->setText(name);
    const QString sentence = sentenceOf(run, phase);
    if (sentence != sentence_->text()) sentence_->setText(sentence);
    showButtons({{proceed_, controls.proceed}, {pause_, controls.pause}, {resume_, controls.resume}, {try_, controls.tryIt}},
                {{save_, controls.save}, {stop_, controls.stop}, {compare_, controls.compare}, {export_, controls.exports}});
    stress(try_, !controls.resume);
    showProgress(run, phase);
}

/// One button leads on. Of a run that came to no end that is to go on with it.
void RunHead::stress(QPushButton* button, bool leads) {
    const char* role = leads ? "main" : "";
    if (button->property("role").toString() != QLatin1String(role)) setRole(button, role);
}

/// The keyboard of a button that goes waits here for one that leads on, and is not given to its neighbour, which may stop the run.
void RunHead::showButtons(const Buttons& leading, const Buttons& others) {
    for (const Buttons* some : {&leading, &others}) {
        for (const auto& [button, may] : *some) {
            if (!may && button->hasFocus()) setFocus();
        }
    }
    for (const Buttons* some : {&leading, &others}) {
        for (const auto& [button, may] : *some) button->setVisible(may);
    }
    const auto next = std::ranges::find(leading, true, &std::pair<QPushButton*, bool>::second);
    if (hasFocus() && next != leading.end()) next->first->setFocus();
}

void RunHead::showProgress(const ShownRun& run, RunPhase phase) {
    const bool unknown = phase == RunPhase::Preparing || (phase == RunPhase::Training && run.step() == 0);
    progress_->setRange(0, unknown ? 0 : kParts);
    const bool complete = run.course().reason == "done" || run.course().reason == "early_stop";  // an early end is whole, too
    progress_->setValue(complete ? kParts : static_cast<int>(run.share() * kParts));
    const QLocale locale;
    if (run.steps() > 0) {
        const QString step = locale.toString(static_cast<qlonglong>(run.step())), all = locale.toString(static_cast<qlonglong>(run.steps()));
        const int64_t kept = run.course().snapshot;
        const bool early = complete && run.step() < run.steps();
        const QString words = early ? tr("Step %1 of %2").arg(step, all) : tr("Step %1 of %2 · %3").arg(step, all, percentWords(run.share()));
        const bool told = kept > 0 && phase != RunPhase::Ended;
        steps_->setText(told ? tr("%1 · saved at step %2", "how far it is").arg(words, locale.toString(static_cast<qlonglong>(kept))) : words);
    } else {
        steps_->clear();
    }
    const QString spent = run.course().seconds > 0 ? tr("%1 spent", "a duration").arg(shortDuration(run.course().seconds)) : QString();
    const QString left = phase == RunPhase::Training ? timeLeftWords(run) : QString();
    left_->setText(left.isEmpty() ? spent : spent.isEmpty() ? left : tr("%1 · %2", "time spent, time left").arg(spent, left));
}

void RunHead::advise(const std::vector<Advice>& advice) {
    while (shown_.size() < advice.size()) {
        shown_.push_back(new Notice);
        connect(shown_.back(), &Notice::actionTaken, this, &RunHead::stopAsked);
        notes_->addWidget(shown_.back());
    }
    for (size_t i = 0; i < shown_.size(); ++i) {
        shown_[i]->setVisible(i < advice.size());
        if (i >= advice.size()) continue;
        const bool broken = advice[i].kind == Advice::Kind::NotANumber;
        shown_[i]->say(broken ? Notice::Kind::Bad : Notice::Kind::Warn, advice[i].what, advice[i].mend, advice[i].offersStop ? tr("Stop and keep") : QString());
    }
}

void RunHead::tellTrouble(const QString& what, const QString& mend) {
    trouble_->setVisible(!what.isEmpty());
    if (!what.isEmpty()) trouble_->say(Notice::Kind::Bad, what, mend);
}

}  // namespace luthier::ui
