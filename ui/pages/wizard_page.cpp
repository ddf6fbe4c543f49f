// SPDX-License-Identifier: GPL-3.0-or-later
#include <QButtonGroup>
#include <QHBoxLayout>
#include <QPushButton>
#include <QStackedWidget>

#include <optional>
#include <utility>

#include "core/base/error.h"
#include "core/recipe/read.h"
#include "ui/models/problem_words.h"
#include "ui/models/text.h"
#include "ui/models/words.h"
#include "ui/shell/page.h"
#include "ui/shell/studio.h"
#include "ui/shell/theme.h"
#include "ui/widgets/empty.h"
#include "ui/widgets/labels.h"
#include "ui/widgets/notice.h"
#include "ui/wizard/check_step.h"
#include "ui/wizard/workbench.h"

namespace luthier::ui {
namespace {

constexpr int kListWidth = 188, kChosenWidth = 132;  // pixels at 100 %

/// The name of a step with what was chosen there, on the left of the assistant.
class StepButton : public QPushButton {
public:
    StepButton(int number, const QString& title) : picture_(new IconLabel(QStringLiteral("chevron-right"), 16, Tone::Soft)), chosen_(label({}, "small")), title_(title) {
        setProperty("role", "step");
        setCheckable(true);
        setAutoExclusive(true);
        auto* row = new QHBoxLayout(this);
        row->setContentsMargins(spacing(2), spacing(2), spacing(2), spacing(2));
        row->addWidget(picture_, 0, Qt::AlignTop);
        auto* lines = new QVBoxLayout;
        lines->setSpacing(0);
        lines->addWidget(label(QStringLiteral("%1  %2").arg(number).arg(title), "strong"));
        lines->addWidget(chosen_);
        row->addLayout(lines, 1);
        for (QLabel* part : findChildren<QLabel*>()) {
            part->setWordWrap(false);
            part->setAttribute(Qt::WA_TransparentForMouseEvents);
        }
        show({}, false);
    }

    void show(const QString& chosen, bool done) {
        chosen_->setText(fitted(chosen));
        chosen_->setVisible(!chosen.isEmpty());
        setToolTip(chosen);
        picture_->set(done ? QStringLiteral("good") : QStringLiteral("chevron-right"), done ? Tone::Good : Tone::Soft);
        setAccessibleName(title_);
        setAccessibleDescription(done ? chosen : QString());
    }

    QSize sizeHint() const override { return layout()->totalSizeHint(); }

private:
    /// A line for each thing that was chosen.
    QString fitted(const QString& chosen) const {
        chosen_->ensurePolished();
        QStringList lines;
        for (const QString& part : chosen.split(QStringLiteral(", "))) lines << chosen_->fontMetrics().elidedText(part, Qt::ElideMiddle, kChosenWidth);
        return lines.join('\n');
    }

    IconLabel* picture_;
    QLabel* chosen_;
    QString title_;
};

class WizardPage : public Page {
    Q_OBJECT
public:
    explicit WizardPage(Studio& studio) : Page(studio), bench_(studio), stack_(new QStackedWidget), message_(new QVBoxLayout) {
        auto* whole = new QHBoxLayout(this);
        whole->setContentsMargins(0, 0, 0, 0);
        whole->setSpacing(0);
        whole->addWidget(stepList());
        auto* right = new QVBoxLayout;
        right->setSpacing(0);
        right->addWidget(stack_, 1);
        message_->setContentsMargins(spacing(8), 0, spacing(8), spacing(2));
        right->addLayout(message_);
        right->addWidget(bottom());
        whole->addLayout(right, 1);
        connect(&studio.runHost(), &RunHost::refused, this, [this](const Problems& problems) {
            if (std::exchange(ordered_, std::nullopt)) doctor()->takeRefusal(problems);
        });
        connect(&studio.runHost(), &RunHost::ended, this, [this](const QString& run) {  // it never began, so no other page tells why
            ordered_.reset();
            refresh();
            const RunEnd& end = this->studio().runHost().end();
            const bool failed = end.kind == RunEnd::Kind::Failed || end.kind == RunEnd::Kind::Crashed;
            if (run.isEmpty() && failed && !end.problems.empty()) say(new Notice(end.problems.front()));
        });
        connect(&studio.runHost(), &RunHost::started, this, [this] {
            if (ordered_) this->studio().draft().setStarted(*std::exchange(ordered_, std::nullopt));
        });
        connect(&studio.runHost(), &RunHost::phaseChanged, this, &WizardPage::refresh);
        connect(&studio.draft(), &Draft::restarted, this, [this] {
            say(nullptr);
            go(firstOpen());
        });
        go(firstOpen());
    }

    /// With the id of a run: its recipe is where the draft begins anew.
    void arrive(const QStringList& with) override {
        if (!with.isEmpty()) beginFrom(with.front());
        else steps_[static_cast<size_t>(at_)]->enter();
        refresh();
    }

