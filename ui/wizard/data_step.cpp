// SPDX-License-Identifier: GPL-3.0-or-later
#include <QDragEnterEvent>
#include <QGridLayout>
#include <QMimeData>
#include <QPushButton>
#include <QStandardItemModel>

#include <algorithm>
#include <functional>
#include <utility>

#include "core/data/importer.h"
#include "core/objective/objective_settings.h"
#include "ui/models/data_cleaning.h"
#include "ui/models/field_words.h"
#include "ui/models/problem_words.h"
#include "ui/models/starters.h"
#include "ui/models/text.h"
#include "ui/models/words.h"
#include "ui/shell/theme.h"
#include "ui/widgets/ask_file.h"
#include "ui/widgets/cleaning_panel.h"
#include "ui/widgets/column.h"
#include "ui/widgets/combo_box.h"
#include "ui/widgets/empty.h"
#include "ui/widgets/label_bars.h"
#include "ui/widgets/labels.h"
#include "ui/widgets/notice.h"
#include "ui/widgets/placeholder.h"
#include "ui/widgets/role_table.h"
#include "ui/wizard/example_pane.h"
#include "ui/wizard/step.h"

namespace luthier::ui {
namespace {

QString formatWords(const std::string& format) {
    if (format == "auto") return QCoreApplication::translate("Formats", "recognise it");
    if (format == "chat") return QCoreApplication::translate("Formats", "conversations (messages)");
    if (format == "sharegpt") return QCoreApplication::translate("Formats", "conversations (ShareGPT)");
    if (format == "prompt-completion" || format == "prompt_completion") return QCoreApplication::translate("Formats", "questions and answers");
    if (format == "alpaca") return QCoreApplication::translate("Formats", "tasks and results (Alpaca)");
    if (format == "label") return QCoreApplication::translate("Formats", "texts with a label");
    if (format == "text") return QCoreApplication::translate("Formats", "plain texts");
    return qText(format);
}

class DataStep : public Step {
    Q_OBJECT
public:
    explicit DataStep(Workbench& bench) : Step(bench), column_(columnIn(this)), cleaning_(bench.draft()) {
        setAcceptDrops(true);
        column_->addTitle(tr("What shall it learn from?"), tr("Examples in a table (CSV, TSV), JSON, JSON lines, or texts. Your file is never changed."));
        state_ = new Placeholder;
        column_->rows()->addWidget(state_);
        found_ = new QWidget;
        column_->rows()->addLayout(buttons());
        column_->rows()->addWidget(found_);
        fillFound();
        column_->keepSettled(found_);
        column_->rows()->addStretch();
        connect(&cleaning_, &DataCleaning::changed, this, [this] { column_->settle(clean_); });
        connect(&draft(), &Draft::changed, this, &DataStep::follow);
        connect(&reading_, &Job::failed, this, [this](const Problem& problem) { showState([&] { state_->showError(whatOf(problem), mendOf(problem)); }); });
    }

    void enter() override { read(); }

    QString missing() const override {
        if (!draft().hasData()) return tr("Choose a file with examples first.");
        if (isRead() && !preview_.isGood()) {
            if (!lacksColumns()) return tr("No example of this file can be read yet.");
            return learnsLabels() ? tr("Choose above the columns which one is the text and which the label.") : tr("Choose above the columns which one is the question and which the answer.");
        }
        return {};
    }

    QString summary() const override {
        const auto& files = draft().recipe().data.train;
        if (files.empty()) return {};
        const QString first = dataNameOf(files.front());
        return files.size() == 1 ? first : tr("%1 and %n more", nullptr, static_cast<int>(files.size()) - 1).arg(first);
    }

protected:
    void dragEnterEvent(QDragEnterEvent* event) override {
        if (event->mimeData()->hasUrls()) event->acceptProposedAction();
    }

