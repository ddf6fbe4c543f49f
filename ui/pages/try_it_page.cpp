// SPDX-License-Identifier: GPL-3.0-or-later
#include <QCoreApplication>
#include <QDoubleSpinBox>
#include <QHBoxLayout>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QShortcut>
#include <QSpinBox>
#include <QStackedWidget>
#include <QVBoxLayout>

#include <array>

#include "core/base/os.h"
#include "ui/models/problem_words.h"
#include "ui/models/runs_model.h"
#include "ui/models/text.h"
#include "ui/models/tried_models.h"
#include "ui/runner/errand.h"
#include "ui/runner/kept_result.h"
#include "ui/shell/job.h"
#include "ui/shell/page.h"
#include "ui/shell/studio.h"
#include "ui/shell/theme.h"
#include "ui/widgets/answer_side.h"
#include "ui/widgets/calm.h"
#include "ui/widgets/labels.h"
#include "ui/widgets/notice.h"
#include "ui/widgets/placeholder.h"
#include "ui/widgets/run_box.h"

namespace luthier::ui {
namespace {

constexpr int kMostTokens = 256;

/// One of the two models, and where its answer stands.
struct Side {
    AnswerSide* answer = nullptr;
    ModelChoice model;
};

/// The same question to the model as it was and as it is now, side by side; which is better is kept with the run.
class TryItPage : public Page {
    Q_DECLARE_TR_FUNCTIONS(TryItPage)
public:
    explicit TryItPage(Studio& studio) : Page(studio), opening_(new Job(this)), errand_(new ErrandRunner(studio.runHost(), this)), kept_(new KeptResult(studio.runHost(), this)) {
        build();
        connectAll();
    }

    void arrive(const QStringList& with) override {
        if (!with.isEmpty()) id_ = with.front();
        offerRuns();
        open();
    }
    void leave() override {
        stop();
        kept_->stop();
    }
    QWidget* start() override { return question_; }

private:
    void build() {
        auto* rows = new QVBoxLayout(this);
        rows->setContentsMargins(spacing(6), spacing(5), spacing(6), spacing(5));
        rows->setSpacing(spacing(3));
        auto* bar = new QHBoxLayout;
        QLabel* title = label(tr("Try it"), "title");
        title->setWordWrap(false);
        bar->addWidget(title);
        bar->addStretch(1);
        example_ = new QPushButton(tr("Take an e&xample"));
        example_->setObjectName(QStringLiteral("exampleQuestionButton"));
        bar->addWidget(example_);
        example_->hide();  // until the run's questions are known
        runs_ = new RunBox("tryRunBox", tr("Which run"));
        bar->addWidget(runs_);
        rows->addLayout(bar);
        stack_ = new QStackedWidget;
        stack_->addWidget(placeholder_ = new Placeholder);
        auto* content = new QWidget;
        auto* inside = new QVBoxLayout(content);
        inside->setContentsMargins(0, 0, 0, 0);
        inside->setSpacing(spacing(3));
        inside->addWidget(makeQuestion());
        inside->addWidget(note_ = new Notice);
        note_->hide();
        auto* sides = new QHBoxLayout;
        sides->setSpacing(spacing(3));
        sides->addWidget(sides_[0].answer = new AnswerSide(tr("As it was"), tr("Answer of the model as it was"), "baseAnswer"), 1);
        sides->addWidget(sides_[1].answer = new AnswerSide(tr("Tuned"), tr("Answer of the tuned model"), "tunedAnswer"), 1);
        inside->addLayout(sides, 1);
        inside->addWidget(makeVerdict());
        stack_->addWidget(content);
        rows->addWidget(stack_, 1);
    }

    QWidget* makeQuestion() {
        auto* card = new QFrame;
        card->setProperty("role", "card");
        auto* rows = new QVBoxLayout(card);
        question_ = new QPlainTextEdit;
        question_->setObjectName(QStringLiteral("questionEdit"));
        question_->setAccessibleName(tr("Your question"));
        question_->setTabChangesFocus(true);
        question_->setFixedHeight(72);
        rows->addWidget(question_);
        auto* row = new QHBoxLayout;
        row->addWidget(makeSettings());
        row->addStretch(1);
        stop_ = new QPushButton(tr("&Stop"));
        stop_->setObjectName(QStringLiteral("stopAnswersButton"));
        ask_ = new QPushButton(tr("Ask &both"));
        ask_->setObjectName(QStringLiteral("askButton"));
        ask_->setProperty("role", "main");
        row->addWidget(stop_);
        row->addWidget(ask_);
        rows->addLayout(row);
        return card;
    }

