// SPDX-License-Identifier: GPL-3.0-or-later
#include <QComboBox>
#include <QDragEnterEvent>
#include <QFileDialog>
#include <QMimeData>
#include <QPushButton>
#include <QSpinBox>
#include <QTabWidget>

#include "core/base/error.h"
#include "core/data/importer.h"
#include "core/engine/prepare.h"
#include "ui/models/data_cleaning.h"
#include "ui/models/problem_words.h"
#include "ui/models/starters.h"
#include "ui/models/text.h"
#include "ui/models/words.h"
#include "ui/shell/theme.h"
#include "ui/widgets/bubbles.h"
#include "ui/widgets/cleaning_panel.h"
#include "ui/widgets/column.h"
#include "ui/widgets/labels.h"
#include "ui/widgets/notice.h"
#include "ui/widgets/placeholder.h"
#include "ui/widgets/role_table.h"
#include "ui/widgets/xray_view.h"
#include "ui/wizard/step.h"

namespace luthier::ui {
namespace {

QString formatWords(const std::string& format) {
    if (format == "auto") return QCoreApplication::translate("Formats", "recognise it");
    if (format == "chat") return QCoreApplication::translate("Formats", "conversations (messages)");
    if (format == "sharegpt") return QCoreApplication::translate("Formats", "conversations (ShareGPT)");
    if (format == "prompt-completion" || format == "prompt_completion") return QCoreApplication::translate("Formats", "questions and answers");
    if (format == "alpaca") return QCoreApplication::translate("Formats", "tasks and results (Alpaca)");
    if (format == "text") return QCoreApplication::translate("Formats", "plain texts");
    return qText(format);
}

/// The text half of the draft's model, read once for as long as the draft names it.
struct TextHalf {
    std::string path, chatTemplate;
    std::shared_ptr<const TextModel> model;
};

class DataStep : public Step {
    Q_OBJECT
public:
    explicit DataStep(Workbench& bench) : Step(bench), column_(columnIn(this)), cleaning_(bench.draft()) {
        setAcceptDrops(true);
        column_->addTitle(tr("What shall it learn from?"), tr("Examples in a table (CSV, TSV), JSON, JSON lines, or texts. Your file is never changed."));
        state_ = new Placeholder;
        column_->rows()->addWidget(state_);
        found_ = new QWidget;
        column_->rows()->addWidget(found_);
        fillFound();
        column_->rows()->addLayout(buttons());
        column_->rows()->addStretch();
        connect(state_, &Placeholder::actionTaken, this, &DataStep::chooseFiles);
        connect(&draft(), &Draft::changed, this, &DataStep::follow);
        connect(&reading_, &Job::failed, this, [this](const Problem& problem) { showState([&] { state_->showError(whatOf(problem), mendOf(problem)); }); });
    }

    void enter() override { read(); }

    QString missing() const override {
        if (!draft().hasData()) return tr("Choose a file with examples first.");
        if (read_ == draft().recipe().data && !preview_.isGood())
            return lacksColumns() ? tr("Choose above the columns which one is the question and which the answer.") : tr("No example of this file can be read yet.");
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
        auto* row = new QHBoxLayout;
        choose_ = new QPushButton(icon(QStringLiteral("folder")), tr("Choose &files…"));
        choose_->setObjectName(QStringLiteral("chooseDataButton"));
        sample_ = new QPushButton(icon(QStringLiteral("data")), tr("Use the &sample"));
        sample_->setObjectName(QStringLiteral("sampleDataButton"));
        connect(choose_, &QPushButton::clicked, this, &DataStep::chooseFiles);
        connect(sample_, &QPushButton::clicked, this, [this] {
            if (const auto recipe = sampleRecipe()) take({qText(recipe->data.train.front())});
        });
        sample_->setEnabled(sampleFile().has_value());
        row->addWidget(choose_);
        row->addWidget(sample_);
        row->addStretch();
        return row;
    }

    void fillFound() {
        auto* rows = new QVBoxLayout(found_);
        rows->setContentsMargins(0, 0, 0, 0);
        rows->setSpacing(spacing(3));
        summary_ = label({}, "strong");
        rows->addWidget(summary_);
        rows->addLayout(formatRow());
        notices_ = new QVBoxLayout;
        notices_->setSpacing(spacing(2));
        rows->addLayout(notices_);
        table_ = new RoleTable;
        rows->addWidget(table_);
        connect(table_, &RoleTable::mapped, this, [this](const auto& columns) { draft().change([&](Recipe& recipe) { recipe.data.columns = columns; }); });
        clean_ = new CleaningPanel(cleaning_);
        rows->addWidget(clean_);
        rows->addLayout(exampleRow());
        tabs_ = new QTabWidget;
        tabs_->setObjectName(QStringLiteral("exampleTabs"));
        tabs_->setAccessibleName(tr("Two views of an example"));
        bubbles_ = new Bubbles;
        tabs_->addTab(padded(bubbles_), tr("As a con&versation"));
        tabs_->addTab(padded(xrayPane()), tr("What the &model sees"));
        rows->addWidget(tabs_);
        connect(tabs_, &QTabWidget::currentChanged, this, &DataStep::showExample);
    }