    void dropEvent(QDropEvent* event) override {
        QStringList files;
        for (const QUrl& url : event->mimeData()->urls()) {
            if (url.isLocalFile()) files << url.toLocalFile();
        }
        take(files);
        event->acceptProposedAction();
    }

private:
    QHBoxLayout* buttons() {
        auto* row = buttons_ = new QHBoxLayout;
        row->addStretch(0);
        choose_ = new QPushButton(icon(QStringLiteral("folder")), tr("Choose &files…"));
        choose_->setObjectName(QStringLiteral("chooseDataButton"));
        sample_ = new QPushButton(icon(QStringLiteral("data")), tr("Use the &sample"));
        sample_->setObjectName(QStringLiteral("sampleDataButton"));
        connect(choose_, &QPushButton::clicked, this, &DataStep::chooseFiles);
        connect(sample_, &QPushButton::clicked, this, [this] {
            if (const auto recipe = sampleRecipe(draft().recipe().objective.kind)) take({qText(recipe->data.train.front())});
        });
        row->addWidget(choose_);
        row->addWidget(sample_);
        row->addStretch(1);
        return row;
    }

    void fillFound() {
        auto* rows = new QVBoxLayout(found_);
        rows->setContentsMargins(0, 0, 0, 0);
        rows->setSpacing(spacing(3));
        summary_ = label({}, "strong");
        summary_->setObjectName(QStringLiteral("dataSummary"));
        rows->addWidget(summary_);
        rows->addLayout(choices());
        table_ = new RoleTable;
        rows->addWidget(table_);
        notices_ = new QVBoxLayout;  // below the table, which so keeps its place when they go
        notices_->setSpacing(spacing(2));
        rows->addLayout(notices_);
        connect(table_, &RoleTable::mapped, this, [this](const auto& columns) { settle([&](Recipe& recipe) { recipe.data.columns = columns; }); });
        rows->addWidget(labelsTitle_ = label(tr("How often each label stands there"), "heading"));
        rows->addWidget(labels_ = new LabelBars);
        labels_->setObjectName(QStringLiteral("labelBars"));
        labels_->setAccessibleName(tr("How often each label stands there"));
        clean_ = new CleaningPanel(cleaning_);
        rows->addWidget(clean_);
        rows->addWidget(examples_ = new ExamplePane(bench()));
    }

    QGridLayout* choices() {
        auto* grid = new QGridLayout;
        grid->setColumnStretch(2, 1);
        const auto add = [&](QComboBox*& box, const char* name, const QString& words, const QString& said) {
            box = new ComboBox;
            box->setObjectName(QString::fromLatin1(name));
            box->setSizeAdjustPolicy(QComboBox::AdjustToContents);
            box->setAccessibleName(said);
            auto* title = label(words);
            title->setWordWrap(false);
            title->setBuddy(box);
            const int row = grid->rowCount();
            grid->addWidget(title, row, 0);
            grid->addWidget(box, row, 1);
        };
        add(format_, "formatChoice", tr("Form&at:"), tr("Format of the rows"));
        for (const std::string& name : formatNames()) format_->addItem(formatWords(name), qText(name));
        connect(format_, &QComboBox::activated, this, [this] { settle([&](Recipe& recipe) { recipe.data.format = stdText(format_->currentData().toString()); }); });
        add(learn_, "learnChoice", tr("What is &learnt:"), tr("What is learnt of the rows"));
        for (const ObjectiveFacts& objective : objectiveFacts()) {
            learn_->addItem(coreWords(objective.label), qText(objective.kind));
            learn_->setItemData(learn_->count() - 1, coreWords(objective.words), Qt::ToolTipRole);
        }
        connect(learn_, &QComboBox::activated, this, [this] { draft().change([&](Recipe& recipe) { recipe.objective.kind = stdText(learn_->currentData().toString()); }); });
        return grid;
    }

    void chooseFiles() {
        take(askFiles(this, tr("Files with examples"), tr("Examples (*.csv *.tsv *.json *.jsonl *.ndjson *.txt *.md *.gz *.zst);;All files (*)")));
    }

    void take(const QStringList& files) {
        if (files.isEmpty()) return;
        guessed_ = false;
        draft().setIgnored({});
        settle([&](Recipe& recipe) {
            recipe.data.train.clear();
            for (const QString& file : files) recipe.data.train.push_back(stdText(file));
            recipe.data.columns.clear();
            recipe.data.format = "auto";
        });
    }

    /// Other rows, or the same read otherwise: what is learnt follows from what they are found to be.
    void settle(const std::function<void(Recipe&)>& change) {
        settling_ = true;
        draft().change(change);
    }