    void leave() override { bench_.wantForecast(false); }

private:
    QWidget* stepList() {
        auto* list = new QFrame;
        list->setProperty("role", "line");
        auto* outer = new QHBoxLayout(list);
        outer->setContentsMargins(0, 0, 1, 0);
        auto* inner = new QWidget;
        inner->setObjectName(QStringLiteral("stepList"));
        inner->setAutoFillBackground(true);
        inner->setBackgroundRole(QPalette::Window);
        outer->addWidget(inner);
        auto* rows = new QVBoxLayout(inner);
        rows->setContentsMargins(spacing(2), spacing(6), spacing(2), spacing(4));
        rows->setSpacing(spacing(1));
        int number = 0;
        for (const StepInfo& info : steps()) {
            Step* step = info.make(bench_);
            step->setObjectName(info.name + QStringLiteral("Step"));
            stack_->addWidget(step);
            steps_.push_back(step);
            auto* button = new StepButton(number + 1, info.title);
            button->setObjectName(info.name + QStringLiteral("StepButton"));
            connect(button, &QPushButton::clicked, this, [this, number] { go(number); });
            connect(step, &Step::changed, this, &WizardPage::refresh);
            buttons_.push_back(button);
            rows->addWidget(button);
            ++number;
        }
        rows->addStretch();
        anew_ = new QPushButton(tr("Begin ane&w"));
        anew_->setObjectName(QStringLiteral("beginAnewButton"));
        anew_->setProperty("role", "link");
        connect(anew_, &QPushButton::clicked, this, [this] { this->studio().draft().restart(); });
        rows->addWidget(anew_);
        list->setMinimumWidth(kListWidth);  // wider where a title wants it
        list->setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Preferred);
        return list;
    }

    QWidget* bottom() {
        auto* bar = new QFrame;
        bar->setProperty("role", "strip");
        auto* row = new QHBoxLayout(bar);
        row->setContentsMargins(spacing(8), spacing(3), spacing(8), spacing(3));
        back_ = new QPushButton(tr("&Back"));
        back_->setObjectName(QStringLiteral("backButton"));
        next_ = new QPushButton;
        next_->setObjectName(QStringLiteral("nextButton"));
        next_->setProperty("role", "main");
        next_->setDefault(true);
        connect(back_, &QPushButton::clicked, this, [this] { go(at_ - 1); });
        connect(next_, &QPushButton::clicked, this, [this] { forward(); });
        row->addWidget(back_);
        row->addStretch();
        row->addWidget(next_);
        auto* shortcut = new QAction(this);
        shortcut->setShortcut(Qt::CTRL | Qt::Key_Return);
        shortcut->setShortcutContext(Qt::WidgetWithChildrenShortcut);
        connect(shortcut, &QAction::triggered, next_, &QPushButton::click);
        addAction(shortcut);
        return bar;
    }

    bool isLast() const { return at_ + 1 == static_cast<int>(steps_.size()); }
    Step* step() const { return steps_[static_cast<size_t>(at_)]; }
    CheckStep* doctor() const { return qobject_cast<CheckStep*>(steps_.back()); }

    /// The step where something is still missing, else the one after what was given.
    int firstOpen() {
        const Draft& draft = studio().draft();
        return !draft.hasModel() ? 0 : !draft.hasData() ? 1 : 2;
    }

    void go(int to) {
        if (to < 0 || to >= static_cast<int>(steps_.size())) return;
        // Forward only past steps that are done; the first open one is where it stops and says why.
        for (int before = 0; before < to; ++before) {
            const QString missing = steps_[static_cast<size_t>(before)]->missing();
            if (missing.isEmpty() || before + 1 == static_cast<int>(steps_.size())) continue;
            say(new Notice(Notice::Kind::Warn, missing));
            to = before;
        }
        if (to != at_ || message_->count() == 0) at_ = to;
        stack_->setCurrentIndex(at_);
        step()->enter();
        refresh();
    }

    void forward() {
        say(nullptr);
        const QString missing = step()->missing();
        if (!missing.isEmpty()) {
            say(new Notice(Notice::Kind::Warn, missing));
            if (isLast()) doctor()->focusProblem();
        } else if (!isLast()) {
            go(at_ + 1);
        } else {
            ordered_ = studio().draft().recipe();
            studio().runHost().start(*ordered_, doctor()->runName(), doctor()->promise());
        }
    }

    void say(Notice* notice) {
        emptyLater(message_);
        if (notice) message_->addWidget(notice);
    }

    void refresh() {
        for (size_t i = 0; i < steps_.size(); ++i) {
            const QString chosen = steps_[i]->summary();
            buttons_[i]->show(chosen, !chosen.isEmpty() && steps_[i]->missing().isEmpty());
        }
        buttons_[static_cast<size_t>(at_)]->setChecked(true);
        back_->setEnabled(at_ > 0);
        anew_->setEnabled(!studio().draft().isEmpty());
        next_->setText(nextWords());
        next_->setEnabled(!(isLast() && studio().runHost().isBusy()));
        if (step()->missing().isEmpty()) say(nullptr);
    }

    QString nextWords() const {
        if (!isLast()) return tr("Cont&inue");
        if (ordered_) return tr("Starting…");
        if (const_cast<WizardPage*>(this)->studio().runHost().isBusy()) return tr("A run is going on");
        const auto promise = doctor()->promise();
        return promise && promise->seconds > 0 ? tr("&Start training (%1)").arg(durationWords(promise->seconds)) : tr("&Start training");
    }

    void beginFrom(const QString& run) {
        loading_.start([file = studio().home() / "runs" / ui::pathOf(run) / "recipe.yaml"](const JobTicket&) { return readRecipeFile(textOf(file)); },
                       [this](RecipeRead read) { studio().draft().restart(read.recipe); });
    }

    Workbench bench_;
    QStackedWidget* stack_;
    QVBoxLayout* message_;
    std::vector<Step*> steps_;
    std::vector<StepButton*> buttons_;
    QPushButton *back_ = nullptr, *next_ = nullptr, *anew_ = nullptr;
    int at_ = 0;
    std::optional<Recipe> ordered_;  ///< of the run that was asked for and has not begun yet
    Job loading_;
};

}  // namespace

PageInfo wizardPage() {
    return {QStringLiteral("wizard"), WizardPage::tr("&New run"), QStringLiteral("wizard"), [](Studio& studio) -> Page* { return new WizardPage(studio); }};
}

}  // namespace luthier::ui

#include "wizard_page.moc"
