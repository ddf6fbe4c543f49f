// SPDX-License-Identifier: GPL-3.0-or-later
#include <QGridLayout>
#include <QPushButton>

#include <algorithm>

#include "core/base/os.h"
#include "ui/models/problem_words.h"
#include "ui/models/run_words.h"
#include "ui/models/starters.h"
#include "ui/models/text.h"
#include "ui/models/words.h"
#include "ui/shell/page.h"
#include "ui/shell/studio.h"
#include "ui/shell/theme.h"
#include "ui/widgets/choice_card.h"
#include "ui/widgets/column.h"
#include "ui/widgets/empty.h"
#include "ui/widgets/labels.h"
#include "ui/widgets/notice.h"

namespace luthier::ui {
namespace {

constexpr size_t kRecent = 5;
constexpr int kStartersInRow = 2;

class HomePage : public Page {
    Q_OBJECT
public:
    explicit HomePage(Studio& studio) : Page(studio), messages_(new QVBoxLayout), goOn_(new QVBoxLayout), recent_(new QVBoxLayout) {
        Column* column = columnIn(this);
        column->addTitle(tr("Make a language model yours"), tr("Show it examples; it learns from them on this computer. Nothing leaves it."));
        for (QVBoxLayout* part : {messages_, goOn_}) {
            part->setSpacing(spacing(2));
            column->rows()->addLayout(part);
        }
        column->rows()->addWidget(sampleCard());
        column->rows()->addWidget(label(tr("What shall it learn?"), "heading"));
        column->rows()->addLayout(starterCards());
        column->rows()->addWidget(label(tr("Recent runs"), "heading"));
        recent_->setSpacing(spacing(2));
        column->rows()->addLayout(recent_);
        column->rows()->addStretch();
        connect(&studio.history(), &RunHistory::changed, this, &HomePage::refresh);
        connect(&studio.history(), &RunHistory::failed, this, [this](const Problem& problem) { say(new Notice(problem)); });
        connect(&studio.draft(), &Draft::changed, this, &HomePage::refresh);
        connect(&studio.runHost(), &RunHost::phaseChanged, this, &HomePage::refresh);
        connect(&studio.runHost(), &RunHost::refused, this, [this](const Problems& problems) {
            if (!problems.empty()) say(new Notice(problems.front()));
        });
        connect(&studio.runHost(), &RunHost::ended, this, [this](const QString& run) {  // it never began, so no other page tells why
            const RunEnd& end = this->studio().runHost().end();
            const bool failed = end.kind == RunEnd::Kind::Failed || end.kind == RunEnd::Kind::Crashed;
            if (run.isEmpty() && failed && !end.problems.empty()) say(new Notice(end.problems.front()));
        });
    }

    void arrive(const QStringList&) override {
        say(nullptr);
        studio().history().refresh();
        refresh();
    }

private:
    QWidget* sampleCard() {
        auto* card = new ChoiceCard(QStringLiteral("play"), tr("Try it with the sample"),
                                    tr("The small model that comes with Luthier learns to answer like an owl. It takes about a minute and needs no download."));
        card->setObjectName(QStringLiteral("startSampleButton"));
        connect(card, &QPushButton::clicked, this, [this] { startSample(); });
        sample_ = card;
        return card;
    }

    QLayout* starterCards() {
        auto* grid = new QGridLayout;
        grid->setSpacing(spacing(3));
        int at = 0;
        for (const Starter& starter : starters()) {
            auto* card = new ChoiceCard(starter.icon, starter.title, starter.words);
            card->setObjectName(starter.name + QStringLiteral("StarterButton"));
            connect(card, &QPushButton::clicked, this, [this, recipe = starter.recipe] { begin(recipe); });
            grid->addWidget(card, at / kStartersInRow, at % kStartersInRow);
            grid->setColumnStretch(at++ % kStartersInRow, 1);
        }
        return grid;
    }

    void startSample() {
        if (const auto recipe = sampleRecipe()) {
            studio().runHost().start(*recipe, studio().history().freeName(tr("Owl", "name of the sample's run")));
            return studio().go(QStringLiteral("run"));  // which says that it gets ready
        }
        say(new Notice(Notice::Kind::Bad, tr("The sample that comes with Luthier is not there."), tr("Install Luthier again, or begin with examples of your own.")));
    }