    void follow(const Recipe& before) {
        const Recipe& now = draft().recipe();
        if (isVisible() && (before.data != now.data || before.objective != now.objective)) read();
        Q_EMIT changed();
    }

    QString rowsWanted() const {
        const auto objective = std::ranges::find(objectiveFacts(), draft().recipe().objective.kind, &ObjectiveFacts::kind);
        return objective == objectiveFacts().end() ? QString() : coreWords(objective->rows);
    }
    bool learnsLabels() const { return learnsOf(draft().recipe().objective.kind) != Learns::Tokens; }
    bool isRead() const { return read_.data == draft().recipe().data && read_.objective == draft().recipe().objective; }

    template <typename Show>
    void showState(Show show) {
        found_->hide();
        buttons_->setStretch(0, 1);  // below the words in the middle
        state_->setVisible(true);
        show();
    }

    void read() {
        const Recipe recipe = draft().recipe();
        sample_->setVisible(sampleRecipe(recipe.objective.kind).has_value());
        if (recipe.data.train.empty()) {
            return showState([&] {
                state_->showEmpty(QStringLiteral("data"), tr("Drop a file here"),
                                  rowsWanted());
            });
        }
        if (isRead() && preview_.isGood()) return showFound();
        if (!found_->isVisible()) showState([&] { state_->showBusy(tr("Reading the file…")); });
        reading_.start([recipe](const JobTicket& ticket) { return dataPreview(recipe, [&] { return ticket.isDropped(); }); },
                       [this, recipe](DataPreview preview) {
                           const bool wereTexts = preview_.onlyTexts;
                           preview_ = std::move(preview);
                           read_ = recipe;
                           if ((std::exchange(settling_, false) || preview_.onlyTexts) && adoptObjective(wereTexts)) return;
                           if (preview_.guessed) return adoptGuess();
                           showFound();
                           Q_EMIT changed();
                       });
    }

    /// What suits the rows goes into the draft, which has them read again as it wants them.
    bool adoptObjective(bool wereTexts) {
        const std::string suiting = objectiveSuiting(preview_, draft().recipe().objective.kind, wereTexts);
        if (suiting == draft().recipe().objective.kind) return false;
        draft().change([&](Recipe& recipe) {
            recipe.objective.kind = suiting;
            if (preview_.guessed) recipe.data.columns = preview_.columns;
        });
        guessed_ = preview_.guessed;
        return true;
    }

    /// Columns matched by their names go into the draft, so that the run sees what is shown.
    void adoptGuess() {
        read_.data.columns = preview_.columns;
        guessed_ = true;
        draft().change([&](Recipe& recipe) { recipe.data.columns = preview_.columns; });
        showFound();
    }

    void showFound() {
        state_->hide();
        buttons_->setStretch(0, 0);
        found_->show();
        clean_->setVisible(preview_.isGood());
        if (preview_.isGood()) cleaning_.look();
        summary_->setText(lacksColumns() ? summary() : foundWords());
        const Recipe& recipe = draft().recipe();
        format_->setCurrentIndex(std::max(0, format_->findData(qText(recipe.data.format))));
        format_->setItemText(0, preview_.format.empty() || recipe.data.format != "auto" ? formatWords("auto") : tr("recognised: %1").arg(formatWords(preview_.format)));
        offerObjectives();
        learn_->setCurrentIndex(std::max(0, learn_->findData(qText(recipe.objective.kind))));
        showNotices();
        table_->setVisible(!preview_.names.isEmpty());
        if (!preview_.names.isEmpty()) table_->show(preview_);
        showLabels();
        examples_->show(preview_);
        column_->settle(found_);
    }

    void offerObjectives() {
        auto* items = qobject_cast<QStandardItemModel*>(learn_->model());
        for (int i = 0; items && i < learn_->count(); ++i) items->item(i)->setEnabled(canBeChosen(preview_, stdText(learn_->itemData(i).toString())));
    }

    QString foundWords() const {
        const QString examples = tr("%1: %n examples", nullptr, static_cast<int>(preview_.rows)).arg(summary());
        if (preview_.labels.kind == LabelScheme::Kind::Number)
            return tr("%1 with numbers from %2 to %3, %4 on average").arg(examples, labelNumberWords(preview_.counts.least), labelNumberWords(preview_.counts.most), labelNumberWords(preview_.counts.mean));
        return preview_.labels.present() ? tr("%1 with %n labels", nullptr, static_cast<int>(preview_.labels.names.size())).arg(examples) : examples;
    }

