// SPDX-License-Identifier: GPL-3.0-or-later
#include <QFileInfo>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QPushButton>

#include <algorithm>

#include "core/base/os.h"
#include "core/engine/check.h"
#include "ui/models/data_cleaning.h"
#include "ui/models/label_counts.h"
#include "ui/models/problem_words.h"
#include "ui/models/text.h"
#include "ui/models/words.h"
#include "ui/shell/theme.h"
#include "ui/widgets/column.h"
#include "ui/widgets/empty.h"
#include "ui/widgets/labels.h"
#include "ui/widgets/notice.h"
#include "ui/widgets/placeholder.h"
#include "ui/wizard/check_step.h"

namespace luthier::ui {

namespace {

constexpr int kNameWidth = 320;  // pixels at 100 %

}  // namespace

CheckStep::CheckStep(Workbench& bench) : Step(bench), name_(new QLineEdit), state_(new Placeholder), findings_(new QVBoxLayout) {
    Column* column = columnIn(this);
    column->addTitle(tr("Is everything right?"), tr("All that can be known before the first step."));
    column->rows()->addWidget(makeName());
    column->rows()->addWidget(state_);
    findings_->setSpacing(spacing(2));
    column->rows()->addLayout(findings_);
    column->rows()->addStretch();
    connect(&draft(), &Draft::changed, this, &CheckStep::follow);
    connect(&bench.studio().history(), &RunHistory::changed, this, &CheckStep::showName);
    connect(&checking_, &Job::failed, this, [this](const Problem& problem) {
        result_ = CheckResult();
        result_->problems = {problem};
        show();
    });
    connect(state_, &Placeholder::actionTaken, this, &CheckStep::look);
    connect(&bench.studio().runHost(), &RunHost::speedsKnown, this, &CheckStep::age);  // what was found before knows no time
}

QWidget* CheckStep::makeName() {
    auto* whole = new QWidget;
    auto* row = new QHBoxLayout(whole);
    row->setContentsMargins(0, 0, 0, 0);
    QLabel* said = label(tr("Na&me of the run:"));
    said->setWordWrap(false);
    said->setBuddy(name_);
    name_->setObjectName(QStringLiteral("newRunNameEdit"));
    name_->setAccessibleName(tr("Name of the run"));
    name_->setMaximumWidth(kNameWidth);
    connect(name_, &QLineEdit::textEdited, this, [this](const QString& text) { draft().change([&](Recipe& recipe) { recipe.name = stdText(text.trimmed()); }); });
    connect(name_, &QLineEdit::editingFinished, this, &CheckStep::showName);
    row->addWidget(said);
    row->addWidget(name_, 1);
    row->addStretch(1);
    return whole;
}

QString CheckStep::runName() const {
    const Recipe& recipe = draft().recipe();
    QString name = qText(recipe.name);
    if (name.isEmpty() && !recipe.data.train.empty()) name = QFileInfo(dataNameOf(recipe.data.train.front())).completeBaseName();
    return bench().studio().history().freeName(name.isEmpty() ? tr("run", "what a run is called") : name);
}

void CheckStep::showName() {
    if (!name_->hasFocus()) name_->setText(runName());
}

void CheckStep::enter() {
    showName();
    const bool stops = result_ && hasError(result_->problems);  // what stood in the way may be gone
    if (!result_ || stops || !areOneRun(checked_, draft().recipe())) look();
}

void CheckStep::takeRefusal(const Problems& problems) {
    if (!result_) return;  // it is looked at anew already
    result_->problems = problems;
    show();
}

void CheckStep::follow(const Recipe& before) {
    if (areOneRun(before, draft().recipe())) return;
    showName();
    age();
}

void CheckStep::age() {
    if (isVisible()) look();
    else result_.reset();
    Q_EMIT changed();
}

void CheckStep::look() {
    result_.reset();
    checked_ = draft().recipe();
    clear();
    state_->setVisible(true);
    state_->showBusy(tr("Looking at the model, every example, memory and disk…"));
    checking_.start([recipe = checked_, threads = bench().studio().trainingThreads()](const JobTicket&) { return check(recipe, threads, Unmeasured::Leave); },
                    [this](CheckResult result) {
                        result_ = std::move(result);
                        show();
                    });
    Q_EMIT changed();
}

QString CheckStep::missing() const {
    if (checking_.isBusy() || !result_) return tr("The check is still going on.");
    return hasError(result_->problems) ? tr("Something stops the run: see what is marked \"Stops here\".") : QString();
}

QString CheckStep::summary() const {
    if (!result_) return {};
    if (hasError(result_->problems)) return tr("stops here");
    return result_->problems.empty() ? tr("all well") : tr("worth a look");
}

std::optional<Promise> CheckStep::promise() const { return result_ ? std::optional(result_->promise) : std::nullopt; }

void CheckStep::focusProblem() {
    if (first_) first_->setFocus(Qt::OtherFocusReason);
}

void CheckStep::clear() {
    first_ = nullptr;
    empty(findings_);
}

void CheckStep::show() {
    clear();
    state_->hide();
    for (const Level level : {Level::Error, Level::Warning}) {
        for (const Problem& problem : result_->problems) {
            if (problem.level == level) add(problem);
        }
    }
    if (!hasError(result_->problems)) addGood();
    Q_EMIT changed();
}

void CheckStep::add(const Problem& problem) {
    const bool stops = problem.level == Level::Error;
    auto* notice = new Notice(stops ? Notice::Kind::Bad : Notice::Kind::Warn, (stops ? tr("Stops here. %1") : tr("Look. %1")).arg(whatOf(problem)), mendOf(problem));
    notice->setFocusPolicy(Qt::StrongFocus);
    if (stops && !first_) first_ = notice;
    if (const auto fix = fixOf(problem, draft().recipe(), *result_)) {
        QPushButton* button = notice->addButton(fix->words, "fixButton");
        button->setAccessibleName(tr("Fix it: %1").arg(fix->words));
        connect(button, &QPushButton::clicked, this, [this, recipe = fix->recipe] { draft().change([&](Recipe& changed) { changed = recipe; }); });
    }
    findings_->addWidget(notice);
}

/// What stands in the training rows: how often the rarest and the most frequent label, or between which numbers they lie.
static QString labelWords(const Json& facts) {
    const Json* classes = facts.find("classes");
    if (!classes || !classes->isArray() || classes->asArray().empty())
        return CheckStep::tr("The numbers lie between %1 and %2.").arg(labelNumberWords(facts.numberOr("least", 0)), labelNumberWords(facts.numberOr("most", 0)));
    const auto rows = [](const Json& label) { return label.integerOr("train", 0); };
    const auto [rarest, most] = std::ranges::minmax_element(classes->asArray(), {}, rows);
    return CheckStep::tr("“%1” is learnt from %Ln examples, the rarest, “%2”, from %3.", nullptr, static_cast<int>(rows(*most)))
        .arg(qText(most->stringOr("label", "")), qText(rarest->stringOr("label", "")), countWords(rows(*rarest)));
}

void CheckStep::addGood() {
    const auto rows = [&](const char* part) {
        const Json* of = result_->facts.find(part);
        return static_cast<int>(of ? of->integerOr("rows", 0) : 0);
    };
    const auto add = [&](const QString& title, const QString& words) { findings_->addWidget(new Notice(Notice::Kind::Good, title, words)); };
    add(tr("OK. The model and the examples can be read."),
        tr("%Ln examples are learnt.", nullptr, rows("train")) + QLatin1Char(' ') +
            (rows("eval") > 0 ? tr("%Ln are held out to see whether the model really gets better.", nullptr, rows("eval")) : tr("None are held out.")));
    if (const Json* labels = result_->facts.find("labels")) add(tr("OK. %1").arg(taskWords(LabelScheme::of(*labels))), labelWords(*labels));
    const int64_t memory = result_->promise.memory;
    const uint64_t available = os::systemMemory().available;
    if (static_cast<uint64_t>(memory) <= available) {
        add(tr("OK. It fits into memory."), tr("The run will need about %1; %2 are free.").arg(sizeWords(memory), sizeWords(static_cast<int64_t>(available))));
    }
    if (result_->promise.seconds > 0) add(tr("OK. It will take %1.").arg(durationWords(result_->promise.seconds)), tr("You can stop at any time and keep what was learnt."));
}

StepInfo checkStep() {
    return {QStringLiteral("check"), CheckStep::tr("Check"), [](Workbench& bench) -> Step* { return new CheckStep(bench); }};
}

}  // namespace luthier::ui
