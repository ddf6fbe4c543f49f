// SPDX-License-Identifier: GPL-3.0-or-later
#include <QCoreApplication>
#include <QDir>
#include <QFileDialog>
#include <QHBoxLayout>
#include <QProgressBar>
#include <QPushButton>
#include <QStackedWidget>
#include <QVBoxLayout>

#include "ui/models/export_card.h"
#include "ui/models/problem_words.h"
#include "ui/models/runs_model.h"
#include "ui/models/text.h"
#include "ui/models/words.h"
#include "ui/runner/errand.h"
#include "ui/shell/job.h"
#include "ui/shell/page.h"
#include "ui/shell/studio.h"
#include "ui/shell/theme.h"
#include "ui/widgets/ask_file.h"
#include "ui/widgets/column.h"
#include "ui/widgets/empty.h"
#include "ui/widgets/labels.h"
#include "ui/widgets/notice.h"
#include "ui/widgets/placeholder.h"
#include "ui/widgets/run_box.h"

namespace luthier::ui {
namespace {

/// A card of the page and what belongs to it.
struct CardView {
    ExportCard card;
    QPushButton *write, *stop, *open;
    QProgressBar* busy;
    Notice* note;
    std::filesystem::path target;
};

/// What was learnt, in the forms that other programs take.
class ExportPage : public Page {
    Q_DECLARE_TR_FUNCTIONS(ExportPage)
public:
    explicit ExportPage(Studio& studio) : Page(studio), reading_(new Job(this)), errand_(new ErrandRunner(studio.runHost(), this)) {
        build();
        connect(&studio.history(), &RunHistory::changed, this, [this] { offerRuns(); });
        connect(&studio.runHost(), &RunHost::learnt, this, [this](const QString& run) {
            if (!isVisible() && !errand_->isBusy()) id_ = run;
        });
        connect(runs_, &RunBox::picked, this, [this](const QString& id) {
            id_ = id;
            read();
        });
        connect(errand_, &ErrandRunner::told, this, [this](const QByteArray& output) { output_ += output; });
        connect(errand_, &ErrandRunner::done, this, [this](const RunEnd& end) { finish(end); });
        connect(reading_, &Job::failed, this, [this](const Problem& problem) {
            stack_->setCurrentIndex(0);
            placeholder_->showError(tr("This run cannot be exported"), whatOf(problem) + '\n' + mendOf(problem), {tr("All runs"), QStringLiteral("runs")});
        });
        connect(placeholder_, &Placeholder::wanted, &studio, &Studio::go);
    }

    void arrive(const QStringList& with) override {
        if (errand_->isBusy()) return;  // what is being written is shown until it is there
        if (!with.isEmpty()) id_ = with.front();
        offerRuns();
        if (id_ != read_ || views_.empty()) read();
    }

private:
    void build() {
        auto* whole = new QVBoxLayout(this);
        whole->setContentsMargins(0, 0, 0, 0);
        whole->addWidget(stack_ = new QStackedWidget);
        stack_->addWidget(placeholder_ = new Placeholder);
        stack_->addWidget(column_ = new Column);
        column_->addTitle(tr("Export"), tr("Take what was learnt with you, for Luthier on another computer or for other programs."));
        column_->rows()->addWidget(runs_ = new RunBox("exportRunBox", tr("Which run")));
        column_->rows()->addWidget(where_ = label({}, "soft"));
        column_->rows()->addWidget(licence_ = new Notice);
        column_->rows()->addLayout(cards_ = new QVBoxLayout);
        cards_->setSpacing(spacing(4));
        column_->rows()->addStretch(1);
    }

    void offerRuns() {
        runs_->offer(studio().history().runs(), canBeExported, id_);
        if (!id_.isEmpty() || runs_->isEmpty()) return;
        id_ = runs_->newest();
        runs_->offer(studio().history().runs(), canBeExported, id_);
        read();
    }

    void read() {
        read_ = id_;
        if (id_.isEmpty()) {
            stack_->setCurrentIndex(0);
            return placeholder_->showEmpty(QStringLiteral("export"), tr("Nothing to export yet"), tr("When a run is done, its result can be taken to other programs from here."), {tr("Start a run"), QStringLiteral("wizard")});
        }
        reading_->start([folder = studio().home() / "runs" / pathOf(id_)](const JobTicket&) { return exportFactsOf(folder); }, [this](ExportFacts&& facts) {
            facts_ = std::move(facts);
            show();
        });
    }

    void show() {
        stack_->setCurrentIndex(1);
        where_->setText(tr("Exports go to %1 unless you choose another folder; Preferences change that.").arg(studio().preferences().values().exportPlace()));
        licence_->setVisible(!facts_.licence.empty());
        licence_->say(Notice::Kind::Info, tr("The base model's licence is %1.").arg(qText(facts_.licence)), tr("It holds for what you make of the model too. Also ask yourself whether your examples may be passed on in this form."));
        emptyLater(cards_);
        views_.clear();
        for (const ExportCard& card : exportCards()) {
            views_.push_back({card, nullptr, nullptr, nullptr, nullptr, nullptr, {}});
            cards_->addWidget(makeCard(views_.size() - 1));
        }
    }