    QWidget* makeSettings() {
        settings_ = new QWidget;
        settings_->setObjectName(QStringLiteral("answerSettings"));
        auto* row = new QHBoxLayout(settings_);
        row->setContentsMargins(0, 0, 0, 0);
        temperature_ = new QDoubleSpinBox;
        temperature_->setRange(0, 2);
        temperature_->setSingleStep(0.1);
        temperature_->setAccessibleName(tr("Temperature"));
        temperature_->setToolTip(tr("0 always takes the likeliest word; higher is more varied."));
        seed_ = new Calm<QSpinBox>;
        seed_->setRange(0, 999999);
        seed_->setValue(42);
        seed_->setAccessibleName(tr("Seed"));
        seed_->setToolTip(tr("The same seed gives the same answer again."));
        length_ = new Calm<QSpinBox>;
        length_->setRange(1, 4096);
        length_->setValue(kMostTokens);
        length_->setAccessibleName(tr("Longest answer"));
        const std::pair<QString, QWidget*> settings[] = {{tr("Temperature"), temperature_}, {tr("Seed"), seed_}, {tr("Longest answer"), length_}};
        for (const auto& [words, editor] : settings) {
            QLabel* name = label(words, "soft");
            name->setWordWrap(false);
            row->addWidget(name);
            row->addWidget(editor);
        }
        return settings_;
    }

    QWidget* makeVerdict() {
        auto* whole = new QWidget;
        auto* row = new QHBoxLayout(whole);
        row->setContentsMargins(0, 0, 0, 0);
        row->addWidget(counted_ = label({}, "soft"), 1);
        const std::tuple<const char*, QString, const char*> verdicts[] = {{"leftBetterButton", tr("&Left is better"), "before"}, {"sameButton", tr("The sa&me"), "same"}, {"rightBetterButton", tr("R&ight is better"), "now"}};
        for (size_t i = 0; i < verdict_.size(); ++i) {
            const auto& [name, words, kept] = verdicts[i];
            verdict_[i] = new QPushButton(words);
            verdict_[i]->setObjectName(QString::fromLatin1(name));
            connect(verdict_[i], &QPushButton::clicked, this, [this, kept] { keep(kept); });
            row->addWidget(verdict_[i]);
        }
        return whole;
    }

    void connectAll() {
        connect(&studio().history(), &RunHistory::changed, this, [this] { offerRuns(); });
        connect(&studio().runHost(), &RunHost::learnt, this, [this](const QString& run) {
            if (!isVisible()) id_ = run;
        });
        connect(runs_, &RunBox::picked, this, [this](const QString& id) {
            id_ = id;
            open();
        });
        connect(ask_, &QPushButton::clicked, this, [this] { ask(); });
        connect(example_, &QPushButton::clicked, this, [this] { question_->setPlainText(questions_[nextQuestion_++ % questions_.size()]); });
        connect(stop_, &QPushButton::clicked, this, [this] { stop(); });
        connect(new QShortcut(QKeySequence(Qt::CTRL | Qt::Key_Return), this), &QShortcut::activated, this, [this] { ask(); });
        connect(errand_, &ErrandRunner::told, this, [this](const QByteArray& piece) { put(piece); });
        connect(errand_, &ErrandRunner::done, this, [this](const RunEnd& end) { next(end); });
        connect(kept_, &KeptResult::written, this, [this] { open(); });
        const auto tell = [this](const Problem& problem) {
            stack_->setCurrentIndex(0);
            placeholder_->showError(tr("This run cannot be opened"), whatOf(problem) + '\n' + mendOf(problem), {tr("All runs"), QStringLiteral("runs")});
        };
        connect(opening_, &Job::failed, this, tell);
        connect(kept_, &KeptResult::failed, this, tell);
        connect(placeholder_, &Placeholder::wanted, &studio(), &Studio::go);
        showBusy(false);
    }

    void offerRuns() {
        const auto offer = [this] { runs_->offer(studio().history().runs(), canBeTried, id_); };
        offer();
        runs_->setEnabled(!runs_->isEmpty());
        if (!id_.isEmpty() || runs_->isEmpty()) return;
        id_ = runs_->newest();
        offer();
        open();
    }

