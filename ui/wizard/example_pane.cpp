// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/wizard/example_pane.h"

#include <QLabel>
#include <QSpinBox>
#include <QTabWidget>
#include <QVBoxLayout>

#include "core/base/error.h"
#include "core/engine/prepare.h"
#include "core/engine/prepare_settings.h"
#include "ui/models/problem_words.h"
#include "ui/shell/theme.h"
#include "ui/widgets/bubbles.h"
#include "ui/widgets/calm.h"
#include "ui/widgets/labels.h"
#include "ui/widgets/xray_view.h"

namespace luthier::ui {
namespace {

constexpr int kAsPeopleRead = 0, kAsModelSees = 1;  // tabs

QWidget* padded(QWidget* inner) {
    auto* outer = new QWidget;
    auto* rows = new QVBoxLayout(outer);
    rows->setContentsMargins(0, spacing(3), 0, spacing(2));
    rows->addWidget(inner);
    rows->addStretch();
    return outer;
}

}  // namespace

ExamplePane::ExamplePane(Workbench& bench) : bench_(bench) {
    auto* rows = new QVBoxLayout(this);
    rows->setContentsMargins(0, 0, 0, 0);
    rows->setSpacing(spacing(3));
    rows->addLayout(numberRow());
    tabs_ = new QTabWidget;
    tabs_->setObjectName(QStringLiteral("exampleTabs"));
    tabs_->setAccessibleName(tr("Two views of an example"));
    bubbles_ = new Bubbles;
    tabs_->addTab(padded(bubbles_), {});
    tabs_->addTab(padded(xrayPane()), tr("What the &model sees"));
    rows->addWidget(tabs_);
    connect(number_, &QSpinBox::valueChanged, this, &ExamplePane::showExample);
    connect(tabs_, &QTabWidget::currentChanged, this, &ExamplePane::showExample);
    connect(&xraying_, &Job::failed, this, [this](const Problem& problem) { xrayWords_->setText(whatOf(problem)); });
}

QWidget* ExamplePane::xrayPane() {
    auto* pane = new QWidget;
    auto* rows = new QVBoxLayout(pane);
    rows->setContentsMargins(0, 0, 0, 0);
    rows->setSpacing(spacing(2));
    xrayWords_ = label({}, "soft");
    xrayWords_->setObjectName(QStringLiteral("xrayWords"));
    xray_ = new XRayView;
    rows->addWidget(xrayWords_);
    rows->addWidget(xray_);
    rows->addWidget(label(tr("Filled and underlined: learnt. Dashed frame: a sign of the model's own. Struck out: cut away. ↵ is a line end, · a blank."), "small"));
    return pane;
}

QLayout* ExamplePane::numberRow() {
    auto* row = new QHBoxLayout;
    number_ = new Calm<QSpinBox>;
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
    return row;
}

void ExamplePane::show(const DataPreview& preview) {
    examples_ = preview.first;
    labels_ = preview.labels;
    setVisible(!examples_.empty());
    if (examples_.empty()) return;
    const int count = static_cast<int>(examples_.size());
    number_->setRange(1, count);
    of_->setText(tr("of the first %n", nullptr, count));
    tabs_->setTabText(kAsPeopleRead, labels_.present() ? tr("Text an&d label") : tr("As a con&versation"));
    showExample();
}

void ExamplePane::showExample() {
    const size_t at = static_cast<size_t>(number_->value()) - 1;
    if (at >= examples_.size()) return;
    bubbles_->show(conversationOf(examples_[at], bench_.draft().recipe().objective, labels_));
    if (tabs_->currentIndex() == kAsModelSees) showXRay(examples_[at]);
}

ExamplePane::TextHalf ExamplePane::textHalfOf(const Recipe& recipe) {
    Problems problems;
    const auto folder = modelFolderOf(recipe.model.path, "model.path", problems);
    TextHalf text{recipe.model.path, recipe.model.chatTemplate, hasError(problems) ? nullptr : loadTextModel(folder, recipe.model.chatTemplate, problems)};
    if (!text.model) throw Error(problems.front().where, problems.front().what, problems.front().mend);
    return text;
}

void ExamplePane::showXRay(const Example& example) {
    if (!bench_.draft().hasModel()) return xrayWords_->setText(tr("Choose a model first: every model cuts text into tokens of its own."));
    const Recipe recipe = bench_.draft().recipe();
    const bool known = text_.model && text_.path == recipe.model.path && text_.chatTemplate == recipe.model.chatTemplate;
    xraying_.start(
        [recipe, example, labels = labels_, before = known ? text_ : TextHalf()](const JobTicket&) {
            const TextHalf text = before.model ? before : textHalfOf(recipe);
            return std::pair(text, xray(*text.model, example, encodeSettings(recipe, maxLengthOf(recipe, text.model->maxLength()), labels)));
        },
        [this](std::pair<TextHalf, XRay> seen) {
            text_ = std::move(seen.first);
            xray_->show(seen.second);
            xrayWords_->setText(words(seen.second));
        });
}

QString ExamplePane::words(const XRay& row) {
    const QString tokens = tr("%n tokens", nullptr, static_cast<int>(row.tokens.size()));
    if (row.dropped == "overlong") return tr("%1, and %2 fit: this row is left out.").arg(tokens).arg(row.longest);
    if (!row.dropped.empty()) return tr("This row is left out: %1").arg(translatedCore(row.dropped));
    const QString learnt = row.label.isEmpty() ? tr("%1, of which %n are learnt.", nullptr, static_cast<int>(row.learnt)).arg(tokens)
                                               : tr("%1 are read, none of them is learnt: what is learnt is to answer “%2”.").arg(tokens, row.label);
    if (!row.isOverlong()) return learnt;
    return learnt + QStringLiteral(" ") + (row.overlong == "split" ? tr("It is longer than %1 and goes on in a second piece.") : tr("It is cut at %1.")).arg(row.longest);
}

}  // namespace luthier::ui