    /// What was chosen already stays: the model, and data that no run began with and that teach the same.
    void begin(Recipe recipe) {
        const Draft& draft = studio().draft();
        const Recipe& before = draft.recipe();
        recipe.model = before.model;
        if (draft.isHalfPrepared() && before.objective.kind == recipe.objective.kind) recipe.data = before.data;
        studio().draft().restart(recipe);
        studio().go(QStringLiteral("wizard"));
    }

    void say(Notice* notice) {
        emptyLater(messages_);
        if (notice) messages_->addWidget(notice);
    }

    void refresh() {
        sample_->setEnabled(!studio().runHost().isBusy());
        showGoOn();
        showRecent();
    }

    void showGoOn() {
        emptyLater(goOn_);
        const auto& runs = studio().history().runs();
        if (studio().runHost().isBusy()) {
            add(new Notice(Notice::Kind::Info, tr("A run is going on.")), tr("&Look at it"), "watchRunButton", [this] { studio().go(QStringLiteral("run"), {studio().runHost().runId()}); });
        } else if (const auto last = std::ranges::find_if(runs, [](const RunSummary& run) { return run.state == RunState::Stopped || run.state == RunState::Crashed; });
                   last != runs.end() && last == runs.begin()) {
            const QString words = last->state == RunState::Crashed ? tr("\"%1\" ended unexpectedly at step %2 of %3.") : tr("\"%1\" was stopped at step %2 of %3.");
            add(new Notice(Notice::Kind::Info, words.arg(qText(last->name)).arg(last->step).arg(last->steps), tr("It goes on exactly where it was.")), tr("Continue the last run"),
                "continueRunButton", [this, folder = last->folder] {
                    studio().runHost().resume(folder);
                    studio().go(QStringLiteral("run"));
                });
        }
        if (studio().draft().isHalfPrepared()) {
            add(new Notice(Notice::Kind::Info, tr("A new run is half prepared.")), tr("Go on with it"), "continueDraftButton", [this] { studio().go(QStringLiteral("wizard")); });
        }
    }

    template <typename Call>
    void add(Notice* notice, const QString& words, const char* name, Call call) {
        connect(notice->addButton(words, name), &QPushButton::clicked, this, call);
        goOn_->addWidget(notice);
    }

    void showRecent() {
        emptyLater(recent_);
        const auto& runs = studio().history().runs();
        if (runs.empty()) {
            recent_->addWidget(label(studio().history().isKnown() ? tr("None yet. The sample is a good first one.") : tr("Looking for earlier runs…"), "soft"));
            return;
        }
        for (size_t i = 0; i < std::min(runs.size(), kRecent); ++i) recent_->addWidget(runCard(runs[i]));
    }

    ChoiceCard* runCard(const RunSummary& run) {
        auto* card = new ChoiceCard(QStringLiteral("run"), run.name.empty() ? qText(run.id) : qText(run.name));
        card->setObjectName(QStringLiteral("recentRun_") + qText(run.id));
        card->addTag(stateWord(run.state, run.reason), run.state == RunState::Finished ? "goodTag" : run.state == RunState::Failed || run.state == RunState::Broken ? "badTag" : "tag");
        card->addTag(agoWords(os::now() - run.last));
        if (run.baseLoss && run.bestLoss && *run.bestLoss < *run.baseLoss) card->addTag(tr("loss %1 → %2").arg(lossWords(*run.baseLoss), lossWords(*run.bestLoss)));
        connect(card, &QPushButton::clicked, this, [this, id = qText(run.id)] { studio().go(QStringLiteral("run"), {id}); });
        return card;
    }

    QVBoxLayout *messages_, *goOn_, *recent_;
    ChoiceCard* sample_ = nullptr;
};

}  // namespace

PageInfo homePage() {
    return {QStringLiteral("home"), HomePage::tr("&Home"), QStringLiteral("home"), [](Studio& studio) -> Page* { return new HomePage(studio); }};
}

}  // namespace luthier::ui

#include "home_page.moc"
