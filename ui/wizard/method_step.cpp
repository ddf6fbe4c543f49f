// SPDX-License-Identifier: GPL-3.0-or-later
#include <QButtonGroup>
#include <QPushButton>

#include <algorithm>

#include "core/tuning/method_settings.h"
#include "ui/models/field_words.h"
#include "ui/models/label_counts.h"
#include "ui/models/problem_words.h"
#include "ui/models/text.h"
#include "ui/models/words.h"
#include "ui/shell/theme.h"
#include "ui/widgets/choice_card.h"
#include "ui/widgets/column.h"
#include "ui/widgets/empty.h"
#include "ui/widgets/field_form.h"
#include "ui/widgets/labels.h"
#include "ui/widgets/notice.h"
#include "ui/widgets/placeholder.h"
#include "ui/wizard/step.h"

namespace luthier::ui {
namespace {

class MethodStep : public Step {
    Q_OBJECT
public:
    explicit MethodStep(Workbench& bench) : Step(bench), task_(label({}, "soft")), state_(new Placeholder), cards_(new QWidget), form_(nullptr) {
        Column* column = columnIn(this);
        column->addTitle(tr("How deep shall it learn?"), tr("Reckoned for this model, this data and this computer."));
        task_->setObjectName(QStringLiteral("methodTask"));
        column->rows()->addWidget(task_);
        column->rows()->addWidget(state_);
        auto* rows = new QVBoxLayout(cards_);
        rows->setContentsMargins(0, 0, 0, 0);
        rows->setSpacing(spacing(2));
        column->rows()->addWidget(cards_);
        column->rows()->addWidget(allSettings());
        column->rows()->addStretch();
        connect(&bench, &Workbench::forecastChanged, this, &MethodStep::refresh);
        connect(&draft(), &Draft::changed, this, &MethodStep::refresh);
    }

    void enter() override {
        bench().wantForecast(true);
        refresh();
    }

    QString missing() const override {
        const MethodForecast* chosen = bench().forecast().chosen();
        if (!bench().isForecastFresh() || !chosen || chosen->isPossible()) return {};
        return whatOf(chosen->problems.front());
    }

    QString summary() const override {
        const MethodFacts* facts = methodFacts(draft().recipe().method.kind);
        return facts ? coreWords(facts->label) : QString();
    }

private:
    QWidget* allSettings() {
        auto* whole = new QWidget;
        auto* rows = new QVBoxLayout(whole);
        rows->setContentsMargins(0, 0, 0, 0);
        auto* more = new QPushButton(icon(QStringLiteral("settings")), tr("&All settings of the methods"));
        more->setObjectName(QStringLiteral("methodSettingsButton"));
        more->setProperty("role", "quiet");
        more->setCheckable(true);
        rows->addWidget(more, 0, Qt::AlignLeft);
        std::vector<const Field*> fields;
        for (const Field* field : allFields()) {
            if (field->key.starts_with("method.")) fields.push_back(field);
        }
        form_ = new FieldForm(fields);
        form_->hide();
        rows->addWidget(form_);
        connect(more, &QPushButton::toggled, form_, &QWidget::setVisible);
        connect(form_, &FieldForm::edited, this, [this](const Recipe& recipe) { draft().change([&](Recipe& changed) { changed = recipe; }); });
        return whole;
    }

    void refresh() {
        form_->show(draft().recipe());
        const Forecast& forecast = bench().forecast();
        const bool any = !forecast.methods.empty();
        task_->setText(taskWords(forecast.labels));
        task_->setVisible(any && forecast.labels.present());
        cards_->setVisible(any);
        state_->setVisible(!any);
        if (any) showCards(forecast);
        else if (bench().isForecastFresh() && !forecast.problems.empty()) {
            const Problem& problem = firstError(forecast.problems);
            state_->showError(whatOf(problem), mendOf(problem));
        } else {
            state_->showBusy(tr("Reading your examples and reckoning…"), tr("Every example is turned into what the model sees."));
        }
        Q_EMIT changed();
    }

    static const Problem& firstError(const Problems& problems) {
        const auto error = std::ranges::find(problems, Level::Error, &Problem::level);
        return error == problems.end() ? problems.front() : *error;
    }

    void showCards(const Forecast& forecast) {
        auto* rows = static_cast<QVBoxLayout*>(cards_->layout());
        empty(rows);
        std::vector<const MethodForecast*> order;
        for (const MethodForecast& method : forecast.methods) order.push_back(&method);
        std::ranges::stable_sort(order, {}, [&](const MethodForecast* method) { return method->kind != forecast.recommended; });
        for (const MethodForecast* method : order) rows->addWidget(cardOf(*method, forecast));
    }

    ChoiceCard* cardOf(const MethodForecast& method, const Forecast& forecast) {
        const MethodFacts& facts = *methodFacts(method.kind);
        auto* card = new ChoiceCard(QStringLiteral("method"), coreWords(facts.label), coreWords(facts.words));
        card->setObjectName(QStringLiteral("methodCard_") + qText(method.kind));
        card->setCheckable(true);
        card->setAutoExclusive(true);
        card->setChecked(draft().recipe().method.kind == method.kind);
        if (!method.isPossible()) {
            card->addTag(tr("not with these settings"), "badTag");
            card->addLine(whatOf(method.problems.front()), "small");
        } else {
            addFigures(method, *card);
        }
        if (method.kind == forecast.recommended) {
            card->addTag(tr("recommended"), "goodTag");
            card->addLine(whyRecommended(method, forecast), "small");
        }
        connect(card, &QPushButton::clicked, this, [this, kind = method.kind] { draft().change([&](Recipe& recipe) { recipe.method.kind = kind; }); });
        return card;
    }

    static void addFigures(const MethodForecast& method, ChoiceCard& card) {
        card.addTag(method.seconds > 0 ? durationWords(method.seconds) : tr("time is not known yet"));
        const QString memory = tr("%1 of memory").arg(sizeWords(method.memory));
        if (method.fit == Fit::Not) card.addTag(tr("%1: will not fit").arg(memory), "badTag");
        else card.addTag(method.fit == Fit::Tightly ? tr("%1: fits tightly").arg(memory) : memory, method.fit == Fit::Tightly ? "warnTag" : "tag");
        card.addTag(tr("result: %1").arg(sizeWords(method.fileBytes)));
    }

    static QString whyRecommended(const MethodForecast& method, const Forecast& forecast) {
        int64_t largest = 0;
        for (const MethodForecast& other : forecast.methods) largest = std::max(largest, other.fileBytes);
        if (!methodFacts(method.kind)->hasAdapter) {
            return forecast.recipe.model.init == "random" ? tr("The model starts from noise: only if every weight learns can it learn anything.")
                                                          : tr("The lighter methods do not suit this model.");
        }
        return tr("It suffices for most tasks: %1 instead of %2, and the model itself stays as it is.").arg(sizeWords(method.fileBytes), sizeWords(largest));
    }

    QLabel* task_;
    Placeholder* state_;
    QWidget* cards_;
    FieldForm* form_;
};

}  // namespace

StepInfo methodStep() {
    return {QStringLiteral("method"), MethodStep::tr("Method"), [](Workbench& bench) -> Step* { return new MethodStep(bench); }};
}

}  // namespace luthier::ui

#include "method_step.moc"
