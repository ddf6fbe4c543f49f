// SPDX-License-Identifier: GPL-3.0-or-later
#include <QCheckBox>
#include <QCoreApplication>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QPushButton>
#include <QStackedWidget>
#include <QTabBar>
#include <QTabWidget>
#include <QTableWidget>
#include <QToolButton>

#include <algorithm>
#include <map>
#include <utility>

#include "ui/models/comparison.h"
#include "ui/models/label_counts.h"
#include "ui/models/problem_words.h"
#include "ui/models/run_words.h"
#include "ui/models/shortened.h"
#include "ui/models/text.h"
#include "ui/models/word_difference.h"
#include "ui/models/words.h"
#include "ui/shell/icon.h"
#include "ui/shell/job.h"
#include "ui/shell/page.h"
#include "ui/shell/studio.h"
#include "ui/shell/theme.h"
#include "ui/widgets/column.h"
#include "ui/widgets/combo_box.h"
#include "ui/widgets/curve_plot.h"
#include "ui/widgets/empty.h"
#include "ui/widgets/labels.h"
#include "ui/widgets/notice.h"
#include "ui/widgets/placeholder.h"
#include "ui/widgets/run_box.h"

namespace luthier::ui {
namespace {

constexpr qsizetype kMostRuns = 6, kChipLength = 24;
constexpr int kNarrowestRun = 96, kWidestWords = 340, kPadding = 32, kChipMore = 44;  // pixels at 100 %
constexpr Series kCompared[] = {Series::HeldOut, Series::Loss, Series::LearningRate, Series::Speed};

/// Two to six runs side by side; the first is what the others are measured by.
class ComparePage : public Page {
    Q_DECLARE_TR_FUNCTIONS(ComparePage)
public:
    explicit ComparePage(Studio& studio) : Page(studio), reading_(new Job(this)) {
        build();
        connect(&studio.history(), &RunHistory::changed, this, [this] {
            if (ids_.isEmpty() && isVisible()) arrive({});
            else offerRuns();
        });
        connect(reading_, &Job::failed, this, [this](const Problem& problem) { placeholder_->showError(tr("These runs cannot be read"), whatOf(problem) + '\n' + mendOf(problem), {tr("Choose runs"), QStringLiteral("runs")}); });
        connect(placeholder_, &Placeholder::wanted, &studio, &Studio::go);
        connect(&Theme::instance(), &Theme::changed, this, [this] { show(); });
    }

    void arrive(const QStringList& with) override {
        if (with.size() > 1) ids_ = with.mid(0, kMostRuns);
        else if (with.size() == 1 && !ids_.contains(with.front())) ids_ = with;
        if (ids_.isEmpty()) addNewest();
        if (ids_.size() == 1) addNeighbour();
        read();
    }

    QWidget* start() override { return tabs_->tabBar(); }

private:
    void build() {
        auto* rows = new QVBoxLayout(this);
        rows->setContentsMargins(spacing(6), spacing(5), spacing(6), spacing(5));
        rows->setSpacing(spacing(3));
        auto* bar = new QHBoxLayout;
        QLabel* title = label(tr("Compare"), "title");
        title->setWordWrap(false);
        bar->addWidget(title);
        bar->addLayout(chips_ = new QHBoxLayout, 1);
        bar->addWidget(add_ = new RunBox("addRunBox", tr("Add a run"), tr("Add a run…")));
        connect(add_, &RunBox::picked, this, [this](const QString& id) {
            if (ids_.size() >= kMostRuns) return;
            ids_ << id;
            read();
        });
        rows->addLayout(bar);
        stack_ = new QStackedWidget;
        stack_->addWidget(placeholder_ = new Placeholder);
        auto* content = new QWidget;
        auto* inside = new QVBoxLayout(content);
        inside->setContentsMargins(0, 0, 0, 0);
        inside->setSpacing(spacing(3));
        inside->addLayout(verdicts_ = new QVBoxLayout);
        inside->addWidget(tabs_ = new QTabWidget, 1);
        tabs_->setObjectName(QStringLiteral("compareTabs"));
        tabs_->setDocumentMode(true);
        tabs_->addTab(makeCurves(), tr("Cur&ves"));
        tabs_->addTab(numbers_ = makeTable(tr("Numbers")), tr("Num&bers"));
        numbers_->setObjectName(QStringLiteral("numbersTable"));
        tabs_->addTab(makeSettings(), tr("&Settings"));
        tabs_->addTab(answers_ = new Column(nullptr, 1600), tr("Ans&wers"));
        stack_->addWidget(content);
        rows->addWidget(stack_, 1);
    }

