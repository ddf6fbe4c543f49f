// SPDX-License-Identifier: GPL-3.0-or-later
#include <QCoreApplication>
#include <QDateTime>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLineEdit>
#include <QLocale>
#include <QMenu>
#include <QPushButton>
#include <QShortcut>
#include <QSplitter>
#include <QStackedWidget>
#include <QTableView>

#include <algorithm>
#include <array>
#include <utility>

#include "ui/models/problem_words.h"
#include "ui/models/runs_model.h"
#include "ui/models/text.h"
#include "ui/shell/icon.h"
#include "ui/shell/page.h"
#include "ui/shell/studio.h"
#include "ui/shell/theme.h"
#include "ui/widgets/combo_box.h"
#include "ui/widgets/labels.h"
#include "ui/widgets/notice.h"
#include "ui/widgets/placeholder.h"
#include "ui/widgets/run_details.h"

namespace luthier::ui {
namespace {

constexpr int kMostCompared = 6;
constexpr int kRowHeight = 34;
constexpr int kLeastName = 140;

/// As many columns as fit beside each other, those that say most first. What a chosen run has in the others stands beside the table.
class RunsTable : public QTableView {
protected:
    void resizeEvent(QResizeEvent* event) override {
        QTableView::resizeEvent(event);
        std::array<int, RunsModel::kColumns> widths;
        for (int column = 0; column < RunsModel::kColumns; ++column) showColumn(column);  // a hidden one has no width
        for (int column = 0; column < RunsModel::kColumns; ++column) widths[static_cast<size_t>(column)] = columnWidth(column);
        int room = viewport()->width() - kLeastName;
        for (const auto column : {RunsModel::State, RunsModel::Loss, RunsModel::Begun, RunsModel::Gain, RunsModel::Model, RunsModel::Method,
                                  RunsModel::Time, RunsModel::Stars, RunsModel::Tags})
            setColumnHidden(column, (room -= widths[column]) < 0);
    }
};

/// The history: a table to search, filter and sort, and what is known of the chosen run beside it.
class RunsPage : public Page {
    Q_DECLARE_TR_FUNCTIONS(RunsPage)
public:
    explicit RunsPage(Studio& studio) : Page(studio), history_(studio.history()), model_(new RunsModel(this)) {
        build();
        connectAll();
        take();
    }

    void arrive(const QStringList& with) override {
        wanted_ = with.isEmpty() ? QString() : with.front();
        history_.refresh();
    }

    QWidget* start() override { return table_; }

private:
    void build() {
        auto* rows = new QVBoxLayout(this);
        rows->setContentsMargins(spacing(6), spacing(5), spacing(6), spacing(5));
        rows->setSpacing(spacing(3));
        rows->addLayout(makeBar());
        stack_ = new QStackedWidget;
        stack_->addWidget(placeholder_ = new Placeholder);
        auto* sides = new QSplitter;
        sides->setChildrenCollapsible(false);
        sides->addWidget(makeTable());
        sides->addWidget(details_ = new RunDetails);
        sides->setStretchFactor(0, 1);
        sides->setSizes({10000, 1});  // what is beside the list is as narrow as it may be
        stack_->addWidget(sides);
        rows->addWidget(stack_, 1);
        rows->addWidget(undo_ = new Notice);  // below the list, which so keeps its place when they come and go
        rows->addWidget(trouble_ = new Notice);
        undo_->hide();
        trouble_->hide();
    }

    QLayout* makeBar() {
        auto* row = new QHBoxLayout;
        row->setSpacing(spacing(2));
        QLabel* title = label(tr("Runs"), "title");
        title->setWordWrap(false);
        row->addWidget(title);
        row->addStretch(1);
        search_ = new QLineEdit;
        search_->setObjectName(QStringLiteral("searchRunsEdit"));
        search_->setPlaceholderText(tr("Search names, tags, notes…"));
        search_->setAccessibleName(tr("Search runs"));
        search_->setClearButtonEnabled(true);
        search_->setMinimumWidth(220);
        states_ = new ComboBox;
        states_->setObjectName(QStringLiteral("runStatesBox"));
        states_->setAccessibleName(tr("Which runs are shown"));
        states_->addItems({tr("All"), tr("Running"), tr("Done"), tr("Unfinished")});
        compare_ = new QPushButton(tr("Co&mpare"));
        compare_->setObjectName(QStringLiteral("compareRunsButton"));
        remove_ = new QPushButton(tr("&Delete"));
        remove_->setObjectName(QStringLiteral("deleteRunsButton"));
        for (QWidget* widget : {static_cast<QWidget*>(search_), static_cast<QWidget*>(states_), static_cast<QWidget*>(compare_), static_cast<QWidget*>(remove_)}) row->addWidget(widget);
        return row;
    }

