// SPDX-License-Identifier: GPL-3.0-or-later
#include <QLineEdit>
#include <QPushButton>
#include <QSignalBlocker>
#include <QSlider>

#include "ui/models/field_words.h"
#include "ui/models/simple_settings.h"
#include "ui/models/text.h"
#include "ui/models/words.h"
#include "ui/shell/theme.h"
#include "ui/widgets/calm.h"
#include "ui/widgets/column.h"
#include "ui/widgets/field_form.h"
#include "ui/widgets/labels.h"
#include "ui/widgets/notice.h"
#include "ui/wizard/step.h"

namespace luthier::ui {
namespace {

/// A slider with its name, what it stands at, and what follows from that in words.
class SliderRow : public QFrame {
    Q_OBJECT
public:
    SliderRow(const QString& name, const char* objectName) : slider_(new Calm<QSlider>(Qt::Horizontal)), value_(label({}, "strong")), words_(label({}, "soft")) {
        setProperty("role", "card");
        auto* rows = new QVBoxLayout(this);
        rows->setContentsMargins(spacing(4), spacing(3), spacing(4), spacing(3));
        auto* head = new QHBoxLayout;
        QLabel* title = label(name, "strong");
        title->setBuddy(slider_);
        head->addWidget(title, 1);
        value_->setAlignment(Qt::AlignRight);
        head->addWidget(value_);
        rows->addLayout(head);
        slider_->setObjectName(QString::fromLatin1(objectName));
        slider_->setAccessibleName(QString(name).remove(QLatin1Char('&')));
        slider_->setPageStep(1);
        rows->addWidget(slider_);
        rows->addWidget(words_);
        connect(slider_, &QSlider::valueChanged, this, &SliderRow::moved);
    }

    void show(const SliderSetting& setting, const QString& words) {
        const QSignalBlocker quiet(slider_);
        slider_->setRange(0, static_cast<int>(setting.places.size()) - 1);
        slider_->setValue(setting.at);
        value_->setText(setting.value);
        value_->setWordWrap(false);
        words_->setText(words);
        slider_->setAccessibleDescription(setting.value + QStringLiteral(". ") + words);
    }

Q_SIGNALS:
    void moved(int place);

private:
    QSlider* slider_;
    QLabel *value_, *words_;
};

class SettingsStep : public Step {
    Q_OBJECT
public:
    explicit SettingsStep(Workbench& bench)
        : Step(bench), length_(new SliderRow(tr("How lon&g"), "lengthSlider")), strength_(new SliderRow(tr("How &strongly"), "strengthSlider")),
          longest_(new SliderRow(tr("&Longest text"), "longestSlider")), others_(label({}, "soft")), form_(new FieldForm(allFields())) {
        Column* column = columnIn(this);
        column->addTitle(tr("How shall it learn?"), tr("These suit most runs. Whoever knows more finds every setting below."));
        for (SliderRow* row : {length_, strength_, longest_}) column->rows()->addWidget(row);
        others_->setObjectName(QStringLiteral("otherSettings"));
        column->rows()->addWidget(others_);
        addForm(column);
        column->rows()->addStretch();
        connect(length_, &SliderRow::moved, this, [this](int place) { draft().change([&](Recipe& recipe) { setLength(recipe, place); }); });
        connect(strength_, &SliderRow::moved, this, [this](int place) { draft().change([&](Recipe& recipe) { setStrength(recipe, place); }); });
        connect(longest_, &SliderRow::moved, this, [this](int place) {
            draft().change([&](Recipe& recipe) { setLongest(recipe, place, this->bench().forecast().modelLength); });
        });
        connect(&draft(), &Draft::changed, this, &SettingsStep::refresh);
        connect(&bench, &Workbench::forecastChanged, this, &SettingsStep::refresh);
    }

    void enter() override {
        bench().wantForecast(true);
        refresh();
    }