    static QWidget* padded(QWidget* inner) {
        auto* outer = new QWidget;
        auto* rows = new QVBoxLayout(outer);
        rows->setContentsMargins(0, spacing(3), 0, spacing(2));
        rows->addWidget(inner);
        rows->addStretch();
        return outer;
    }

    QWidget* xrayPane() {
        auto* pane = new QWidget;
        auto* rows = new QVBoxLayout(pane);
        rows->setContentsMargins(0, 0, 0, 0);
        rows->setSpacing(spacing(2));
        xrayWords_ = label({}, "soft");
        xray_ = new XRayView;
        rows->addWidget(xrayWords_);
        rows->addWidget(xray_);
        rows->addWidget(label(tr("Filled and underlined: learnt. Dashed frame: a sign of the model's own. Struck out: cut away. ↵ is a line end, · a blank."), "small"));
        return pane;
    }

    QHBoxLayout* formatRow() {
        auto* row = new QHBoxLayout;
        format_ = new QComboBox;
        format_->setObjectName(QStringLiteral("formatChoice"));
        format_->setSizeAdjustPolicy(QComboBox::AdjustToContents);
        format_->setAccessibleName(tr("Format of the rows"));
        for (const std::string& name : formatNames()) format_->addItem(formatWords(name), qText(name));
        auto* words = label(tr("Form&at:"));
        words->setWordWrap(false);
        words->setBuddy(format_);
        row->addWidget(words);
        row->addWidget(format_);
        row->addStretch();
        connect(format_, &QComboBox::activated, this, [this] { draft().change([&](Recipe& recipe) { recipe.data.format = stdText(format_->currentData().toString()); }); });
        return row;
    }

    QHBoxLayout* exampleRow() {
        auto* row = new QHBoxLayout;
        number_ = new QSpinBox;
        number_->setObjectName(QStringLiteral("exampleNumber"));
        number_->setAccessibleName(tr("Which example is shown"));
        of_ = label({}, "soft");
        of_->setWordWrap(false);
        auto* words = label(tr("E&xample"));
        words->setWordWrap(false);
        words->setBuddy(number_);
        row->addWidget(words);
        row->addWidget(number_);
        row->addWidget(of_);
        row->addStretch();
        connect(number_, &QSpinBox::valueChanged, this, &DataStep::showExample);
        return row;
    }

    void chooseFiles() {
        take(QFileDialog::getOpenFileNames(this, tr("Files with examples"), {},
                                           tr("Examples (*.csv *.tsv *.json *.jsonl *.ndjson *.txt *.md *.gz *.zst);;All files (*)")));
    }

    void take(const QStringList& files) {
        if (files.isEmpty()) return;
        draft().change([&](Recipe& recipe) {
            recipe.data.train.clear();
            for (const QString& file : files) recipe.data.train.push_back(stdText(file));
            recipe.data.columns.clear();
            recipe.data.format = "auto";
        });
    }

    void follow(const Recipe& before) {
        const Recipe& now = draft().recipe();
        if (isVisible() && before.data != now.data) read();
        Q_EMIT changed();
    }

    template <typename Show>
    void showState(Show show) {
        found_->hide();
        state_->setVisible(true);
        show();
    }

    void read() {
        const DataSettings data = draft().recipe().data;
        if (data.train.empty()) {
            return showState([&] {
                state_->showEmpty(QStringLiteral("data"), tr("Drop a file here"),
                                  tr("A table with a column of questions and one of answers is enough. A hundred rows or more teach well; fifty are a start."), tr("Choose files…"));
            });
        }
        if (read_ == data && preview_.isGood()) return showFound();
        if (!found_->isVisible()) showState([&] { state_->showBusy(tr("Reading the file…")); });
        reading_.start([data](const JobTicket& ticket) { return dataPreview(data, [&] { return ticket.isDropped(); }); },
                       [this, data](DataPreview preview) {
                           preview_ = std::move(preview);
                           read_ = data;
                           if (preview_.guessed) return adoptGuess();
                           showFound();
                           Q_EMIT changed();
                       });
    }

    /// Columns matched by their names go into the draft, so that the run sees what is shown.
    void adoptGuess() {
        read_.columns = preview_.columns;
        guessed_ = true;
        draft().change([&](Recipe& recipe) { recipe.data.columns = preview_.columns; });
        showFound();
    }

    void showFound() {
        state_->hide();
        found_->show();
        clean_->setVisible(preview_.isGood());
        if (preview_.isGood()) cleaning_.look();
        summary_->setText(lacksColumns() ? summary() : tr("%1: %n examples", nullptr, static_cast<int>(preview_.rows)).arg(summary()));
        const std::string& format = draft().recipe().data.format;
        format_->setCurrentIndex(std::max(0, format_->findData(qText(format))));
        format_->setItemText(0, preview_.format.empty() || format != "auto" ? formatWords("auto") : tr("recognised: %1").arg(formatWords(preview_.format)));
        showNotices();
        table_->setVisible(!preview_.names.isEmpty());
        if (!preview_.names.isEmpty()) table_->show(preview_);
        const int count = static_cast<int>(preview_.first.size());
        for (QWidget* part : std::initializer_list<QWidget*>{number_, of_, tabs_}) part->setVisible(count > 0);
        if (count == 0) return;
        number_->setRange(1, count);
        of_->setText(tr("of the first %n", nullptr, count));
        showExample();
    }

