// SPDX-License-Identifier: GPL-3.0-or-later
#include <QCoreApplication>
#include <QSplitter>
#include <QStackedWidget>
#include <QTabWidget>
#include <QVBoxLayout>

#include "ui/models/problem_words.h"
#include "ui/models/run_history.h"
#include "ui/models/text.h"
#include "ui/runner/run_host.h"
#include "ui/shell/job.h"
#include "ui/shell/page.h"
#include "ui/shell/studio.h"
#include "ui/shell/theme.h"
#include "ui/widgets/answer_list.h"
#include "ui/widgets/confusion_table.h"
#include "ui/widgets/curve_plot.h"
#include "ui/widgets/placeholder.h"
#include "ui/widgets/run_head.h"
#include "ui/widgets/run_plots.h"

namespace luthier::ui {
namespace {

constexpr int kMixUps = 1;        // tab of the side
constexpr int kSideWidth = 280;   // pixels at 100 %, at least

/// A run as it goes on, or as its folder tells it.
class RunPage : public Page {
    Q_DECLARE_TR_FUNCTIONS(RunPage)
public:
    explicit RunPage(Studio& studio) : Page(studio), host_(studio.runHost()), loading_(new Job(this)) {
        build();
        steer();
        connect(&host_, &RunHost::changed, this, [this] { follow(); });
        connect(&host_, &RunHost::phaseChanged, this, [this] { follow(); });
        connect(&host_, &RunHost::ended, this, [this] { follow(); });
        connect(&studio.history(), &RunHistory::changed, this, [this] {
            if (stack_->currentIndex() != 0) show();  // the placeholder's words are not the history's to change
        });
        connect(loading_, &Job::failed, this, [this](const Problem& problem) { showGone(problem); });
        connect(placeholder_, &Placeholder::wanted, &studio, &Studio::go);
    }

    void arrive(const QStringList& with) override {
        const QString id = with.isEmpty() ? QString() : with.front();
        if (!id.isEmpty() && (id != host_.runId() || host_.phase() == RunPhase::Idle)) return load(id);
        if (id.isEmpty() && host_.phase() == RunPhase::Idle) {
            if (!run_->id().empty()) return show();
            if (!studio().history().runs().empty()) return load(qText(studio().history().runs().front().id));
        }
        live_ = true;
        plots_->setRun(&host_.run());
        follow();
    }

    /// Of a run that is done at what comes next; of one that goes on not at what would stop it.
    QWidget* start() override { return live_ && host_.isBusy() ? &plots_->large() : nullptr; }

private:
    void build() {
        auto* whole = new QVBoxLayout(this);
        whole->setContentsMargins(0, 0, 0, 0);
        whole->addWidget(stack_ = new QStackedWidget);
        auto* content = new QWidget;
        auto* rows = new QVBoxLayout(content);
        rows->setContentsMargins(spacing(6), spacing(5), spacing(6), spacing(5));
        rows->setSpacing(spacing(4));
        rows->addWidget(head_ = new RunHead);
        auto* card = new QFrame;
        card->setProperty("role", "card");
        auto* inside = new QVBoxLayout(card);
        inside->setContentsMargins(1, 1, 1, 1);
        auto* sides = new QSplitter;
        sides->addWidget(plots_ = new RunPlots);
        sides->addWidget(makeSide());
        sides->setStretchFactor(0, 5);
        sides->setStretchFactor(1, 2);
        sides->setChildrenCollapsible(false);
        inside->addWidget(sides);
        rows->addWidget(card, 1);
        stack_->addWidget(placeholder_ = new Placeholder);
        stack_->addWidget(content);
    }

    /// What it answers; of a run over labels also what it takes for what.
    QWidget* makeSide() {
        side_ = new QTabWidget;
        side_->setObjectName(QStringLiteral("runSideTabs"));
        side_->setAccessibleName(tr("Answers"));
        side_->setDocumentMode(true);
        side_->setTabBarAutoHide(true);
        side_->setMinimumWidth(kSideWidth);
        side_->addTab(answers_ = new AnswerList, tr("Answers"));
        side_->addTab(confusion_ = new ConfusionTable, tr("Mix-ups"));
        side_->setTabVisible(kMixUps, false);
        return side_;
    }

    void steer() {
        connect(head_, &RunHead::pauseAsked, &host_, &RunHost::pause);
        connect(head_, &RunHead::proceedAsked, &host_, &RunHost::proceed);
        connect(head_, &RunHead::saveAsked, &host_, &RunHost::save);
        connect(head_, &RunHead::stopAsked, &host_, &RunHost::stop);
        connect(head_, &RunHead::resumeAsked, this, [this] { resume(); });
        connect(head_, &RunHead::tryAsked, this, [this] { studio().go(QStringLiteral("try_it"), {id()}); });
        connect(head_, &RunHead::compareAsked, this, [this] { studio().go(QStringLiteral("compare"), {id()}); });
        connect(head_, &RunHead::exportAsked, this, [this] { studio().go(QStringLiteral("export"), {id()}); });
    }

    const ShownRun& run() const { return live_ ? host_.run() : *run_; }
    QString id() const { return qText(run().id()); }