    QString summary() const override {
        const Recipe& recipe = draft().recipe();
        return lengthOf(recipe).value + QStringLiteral(", ") + strengthOf(recipe).value;
    }

private:
    void addForm(Column* column) {
        auto* more = new QPushButton(icon(QStringLiteral("settings")), tr("&All settings"));
        more->setObjectName(QStringLiteral("allSettingsButton"));
        more->setProperty("role", "quiet");
        more->setCheckable(true);
        auto* find = new QLineEdit;
        find->setObjectName(QStringLiteral("searchSettingsEdit"));
        find->setPlaceholderText(tr("Search settings"));
        find->setAccessibleName(tr("Search settings"));
        find->setClearButtonEnabled(true);
        find->hide();
        form_->hide();
        column->rows()->addWidget(more, 0, Qt::AlignLeft);
        column->rows()->addWidget(find);
        column->rows()->addWidget(form_);
        connect(more, &QPushButton::toggled, this, [this, find](bool on) {
            find->setVisible(on);
            form_->setVisible(on);
            if (on) find->setFocus();
        });
        connect(find, &QLineEdit::textChanged, form_, &FieldForm::search);
        connect(form_, &FieldForm::edited, this, [this](const Recipe& recipe) { draft().change([&](Recipe& changed) { changed = recipe; }); });
    }

    void refresh() {
        const Recipe& recipe = draft().recipe();
        const Forecast& forecast = bench().forecast();
        length_->show(lengthOf(recipe), lengthWords(forecast));
        strength_->show(strengthOf(recipe), tr("Gently keeps more of what the model knew. Strongly takes on more of your examples, and may lose other skills."));
        longest_->show(longestOf(recipe, forecast.modelLength), longestWords(forecast));
        const QStringList others = otherChanges(recipe);
        others_->setText(others.isEmpty() ? tr("All other settings are at their defaults.") : tr("Other than the default: %1").arg(others.join(QStringLiteral("; "))));
        form_->show(recipe);
        Q_EMIT changed();
    }

    QString lengthWords(const Forecast& forecast) const {
        if (!bench().isForecastFresh()) return tr("Reckoning…");
        const MethodForecast* chosen = forecast.chosen();
        if (!chosen || !chosen->isPossible()) return tr("More passes learn more, and remember more by heart.");
        const QString steps = tr("%n steps", nullptr, static_cast<int>(forecast.resolved.steps));
        const QString words = chosen->seconds > 0 ? tr("%1, %2 on this computer.").arg(steps, durationWords(chosen->seconds)) : steps + QStringLiteral(".");
        return words + QStringLiteral(" ") + tr("More passes learn more, and remember more by heart.");
    }

    QString longestWords(const Forecast& forecast) const {
        if (!bench().isForecastFresh() || !forecast.isGood()) return tr("Longer texts need more memory and time.");
        const QString longest = forecast.labels.present() ? tr("Your longest text that is used has %n tokens.", nullptr, static_cast<int>(forecast.longest)) : tr("Your longest example that is used has %n tokens.", nullptr, static_cast<int>(forecast.longest));
        if (forecast.leftOut == 0) return longest + QStringLiteral(" ") + (forecast.longest < forecast.maxLength ? tr("All examples fit.") : tr("Longer ones are cut there."));
        if (forecast.labels.present()) return longest + QStringLiteral(" ") + tr("%n texts are left out: they are longer, or their label says nothing.", nullptr, static_cast<int>(forecast.leftOut));
        return longest + QStringLiteral(" ") + tr("%n examples are left out, most often because they are longer.", nullptr, static_cast<int>(forecast.leftOut));
    }

    SliderRow *length_, *strength_, *longest_;
    QLabel* others_;
    FieldForm* form_;
};

}  // namespace

StepInfo settingsStep() {
    return {QStringLiteral("settings"), SettingsStep::tr("Settings"), [](Workbench& bench) -> Step* { return new SettingsStep(bench); }};
}

}  // namespace luthier::ui

#include "settings_step.moc"