    QWidget* makeCurves() {
        auto* whole = new QFrame;
        whole->setProperty("role", "card");
        auto* rows = new QVBoxLayout(whole);
        auto* bar = new QHBoxLayout;
        auto* what = curves_ = new ComboBox;
        what->setAccessibleName(tr("Which curve"));
        what->addItems({tr("Loss on examples never seen"), tr("Loss while learning, smoothed"), tr("Learning rate"), tr("Speed")});
        auto* axis = new ComboBox;
        axis->setAccessibleName(tr("What the curves lie along"));
        axis->addItem(tr("over steps"), static_cast<int>(CurveAxis::Step));
        axis->addItem(tr("over examples seen"), static_cast<int>(CurveAxis::Examples));
        axis->addItem(tr("over time"), static_cast<int>(CurveAxis::Seconds));
        what->setObjectName(QStringLiteral("compareCurveBox"));
        axis->setObjectName(QStringLiteral("compareAxisBox"));
        auto* logarithmic = new QCheckBox(tr("&Logarithmic"));
        bar->addWidget(what);
        bar->addStretch(1);
        bar->addWidget(logarithmic);
        bar->addWidget(axis);
        plot_ = new CurvePlot(tr("Loss"), lossWords);
        plot_->setObjectName(QStringLiteral("comparePlot"));
        bar->addWidget(plotMenu(*plot_));
        rows->addLayout(bar);
        rows->addWidget(plot_, 1);
        connect(what, &QComboBox::currentIndexChanged, this, [this](int index) {
            curve_ = index;
            showCurves();
        });
        connect(axis, &QComboBox::currentIndexChanged, this, [this, axis] { plot_->setAxis(static_cast<CurveAxis>(axis->currentData().toInt())); });
        connect(logarithmic, &QCheckBox::toggled, plot_, &CurvePlot::setLogarithmic);
        return whole;
    }

    QTableWidget* makeTable(const QString& name) {
        auto* table = new QTableWidget;
        table->setAccessibleName(name);
        table->setEditTriggers(QAbstractItemView::NoEditTriggers);
        table->setSelectionBehavior(QAbstractItemView::SelectRows);
        table->setTabKeyNavigation(false);
        table->verticalHeader()->hide();
        table->verticalHeader()->setSectionResizeMode(QHeaderView::ResizeToContents);
        table->horizontalHeader()->setMinimumSectionSize(kNarrowestRun);
        table->horizontalHeader()->setHighlightSections(false);
        table->horizontalHeader()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
        table->setShowGrid(false);
        return table;
    }

    QWidget* makeSettings() {
        auto* whole = new QWidget;
        auto* rows = new QVBoxLayout(whole);
        rows->setContentsMargins(0, spacing(2), 0, 0);
        rows->addWidget(differences_ = new QCheckBox(tr("&Only differences")));
        differences_->setObjectName(QStringLiteral("onlyDifferencesCheck"));
        differences_->setChecked(true);
        rows->addWidget(same_ = label(tr("All settings are the same."), "soft"));
        rows->addWidget(settings_ = makeTable(tr("Settings")), 1);
        settings_->setObjectName(QStringLiteral("settingsTable"));
        connect(differences_, &QCheckBox::toggled, this, [this] { showSettings(); });
        return whole;
    }

    /// Where nothing was chosen the newest run that was measured.
    void addNewest() {
        const auto& runs = studio().history().runs();
        const auto measured = std::ranges::find_if(runs, [](const RunSummary& run) { return run.bestLoss.has_value(); });
        if (measured != runs.end()) ids_ << qText(measured->id);
    }

    /// Of one run alone the newest other one on the same data, else any.
    void addNeighbour() {
        const RunSummary* one = studio().history().find(ids_.front());
        const RunSummary* found = nullptr;
        for (const RunSummary& run : studio().history().runs()) {
            if (qText(run.id) == ids_.front() || !run.bestLoss) continue;
            if (!found || (one && run.data == one->data && found->data != one->data)) found = &run;
        }
        if (found) ids_ << qText(found->id);
    }

    void read() {
        offerRuns();
        if (ids_.size() < 2) {
            showChips();
            stack_->setCurrentIndex(0);
            return placeholder_->showEmpty(QStringLiteral("compare"), tr("Comparing needs two runs"), ids_.isEmpty() ? tr("Choose two to six of them in the list of runs.") : tr("Add one more above, or choose two to six of them in the list of runs."), {tr("Choose runs"), QStringLiteral("runs")});
        }
        stack_->setCurrentIndex(0);
        placeholder_->showBusy(tr("Comparing…"));
        std::vector<std::filesystem::path> folders;
        for (const QString& id : ids_) folders.push_back(studio().home() / "runs" / pathOf(id));
        reading_->start([folders](const JobTicket&) { return std::make_shared<Comparison>(comparisonOf(folders)); },
                        [this](std::shared_ptr<Comparison>&& read) {
                            plot_->setLines({});
                            comparison_ = std::move(read);
                            show();
                            Q_EMIT ready();
                        });
    }