    QTableView* makeTable() {
        table_ = new RunsTable;
        table_->setObjectName(QStringLiteral("runsTable"));
        table_->setAccessibleName(tr("Runs"));
        table_->setModel(model_);
        table_->setSelectionBehavior(QAbstractItemView::SelectRows);
        table_->setShowGrid(false);
        table_->setWordWrap(false);
        table_->setTabKeyNavigation(false);
        table_->setCornerButtonEnabled(false);
        table_->setContextMenuPolicy(Qt::CustomContextMenu);
        table_->verticalHeader()->hide();
        table_->verticalHeader()->setDefaultSectionSize(kRowHeight);
        table_->verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
        table_->horizontalHeader()->setHighlightSections(false);
        table_->horizontalHeader()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
        table_->horizontalHeader()->setSortIndicator(RunsModel::Begun, Qt::DescendingOrder);
        table_->setSortingEnabled(true);
        const int date = table_->fontMetrics().horizontalAdvance(QLocale().toString(QDateTime(QDate(2028, 12, 28), QTime(22, 58)), QLocale::ShortFormat));
        const int widths[] = {kLeastName, 104, 60, 64, date + spacing(6), 76, 104, 130, 76, 110};
        for (int column = 0; column < static_cast<int>(std::size(widths)); ++column) {
            table_->setColumnWidth(column, std::max(widths[column], table_->horizontalHeader()->sectionSizeHint(column)));  // no heading is cut
        }
        table_->horizontalHeader()->setSectionResizeMode(RunsModel::Name, QHeaderView::Stretch);
        return table_;
    }

    void connectAll() {
        connect(&history_, &RunHistory::changed, this, [this] { take(); });
        connect(&history_, &RunHistory::removedChanged, this, [this] { offerUndo(); });
        connect(&history_, &RunHistory::failed, this, [this](const Problem& problem) {
            trouble_->say(Notice::Kind::Bad, whatOf(problem), mendOf(problem));
            trouble_->show();
        });
        connect(search_, &QLineEdit::textChanged, this, [this] { filter(); });
        connect(states_, &QComboBox::currentIndexChanged, this, [this] { filter(); });
        connect(table_->selectionModel(), &QItemSelectionModel::selectionChanged, this, [this] { showChosen(); });
        connect(table_, &QTableView::doubleClicked, this, [this](const QModelIndex& index) { this->studio().go(QStringLiteral("run"), {qText(model_->run(index.row()).id)}); });
        connect(table_, &QTableView::customContextMenuRequested, this, [this](const QPoint& at) { offerActions(table_->viewport()->mapToGlobal(at)); });
        connect(compare_, &QPushButton::clicked, this, [this] { this->studio().go(QStringLiteral("compare"), chosenIds()); });
        connect(remove_, &QPushButton::clicked, this, [this] { remove(); });
        connect(new QShortcut(QKeySequence(Qt::Key_Delete), table_, nullptr, nullptr, Qt::WidgetShortcut), &QShortcut::activated, this, [this] { remove(); });
        connect(new QShortcut(QKeySequence(Qt::Key_Return), table_, nullptr, nullptr, Qt::WidgetShortcut), &QShortcut::activated, this, [this] { open(QStringLiteral("run")); });
        connect(new QShortcut(QKeySequence(Qt::Key_F2), table_, nullptr, nullptr, Qt::WidgetShortcut), &QShortcut::activated, this, [this] { details_->editName(); });
        connect(new QShortcut(QKeySequence::Undo, table_, nullptr, nullptr, Qt::WidgetShortcut), &QShortcut::activated, this, [this] {
            if (history_.removed() > 0) history_.restore();
        });
        connect(new QShortcut(QKeySequence::Find, this), &QShortcut::activated, search_, qOverload<>(&QWidget::setFocus));
        connect(undo_, &Notice::actionTaken, this, [this] { history_.restore(); });
        connect(placeholder_, &Placeholder::wanted, &studio(), &Studio::go);
        connect(placeholder_, &Placeholder::actionTaken, this, [this] { showAll(); });
        connect(details_, &RunDetails::wanted, this, [this](const QString& page) { open(page); });
        connect(details_, &RunDetails::edited, this, [this](const std::filesystem::path& folder, const std::function<void(RunNotes&)>& change) { history_.annotate(folder, change); });
    }

    /// What is chosen stays, and the list where it was scrolled to, unless somebody came for one run.
    void take() {
        const QStringList before = chosenIds();
        model_->setRuns(history_.runs());
        const bool came = !wanted_.isEmpty() && model_->rowOf(wanted_) >= 0;
        const QStringList chosen = came ? QStringList{std::exchange(wanted_, QString())} : before;
        if (chosen.isEmpty() || chosenIds() != chosen) choose(chosen);
        else showChosen();
        showState();
    }