    void open() {
        if (id_.isEmpty()) {
            stack_->setCurrentIndex(0);
            return placeholder_->showEmpty(QStringLiteral("try_it"), tr("Nothing to try yet"), tr("When a run is done, you can ask the model before and after the same question here."), {tr("Start a run"), QStringLiteral("wizard")});
        }
        if (opened_ == state()) return;
        stop();
        kept_->stop();
        opening_->start([folder = folder()](const JobTicket&) { return triedModelsOf(folder); }, [this](TriedModels&& models) { show(models); });
    }

    std::filesystem::path folder() const { return const_cast<TryItPage*>(this)->studio().home() / "runs" / pathOf(id_); }

    /// The run, and until when it has told something: one that went on since is opened again.
    QString state() {
        const RunSummary* run = studio().history().find(id_);
        return id_ + QLatin1Char(' ') + QString::number(run ? run->last : 0, 'f');
    }

    /// Nothing to ask yet: what the run kept is written first, or there is nothing.
    void wait(const TriedModels& models) {
        stack_->setCurrentIndex(0);
        if (models.missing.empty()) {
            return placeholder_->showError(tr("“%1” has no result yet").arg(models.name), tr("It saved nothing so far. Let it train on until it has, or is done."), {tr("Open the run"), QStringLiteral("run"), {id_}});
        }
        placeholder_->showBusy(tr("Getting ready what “%1” has learnt so far…").arg(models.name), tr("This is done once. The run stays as it is and can be continued."));
        kept_->write(folder(), models);
    }

    void show(const TriedModels& models) {
        example_->setVisible(!models.model.empty() && !models.questions.isEmpty());
        if (models.model.empty()) return wait(models);
        opened_ = state();
        stack_->setCurrentIndex(1);
        sides_[1].answer->setTitle(models.soFar ? tr("Tuned so far") : tr("Tuned"));
        labels_ = models.labels;
        sides_[0].model.model = models.base;
        sides_[0].model.asBegun = labels_.present() ? textOf(folder()) : std::string();
        sides_[1].model.model = models.model;
        sides_[1].model.adapter = models.adapter;
        for (Side& side : sides_) {
            side.answer->clear();
            side.answer->setPlaceholder(tr("Its answer appears here."));
        }
        if (models.base.empty()) sides_[0].answer->setPlaceholder(tr("This run began from noise: there is no model as it was."));
        settings_->setVisible(!labels_.present());  // a label has no length and no mood
        question_->setPlaceholderText(labels_.present() ? tr("A text that both models shall say the label of…") : tr("Ask both models the same thing…"));
        questions_ = models.questions;
        nextQuestion_ = 0;
        asked_.clear();
        showBusy(false);
        count();
        Q_EMIT ready();
    }

    void ask() {
        const QString question = question_->toPlainText().trimmed();
        if (question.isEmpty() || errand_->isBusy()) return question_->setFocus();
        asked_ = question;
        note_->hide();
        for (Side& side : sides_) side.answer->clear();
        if (!studio().runHost().computesHere() && studio().runHost().isBusy()) {
            note_->say(Notice::Kind::Info, tr("A run is going on, so answers take longer."));
            note_->show();
        }
        answer(sides_[0].model.model.empty() ? 1 : 0);
    }

    void answer(size_t side) {
        at_ = side;
        showBusy(true);
        output_.clear();
        if (labels_.present()) {
            ScoreRequest request;
            request.model = sides_[side].model;
            request.text = stdText(asked_);
            return errand_->start(scoreErrand(request));
        }
        GenerateRequest request;
        request.model = sides_[side].model;
        request.prompt = stdText(asked_);
        request.maxNewTokens = length_->value();
        request.temperature = temperature_->value();
        request.seed = static_cast<uint64_t>(seed_->value());
        errand_->start(generateErrand(request));
    }

    void put(const QByteArray& piece) {
        if (labels_.present()) output_ += piece;
        else sides_[at_].answer->put(piece);
    }

    /// The line of a score, once it is whole.
    void putLabel() {
        std::vector<float> logits;
        try {
            const Json line = Json::parse(output_.trimmed().toStdString());
            if (const Json* list = line.find("logits"); list && list->isArray())
                for (const Json& value : list->asArray()) logits.push_back(static_cast<float>(value.asNumber()));
        } catch (const JsonError&) {  // the program ended in the middle, which its end tells
        }
        if (logits.size() == labels_.width()) sides_[at_].answer->put(labels_, logits);
    }