    void offerRuns() {
        add_->offer(studio().history().runs(), [this](const RunSummary& run) { return !ids_.contains(qText(run.id)); });
        add_->setEnabled(!add_->isEmpty());
        add_->setVisible(ids_.size() < kMostRuns);  // six names need the room
    }

    void show() {
        if (!comparison_) return;
        stack_->setCurrentIndex(1);
        offerQuality();
        showChips();
        showVerdicts();
        showCurves();
        fill(*numbers_, comparison_->numbers);
        showSettings();
        showAnswers();
    }

    /// How often runs are right is asked only of those whose rows have labels.
    void offerQuality() {
        const bool any = std::ranges::any_of(comparison_->runs, [](const Comparison::Run& run) { return run.shown.hasQuality(); });
        answerNumbers_ = any && std::ranges::all_of(comparison_->runs, [](const Comparison::Run& run) { return run.shown.answersNumbers() || !run.shown.hasQuality(); });
        const int kept = curves_->currentIndex();
        const QSignalBlocker quiet(curves_);
        while (curves_->count() > static_cast<int>(std::size(kCompared))) curves_->removeItem(curves_->count() - 1);
        if (any) curves_->addItem(answerNumbers_ ? tr("How far they are off") : tr("How often they are right"));
        curves_->setCurrentIndex(kept < curves_->count() ? kept : 0);
        curve_ = curves_->currentIndex();
    }

    void showChips() {
        emptyLater(chips_);
        for (qsizetype i = 0; i < ids_.size(); ++i) {
            const RunSummary* run = studio().history().find(ids_[i]);
            const QString name = run && !run->name.empty() ? qText(run->name) : ids_[i];
            auto* chip = new QToolButton;
            QPixmap dot(12, 12);
            dot.fill(colours().lines[static_cast<size_t>(i)]);
            chip->setIcon(dot);
            chip->setText(shortened(name, kChipLength) + QStringLiteral("  ×"));
            chip->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
            chip->ensurePolished();
            chip->setMaximumWidth(chip->fontMetrics().horizontalAdvance(chip->text()) + kChipMore);
            chip->setAccessibleName(tr("Take %1 out of the comparison").arg(name));
            chip->setToolTip(chip->accessibleName());
            connect(chip, &QToolButton::clicked, this, [this, id = ids_[i]] {
                ids_.removeAll(id);
                read();
            });
            chips_->addWidget(chip);
        }
        chips_->addStretch(1);
    }

    /// Verdicts of a kind share a notice: those on six runs leave room for the curves.
    void showVerdicts() {
        emptyLater(verdicts_);
        std::map<Notice::Kind, QStringList> told;
        for (const Comparison::Verdict& verdict : comparison_->verdicts) {
            using Kind = Comparison::Verdict::Kind;
            told[verdict.kind == Kind::Better ? Notice::Kind::Good : verdict.kind == Kind::NotComparable ? Notice::Kind::Warn : Notice::Kind::Info] << verdict.words;
        }
        if (!comparison_->sameData) {
            QStringList words{tr("A lower number does not say that one is better. Try them side by side instead.")};
            words << std::exchange(told[Notice::Kind::Warn], {});
            verdicts_->addWidget(new Notice(Notice::Kind::Warn, tr("These runs learnt from different examples."), words.join('\n')));
        }
        for (const auto& [kind, words] : told) {
            if (!words.isEmpty()) verdicts_->addWidget(new Notice(kind, words.join('\n')));
        }
    }

    void showCurves() {
        if (!comparison_) return;
        const bool quality = curve_ >= static_cast<int>(std::size(kCompared)), smooth = !quality && kCompared[curve_] == Series::Loss;
        std::vector<PlotLine> lines;
        int index = 0;
        for (const Comparison::Run& run : comparison_->runs) {
            const Curve& curve = quality ? run.shown.curve(answerNumbers_ ? Series::MeanError : Series::Accuracy) : smooth ? run.shown.smoothLoss() : run.shown.curve(kCompared[curve_]);
            const PlotLine::Look look = curve_ == 0 || quality ? PlotLine::Look::Marked : PlotLine::Look::Strong;
            lines.push_back({run.name, &curve, look, index, index, {CurveAxis::Step, run.shown.examplesPerStep()}});
            ++index;
        }
        plot_->setTitle(curves_->currentText());
        plot_->setReading(quality && !answerNumbers_ ? tr("higher is better") : quality || curve_ < 2 ? tr("lower is better") : QString());
        plot_->setNumber(curve_ < 2 ? lossWords : !quality ? preciseWords : answerNumbers_ ? labelNumberWords : percentWords);
        plot_->setLines(std::move(lines));
    }