    void choose(const QStringList& ids) {
        QItemSelection selection;
        for (const QString& id : ids) {
            if (const int row = model_->rowOf(id); row >= 0) selection.select(model_->index(row, 0), model_->index(row, RunsModel::kColumns - 1));
        }
        if (selection.isEmpty() && model_->rowCount() > 0) selection.select(model_->index(0, 0), model_->index(0, RunsModel::kColumns - 1));
        if (selection.isEmpty()) return showChosen();
        table_->selectionModel()->select(selection, QItemSelectionModel::ClearAndSelect);
        table_->selectionModel()->setCurrentIndex(selection.indexes().front(), QItemSelectionModel::NoUpdate);
    }

    void filter() {
        const QStringList chosen = chosenIds();
        model_->setFilter({search_->text(), static_cast<RunFilter::State>(states_->currentIndex())});
        choose(chosen);
        showState();
    }

    void showState() {
        stack_->setCurrentIndex(model_->rowCount() > 0 ? 1 : 0);
        if (model_->rowCount() > 0) return;
        if (!history_.isKnown()) placeholder_->showBusy(tr("Reading the history…"));
        else if (model_->all() == 0) placeholder_->showEmpty(QStringLiteral("runs"), tr("No runs yet"), tr("Each run you start is kept here, with everything needed to look at it, compare it or do it again."), {tr("Start a run"), QStringLiteral("wizard")});
        else placeholder_->showEmpty(QStringLiteral("search"), tr("No run fits"), tr("Search for something else, or show all of them."), {tr("Show all")});
    }

    void showAll() {
        search_->clear();
        states_->setCurrentIndex(0);
    }

    QList<int> chosenRows() const {
        QList<int> rows;
        for (const QModelIndex& index : table_->selectionModel()->selectedRows()) rows << index.row();
        std::ranges::sort(rows);
        return rows;
    }

    QStringList chosenIds() const {
        QStringList ids;
        for (int row : chosenRows()) ids << qText(model_->run(row).id);
        return ids;
    }

    void showChosen() {
        const QList<int> rows = chosenRows();
        compare_->setEnabled(rows.size() >= 2 && rows.size() <= kMostCompared);
        compare_->setToolTip(tr("Choose two to six runs, with Ctrl or Shift."));
        remove_->setEnabled(!rows.isEmpty());
        if (rows.size() == 1) details_->show(model_->run(rows.front()));
        else details_->showMany(static_cast<int>(rows.size()));
    }

    void open(const QString& page) {
        const QStringList ids = chosenIds();
        if (!ids.isEmpty()) studio().go(page, {ids.front()});
    }

    /// What the buttons offer, at the row itself.
    void offerActions(const QPoint& at) {
        const QList<int> rows = chosenRows();
        if (rows.isEmpty()) return;
        QMenu menu(table_);
        const auto add = [&](const char* picture, const QString& words, bool possible, auto act) { menu.addAction(icon(QString::fromLatin1(picture)), words, this, act)->setEnabled(possible); };
        if (rows.size() == 1) {
            const RunSummary& run = model_->run(rows.front());
            add("run", tr("&Open"), true, [this] { open(QStringLiteral("run")); });
            add("try_it", tr("&Try it"), canBeTried(run), [this] { open(QStringLiteral("try_it")); });
            add("export", tr("&Export"), canBeExported(run), [this] { open(QStringLiteral("export")); });
            add("copy", tr("Run &again"), true, [this] { open(QStringLiteral("wizard")); });
            add("edit", tr("&Rename"), true, [this] { details_->editName(); });
        } else {
            add("compare", tr("Co&mpare"), rows.size() <= kMostCompared, [this] { studio().go(QStringLiteral("compare"), chosenIds()); });
        }
        menu.addSeparator();
        add("trash", tr("&Delete"), true, [this] { remove(); });
        menu.exec(at);
    }

    void remove() {
        std::vector<std::filesystem::path> folders;
        for (int row : chosenRows()) folders.push_back(model_->run(row).folder);
        trouble_->hide();
        if (!folders.empty()) history_.remove(folders);
    }

    void offerUndo() {
        const auto count = static_cast<int>(history_.removed());
        undo_->setVisible(count > 0);
        if (count > 0) undo_->say(Notice::Kind::Info, tr("%n runs were moved to the trash.", nullptr, count), {}, tr("Und&o"));
    }

    RunHistory& history_;
    RunsModel* model_;
    QString wanted_;
    QLineEdit* search_;
    QComboBox* states_;
    QPushButton *compare_, *remove_;
    Notice *undo_, *trouble_;
    QStackedWidget* stack_;
    Placeholder* placeholder_;
    QTableView* table_;
    RunDetails* details_;
};

}  // namespace

PageInfo runsPage() {
    return {QStringLiteral("runs"), RunsPage::tr("R&uns"), QStringLiteral("runs"), [](Studio& studio) -> Page* { return new RunsPage(studio); }};
}

}  // namespace luthier::ui