    void next(const RunEnd& end) {
        if (end.kind == RunEnd::Kind::Done && labels_.present()) putLabel();
        if (end.kind == RunEnd::Kind::Done && at_ == 0) return answer(1);
        showBusy(false);
        if (end.kind == RunEnd::Kind::Done || end.kind == RunEnd::Kind::Stopped) return;
        const Problem problem = end.problems.empty() ? error("", "", "") : end.problems.front();
        note_->say(Notice::Kind::Bad, tr("No answer: %1").arg(translatedCore(problem.what)), mendOf(problem));
        note_->show();
    }

    void stop() {
        if (errand_->isBusy()) errand_->stop();
    }

    /// The keyboard stays with what can be done next: stop, then judge.
    void showBusy(bool busy) {
        const bool asked = ask_->hasFocus(), waited = stop_->hasFocus();
        stop_->setEnabled(busy);
        if (busy && asked) stop_->setFocus();
        ask_->setEnabled(!busy);
        const bool both = !busy && !asked_.isEmpty() && !sides_[0].answer->text().isEmpty() && !sides_[1].answer->text().isEmpty();
        for (QPushButton* button : verdict_) button->setEnabled(both);
        if (!busy && waited) (both ? static_cast<QWidget*>(verdict_[0]) : question_)->setFocus();
    }

    void keep(const char* better) {
        Json verdict = Json::object();
        verdict["time"] = os::now();
        verdict["prompt"] = stdText(asked_);
        verdict["before"] = stdText(sides_[0].answer->text());
        verdict["now"] = stdText(sides_[1].answer->text());
        verdict["better"] = better;
        verdict["temperature"] = temperature_->value();
        verdict["seed"] = seed_->value();
        studio().history().annotate(folder(), [verdict](RunNotes& notes) { notes.ratings["answers"].push_back(verdict); });
        for (QPushButton* button : verdict_) button->setEnabled(false);
        tally_[std::string_view(better) == "before" ? 0 : std::string_view(better) == "same" ? 1 : 2]++;
        showTally();
    }

    /// What was judged before, out of the notes of the run.
    void count() {
        tally_ = {};
        try {
            const RunNotes notes = readNotes(folder());
            if (const Json* answers = notes.ratings.find("answers"); answers && answers->isArray()) {
                for (const Json& answer : answers->asArray()) {
                    const std::string better = answer.stringOr("better", "");
                    tally_[better == "before" ? 0 : better == "same" ? 1 : 2]++;
                }
            }
        } catch (const std::exception&) {  // a run without notes was not judged
        }
        showTally();
    }

    void showTally() {
        const int all = tally_[0] + tally_[1] + tally_[2];
        counted_->setText(all == 0 ? tr("Which answer is better? Your verdicts are kept with the run.")
                                   : tr("Your verdicts so far: %1 for the model as it was, %2 the same, %3 for the tuned one.").arg(tally_[0]).arg(tally_[1]).arg(tally_[2]));
    }

    Job* opening_;
    ErrandRunner* errand_;
    KeptResult* kept_;
    QString id_, opened_, asked_;
    QStringList questions_;  ///< that were asked while it learnt
    qsizetype nextQuestion_ = 0;
    size_t at_ = 0;
    std::array<Side, 2> sides_;
    LabelScheme labels_;   ///< what they answer with; none where they write
    QByteArray output_;    ///< of a score
    std::array<int, 3> tally_{};
    RunBox* runs_;
    QStackedWidget* stack_;
    Placeholder* placeholder_;
    QPlainTextEdit* question_;
    QWidget* settings_;
    QDoubleSpinBox* temperature_;
    QSpinBox *seed_, *length_;
    QPushButton *ask_, *stop_, *example_;
    std::array<QPushButton*, 3> verdict_;
    QLabel* counted_;
    Notice* note_;
};

}  // namespace

PageInfo tryItPage() {
    return {QStringLiteral("try_it"), TryItPage::tr("&Try it"), QStringLiteral("try_it"), [](Studio& studio) -> Page* { return new TryItPage(studio); }};
}

}  // namespace luthier::ui