    void showLabels() {
        const LabelCounts& counts = preview_.counts;
        for (QWidget* part : std::initializer_list<QWidget*>{labelsTitle_, labels_}) part->setVisible(!counts.bars.empty());
        std::vector<LabelBar> bars;
        const double largest = static_cast<double>(std::max<int64_t>(1, counts.largest()));
        for (const LabelCounts::Bar& bar : counts.bars) {
            const double share = static_cast<double>(bar.rows) / static_cast<double>(std::max<int64_t>(1, counts.rows));
            bars.push_back({bar.name, static_cast<double>(bar.rows) / largest, tr("%1 · %2", "rows with a label, their share").arg(countWords(bar.rows), percentWords(share))});
        }
        labels_->show(bars);
    }

    /// A table, but of no format that is known: only what its columns are is missing.
    bool lacksColumns() const { return !preview_.isGood() && preview_.names.size() > 1 && (preview_.format.empty() || !lackingRole().empty()); }

    /// Of a question and an answer, or a text and its label, the one that no column is used as while one is used as the other.
    std::string lackingRole() const {
        const auto [one, other] = learnsLabels() ? std::pair("text", "label") : std::pair("prompt", "completion");
        const auto has = [&](const char* role) { return preview_.columns.contains(role) || preview_.names.contains(QString::fromLatin1(role)); };
        return has(one) == has(other) ? "" : has(one) ? other : one;
    }

    void showNotices() {
        empty(notices_);
        if (guessed_ && preview_.columns == draft().recipe().data.columns) {
            notices_->addWidget(new Notice(Notice::Kind::Info, tr("The columns were matched by their names."), tr("Look whether that is right; each can be changed above its column.")));
        }
        if (lacksColumns() && !lackingRole().empty()) {
            notices_->addWidget(new Notice(Notice::Kind::Info, tr("Which column is used as \"%1\"?").arg(roleWords(lackingRole())), tr("Both are needed: choose it above its column in the table, too.")));
            return;
        }
        if (lacksColumns() && learnsLabels()) {
            notices_->addWidget(new Notice(Notice::Kind::Info, tr("Which column is the text, which the label?"),
                                           tr("It could not be guessed from the names of the columns: choose it above them in the table. If the rows have no labels, choose above what is learnt instead.")));
            return;
        }
        if (lacksColumns()) {
            notices_->addWidget(new Notice(Notice::Kind::Info, tr("Which column is the question, which the answer?"),
                                           tr("It could not be guessed from the names of the columns: choose it above them in the table. For plain texts, choose \"Text\" above one column; for texts with a label, \"Label\" above another one too.")));
            return;
        }
        constexpr size_t kShown = 4;
        for (size_t i = 0; i < std::min(preview_.problems.size(), kShown); ++i) notices_->addWidget(new Notice(preview_.problems[i]));
        if (preview_.problems.size() > kShown) notices_->addWidget(label(tr("… and %n more kinds of problems", nullptr, static_cast<int>(preview_.problems.size() - kShown)), "soft"));
    }

    Column* column_;
    DataCleaning cleaning_;
    CleaningPanel* clean_;
    Placeholder* state_;
    QHBoxLayout* buttons_ = nullptr;
    QWidget* found_;
    QLabel *summary_, *labelsTitle_;
    LabelBars* labels_;
    ExamplePane* examples_;
    QComboBox *format_, *learn_;
    QVBoxLayout* notices_;
    RoleTable* table_;
    QPushButton *choose_, *sample_;
    DataPreview preview_;
    Recipe read_;            ///< what preview_ is of: its data and objective
    bool guessed_ = false;   ///< the columns were matched by their names
    bool settling_ = false;  ///< what is learnt is to follow from the rows that are being read
    Job reading_;
};

}  // namespace

StepInfo dataStep() {
    return {QStringLiteral("data"), DataStep::tr("Data"), [](Workbench& bench) -> Step* { return new DataStep(bench); }};
}

}  // namespace luthier::ui

#include "data_step.moc"