    void fill(QTableWidget& table, const std::vector<Comparison::Row>& rows) {
        QStringList heads{QString()};
        for (const Comparison::Run& run : comparison_->runs) heads << run.name;
        table.clear();
        table.setColumnCount(static_cast<int>(heads.size()));
        table.setHorizontalHeaderLabels(heads);
        table.setRowCount(static_cast<int>(rows.size()));
        for (int row = 0; row < table.rowCount(); ++row) {
            const Comparison::Row& told = rows[static_cast<size_t>(row)];
            auto* name = new QTableWidgetItem(told.label);
            name->setToolTip(told.key);
            table.setItem(row, 0, name);
            for (int column = 0; column < told.values.size(); ++column) {
                const bool best = column == told.best;
                auto* item = new QTableWidgetItem(best ? tr("%1  (best)").arg(told.values[column]) : told.values[column]);
                if (best) item->setIcon(icon(QStringLiteral("good"), Tone::Good));
                item->setToolTip(told.exact.value(column, told.values[column]));
                table.setItem(row, column + 1, item);
            }
        }
        fitColumns(table);
    }

    /// The words of the rows have the room they need, up to a bound; the runs share the rest.
    void fitColumns(QTableWidget& table) {
        int widest = 0;
        for (int row = 0; row < table.rowCount(); ++row) widest = std::max(widest, table.fontMetrics().horizontalAdvance(table.item(row, 0)->text()));
        table.horizontalHeader()->setSectionResizeMode(QHeaderView::Stretch);
        table.horizontalHeader()->setSectionResizeMode(0, QHeaderView::Interactive);
        table.horizontalHeader()->resizeSection(0, std::min(widest + kPadding, kWidestWords));
    }

    void showSettings() {
        if (!comparison_) return;
        std::vector<Comparison::Row> rows;
        for (const Comparison::Row& row : comparison_->settings) {
            if (row.differs || !differences_->isChecked()) rows.push_back(row);
        }
        same_->setVisible(rows.empty());
        settings_->setVisible(!rows.empty());
        fill(*settings_, rows);
    }

    void showAnswers() {
        emptyLater(answers_->rows());
        if (comparison_->answers.empty()) answers_->rows()->addWidget(label(tr("They were asked nothing in common."), "soft"));
        for (const Comparison::Answers& answers : comparison_->answers) answers_->rows()->addWidget(makeAnswers(answers));
        answers_->rows()->addStretch(1);
    }

    QWidget* makeAnswers(const Comparison::Answers& answers) {
        auto* card = new QFrame;
        card->setProperty("role", "card");
        auto* rows = new QVBoxLayout(card);
        rows->setContentsMargins(spacing(4), spacing(3), spacing(4), spacing(3));
        rows->addWidget(label(answers.prompt, "strong"));
        auto* sides = new QHBoxLayout;
        sides->setSpacing(spacing(4));
        for (qsizetype i = 0; i < answers.texts.size(); ++i) {
            auto* side = new QVBoxLayout;
            side->addWidget(label(comparison_->runs[static_cast<size_t>(i)].name, "small"));
            QLabel* text = label({});
            text->setTextFormat(Qt::RichText);
            text->setTextInteractionFlags(Qt::TextSelectableByMouse);
            text->setAlignment(Qt::AlignTop | Qt::AlignLeft);
            const WordDifference difference = wordDifference(answers.texts[0], answers.texts[i]);
            text->setText(richText(i == 0 ? std::vector<WordPart>{{answers.texts[0], false}} : difference.b, colours().accentSoft.name()));
            side->addWidget(text, 1);
            sides->addLayout(side, 1);
        }
        rows->addLayout(sides);
        return card;
    }

    Job* reading_;
    QStringList ids_;
    std::shared_ptr<Comparison> comparison_;
    int curve_ = 0;
    bool answerNumbers_ = false;  ///< the runs learnt numbers, not labels
    QHBoxLayout* chips_;
    QVBoxLayout* verdicts_;
    RunBox* add_;
    QStackedWidget* stack_;
    Placeholder* placeholder_;
    QTabWidget* tabs_;
    CurvePlot* plot_;
    QComboBox* curves_;
    QTableWidget *numbers_, *settings_;
    QCheckBox* differences_;
    QLabel* same_;
    Column* answers_;
};

}  // namespace

PageInfo comparePage() {
    return {QStringLiteral("compare"), ComparePage::tr("&Compare"), QStringLiteral("compare"), [](Studio& studio) -> Page* { return new ComparePage(studio); }};
}

}  // namespace luthier::ui