    /// A table, but of no format that is known: only what its columns are is missing.
    bool lacksColumns() const { return !preview_.isGood() && preview_.format.empty() && preview_.names.size() > 1; }

    void showNotices() {
        while (QLayoutItem* item = notices_->takeAt(0)) {
            delete item->widget();
            delete item;
        }
        if (guessed_ && preview_.columns == draft().recipe().data.columns) {
            notices_->addWidget(new Notice(Notice::Kind::Info, tr("The columns were matched by their names."), tr("Look whether that is right; each can be changed above its column.")));
        }
        if (lacksColumns()) {
            notices_->addWidget(new Notice(Notice::Kind::Info, tr("Which column is the question, which the answer?"),
                                           tr("Nobody could guess it from the names of the columns: choose it above them in the table. For plain texts, choose \"Text\" above one column.")));
            return;
        }
        constexpr size_t kShown = 4;
        for (size_t i = 0; i < std::min(preview_.problems.size(), kShown); ++i) notices_->addWidget(new Notice(preview_.problems[i]));
        if (preview_.problems.size() > kShown) notices_->addWidget(label(tr("… and %n more kinds of problems", nullptr, static_cast<int>(preview_.problems.size() - kShown)), "soft"));
    }

    void showExample() {
        const size_t at = static_cast<size_t>(number_->value()) - 1;
        if (at >= preview_.first.size()) return;
        bubbles_->show(conversationOf(preview_.first[at]));
        if (tabs_->currentIndex() == 1) showXRay(preview_.first[at]);
    }

    void showXRay(const Example& example) {
        if (!draft().hasModel()) return xrayWords_->setText(tr("Choose a model first: every model cuts text into tokens of its own."));
        const Recipe recipe = draft().recipe();
        xraying_.start(
            [recipe, example, known = text_](const JobTicket&) {
                TextHalf text = known;
                if (!text.model || text.path != recipe.model.path || text.chatTemplate != recipe.model.chatTemplate) {
                    Problems problems;
                    const auto folder = modelFolderOf(recipe.model.path, "model.path", problems);
                    text = {recipe.model.path, recipe.model.chatTemplate, hasError(problems) ? nullptr : loadTextModel(folder, recipe.model.chatTemplate, problems)};
                    if (!text.model) throw Error(problems.front().where, problems.front().what, problems.front().mend);
                }
                const int64_t able = text.model->maxLength();
                EncodeSettings settings{recipe.objective.kind, recipe.objective.learn, recipe.data.maxLength.value_or(able > 0 ? std::min<int64_t>(2048, able) : 2048),
                                        recipe.data.overlong};
                return std::pair(text, xray(*text.model, example, settings));
            },
            [this](std::pair<TextHalf, XRay> seen) {
                text_ = std::move(seen.first);
                xray_->show(seen.second);
                xrayWords_->setText(xrayWords(seen.second));
            });
    }

    static QString xrayWords(const XRay& row) {
        const QString tokens = tr("%n tokens", nullptr, static_cast<int>(row.tokens.size()));
        if (row.dropped == "overlong") return tr("%1, and %2 fit: this row is left out.").arg(tokens).arg(row.longest);
        if (!row.dropped.empty()) return tr("This row is left out: %1").arg(translatedCore(row.dropped));
        const QString learnt = tr("%1, of which %n are learnt.", nullptr, static_cast<int>(row.learnt)).arg(tokens);
        if (!row.isOverlong()) return learnt;
        return learnt + QStringLiteral(" ") + (row.overlong == "split" ? tr("It is longer than %1 and goes on in a second piece.") : tr("It is cut at %1.")).arg(row.longest);
    }

    Column* column_;
    DataCleaning cleaning_;
    CleaningPanel* clean_;
    Placeholder* state_;
    QWidget* found_;
    QLabel *summary_, *of_, *xrayWords_;
    QComboBox* format_;
    QVBoxLayout* notices_;
    RoleTable* table_;
    QSpinBox* number_;
    QTabWidget* tabs_;
    Bubbles* bubbles_;
    XRayView* xray_;
    QPushButton *choose_, *sample_;
    DataPreview preview_;
    DataSettings read_;  ///< what preview_ is of
    bool guessed_ = false;
    TextHalf text_;
    Job reading_, xraying_;
};

}  // namespace

StepInfo dataStep() {
    return {QStringLiteral("data"), DataStep::tr("Data"), [](Workbench& bench) -> Step* { return new DataStep(bench); }};
}

}  // namespace luthier::ui

#include "data_step.moc"