    QWidget* makeCard(size_t index) {
        CardView& view = views_[index];
        auto* card = new QFrame;
        card->setProperty("role", "card");
        auto* rows = new QVBoxLayout(card);
        rows->setContentsMargins(spacing(4), spacing(4), spacing(4), spacing(4));
        rows->setSpacing(spacing(2));
        auto* top = new QHBoxLayout;
        top->addWidget(label(view.card.title, "heading"), 1);
        if (const int64_t bytes = view.card.bytes(facts_); bytes > 0) {
            QLabel* size = label(tr("about %1").arg(sizeWords(bytes)), "soft");
            size->setWordWrap(false);
            top->addWidget(size);
        }
        rows->addLayout(top);
        rows->addWidget(label(view.card.words));
        rows->addWidget(label(tr("Works in: %1").arg(facts_.labels ? view.card.labelsWorkIn : view.card.worksIn), "soft"));
        rows->addWidget(view.note = new Notice);
        rows->addWidget(view.busy = new QProgressBar);
        view.busy->setRange(0, 0);
        view.busy->setAccessibleName(tr("Exporting %1").arg(view.card.title));
        view.busy->hide();
        auto* buttons = new QHBoxLayout;
        buttons->addStretch(1);
        view.open = new QPushButton(tr("Open folder"));
        view.write = new QPushButton(tr("Export…"));
        view.stop = new QPushButton(tr("Stop"));
        view.write->setProperty("role", "main");
        view.open->setAccessibleName(tr("Open the folder of %1").arg(view.card.title));
        view.write->setAccessibleName(tr("Export %1").arg(view.card.title));
        view.open->setObjectName("openExportButton_" + qText(view.card.format));
        view.write->setObjectName("exportButton_" + qText(view.card.format));
        view.stop->setObjectName("stopExportButton_" + qText(view.card.format));
        view.open->hide();
        view.stop->hide();
        buttons->addWidget(view.open);
        buttons->addWidget(view.stop);
        buttons->addWidget(view.write);
        rows->addLayout(buttons);
        const QString obstacle = view.card.obstacle(facts_);
        view.note->setVisible(!obstacle.isEmpty());
        if (!obstacle.isEmpty()) view.note->say(Notice::Kind::Info, obstacle);
        view.write->setEnabled(obstacle.isEmpty());
        connect(view.write, &QPushButton::clicked, this, [this, index] { write(index); });
        connect(view.stop, &QPushButton::clicked, errand_, &ErrandRunner::stop);
        connect(view.open, &QPushButton::clicked, this, [this, index] { openOutside(this, qPath(views_[index].target)); });
        return card;
    }

    std::filesystem::path parentFolder() {
        return pathOf(studio().preferences().values().exportPlace());
    }

    void write(size_t index) {
        if (errand_->isBusy()) return;
        CardView& view = views_[index];
        QDir().mkpath(studio().preferences().values().exportPlace());  // where a folder is missing the dialog opens somewhere else
        const std::filesystem::path proposed = freeTarget(parentFolder(), facts_.name, view.card);
        const QString chosen = QFileDialog::getSaveFileName(window(), tr("Export to a new folder"), qPath(proposed), {}, nullptr, QFileDialog::DontConfirmOverwrite);
        if (chosen.isEmpty()) return;
        view.target = pathOf(chosen);
        at_ = index;
        output_.clear();
        view.note->show();
        view.note->say(Notice::Kind::Info, tr("It is written, then read back to prove it."));
        view.open->hide();
        view.busy->show();
        view.stop->show();
        view.stop->setFocus();  // where the keyboard waits: the button cannot have it meanwhile
        runs_->setEnabled(false);
        for (CardView& other : views_) other.write->setEnabled(false);
        ExportRequest request;
        request.source = textOf(studio().home() / "runs" / pathOf(id_));
        request.format = view.card.format;
        request.out = view.target;
        errand_->start(exportErrand(request));
    }

    void finish(const RunEnd& end) {
        for (CardView& view : views_) view.write->setEnabled(view.card.obstacle(facts_).isEmpty());
        runs_->setEnabled(true);
        CardView& view = views_[at_];
        view.busy->hide();
        view.open->setVisible(end.kind == RunEnd::Kind::Done);
        if (window()->focusWidget() == view.stop) (end.kind == RunEnd::Kind::Done ? view.open : view.write)->setFocus();
        view.stop->hide();
        view.note->setVisible(end.kind != RunEnd::Kind::Stopped);
        if (end.kind != RunEnd::Kind::Done) {
            const Problem problem = end.problems.empty() ? error("", "", "") : end.problems.front();
            return view.note->say(Notice::Kind::Bad, tr("Not exported: %1").arg(translatedCore(problem.what)), mendOf(problem));
        }
        view.note->say(Notice::Kind::Good, tr("Written to %1").arg(qPath(view.target)), proofOf(output_));
    }

    static QString proofOf(const QByteArray& output) {
        try {
            return proofWords(Json::parse(output.trimmed().toStdString()));
        } catch (const JsonError&) {
            return {};
        }
    }

    Job* reading_;
    ErrandRunner* errand_;
    QString id_, read_;  ///< the run that is chosen, and the one that was read
    ExportFacts facts_;
    QByteArray output_;
    size_t at_ = 0;
    std::vector<CardView> views_;
    QStackedWidget* stack_;
    Placeholder* placeholder_;
    Column* column_;
    RunBox* runs_;
    QLabel* where_;
    Notice* licence_;
    QVBoxLayout* cards_;
};

}  // namespace

PageInfo exportsPage() {
    return {QStringLiteral("export"), ExportPage::tr("&Export"), QStringLiteral("export"), [](Studio& studio) -> Page* { return new ExportPage(studio); }};
}

}  // namespace luthier::ui