    void load(const QString& id) {
        live_ = false;
        placeholder_->showBusy(tr("Opening the run…"));
        stack_->setCurrentIndex(0);
        loading_->start([folder = studio().home() / "runs" / pathOf(id)](const JobTicket&) { return shownRunOf(folder); },
                        [this](ShownRun&& loaded) {
                            if (loaded.id().empty()) return showGone(error("", stdText(tr("Its folder is not there any more, or holds no run.")), ""));
                            run_ = std::make_unique<ShownRun>(std::move(loaded));
                            plots_->setRun(run_.get());
                            show();
                            answers_->show(*run_);
                            Q_EMIT ready();
                        });
    }

    void resume() {
        const std::filesystem::path folder = run().folder();
        live_ = true;
        host_.resume(folder);
        plots_->setRun(&host_.run());
        follow();
    }

    void follow() {
        if (!live_ || !isVisible()) return;
        show();
        plots_->refresh();
        if (const size_t count = answersTold(); count != answersShown_) {
            answersShown_ = count;
            answers_->show(run());
        }
    }

    /// How many answers the run told: new ones are shown, the same are not built again.
    size_t answersTold() const {
        size_t count = run().answers().size();
        for (const ShownAnswer& answer : run().answers()) count += answer.now.size();
        return count;
    }

    void show() {
        const RunPhase phase = live_ ? host_.phase() : RunPhase::Ended;
        if (phase == RunPhase::Idle || (phase == RunPhase::Ended && run().id().empty())) return showNothing();
        stack_->setCurrentIndex(1);
        const RunSummary* known = studio().history().find(id());
        const QString name = known && !known->name.empty() ? qText(known->name) : id();
        head_->show(name.isEmpty() ? tr("New run") : name, run(), phase, controls(phase));
        const bool goesOn = phase == RunPhase::Training || phase == RunPhase::Paused;
        head_->advise(goesOn ? adviceFor(run(), live_ ? host_.freeDisk() : std::nullopt) : std::vector<Advice>());
        confusion_->show(run().confusion());
        side_->setTabVisible(kMixUps, !run().confusion().empty());
        tellEnd(phase);
    }

    void showNothing() {
        stack_->setCurrentIndex(0);
        if (live_ && !host_.end().problems.empty()) return showTrouble(host_.end().problems.front());
        placeholder_->showEmpty(QStringLiteral("run"), tr("No run yet"), tr("Start one, and you can watch here how your model learns."), {tr("Start a run"), QStringLiteral("wizard")});
    }

    void showGone(const Problem& problem) {
        stack_->setCurrentIndex(0);
        placeholder_->showError(tr("This run cannot be opened"), whatOf(problem), {tr("All runs"), QStringLiteral("runs")});
    }

    void showTrouble(const Problem& problem) {
        stack_->setCurrentIndex(0);
        placeholder_->showError(tr("The run could not start"), whatOf(problem) + '\n' + mendOf(problem), {tr("Change the settings"), QStringLiteral("wizard")});
    }

    void tellEnd(RunPhase phase) {
        const bool failed = live_ && phase == RunPhase::Ended && (host_.end().kind == RunEnd::Kind::Failed || host_.end().kind == RunEnd::Kind::Crashed || host_.end().kind == RunEnd::Kind::Refused);
        if (failed && !host_.end().problems.empty()) return head_->tellTrouble(whatOf(host_.end().problems[0]), mendOf(host_.end().problems[0]));
        const auto& failure = run().course().failure;
        const Problem told = failure ? error(failure->where, failure->what, failure->mend) : Problem();
        head_->tellTrouble(failure && phase == RunPhase::Ended ? whatOf(told) : QString(), mendOf(told));
    }

    RunControls controls(RunPhase phase) const {
        RunControls may;
        may.pause = phase == RunPhase::Training && host_.can(Ask::Pause);
        may.proceed = phase == RunPhase::Paused && host_.can(Ask::Continue);
        may.save = phase == RunPhase::Training && host_.can(Ask::Save);
        may.stop = phase != RunPhase::Stopping && phase != RunPhase::Ended && (host_.can(Ask::Stop) || phase == RunPhase::Preparing);
        if (phase != RunPhase::Ended) return may;
        const std::string& reason = run().course().reason;
        const bool complete = reason == "done" || reason == "early_stop";
        may.resume = !complete && !host_.isBusy();
        may.compare = true;
        may.tryIt = may.exports = complete || run().course().snapshot > 0;  // at step 0 it has learnt nothing
        return may;
    }

    RunHost& host_;
    Job* loading_;
    std::unique_ptr<ShownRun> run_ = std::make_unique<ShownRun>();
    bool live_ = true;
    size_t answersShown_ = 0;
    QStackedWidget* stack_;
    Placeholder* placeholder_;
    RunHead* head_;
    RunPlots* plots_;
    AnswerList* answers_;
    ConfusionTable* confusion_;
    QTabWidget* side_;
};

}  // namespace

PageInfo runPage() {
    return {QStringLiteral("run"), RunPage::tr("&Run"), QStringLiteral("run"), [](Studio& studio) -> Page* { return new RunPage(studio); }};
}

}  // namespace luthier::ui
