// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/answer_side.h"

#include <QPlainTextEdit>
#include <QScrollArea>
#include <QStackedWidget>
#include <QVBoxLayout>

#include <algorithm>
#include <numeric>

#include "ui/models/label_counts.h"
#include "ui/models/text.h"
#include "ui/models/words.h"
#include "ui/shell/theme.h"
#include "ui/widgets/label_bars.h"
#include "ui/widgets/labels.h"

namespace luthier::ui {
namespace {

constexpr int kWords = 0, kLabels = 1;  // of the stack

}  // namespace

AnswerSide::AnswerSide(const QString& title, const QString& name, const char* objectName)
    : title_(label(title, "heading")), stack_(new QStackedWidget), text_(new QPlainTextEdit), labelled_(new QWidget), label_(label({}, "title")), bars_(new LabelBars) {
    setProperty("role", "card");
    auto* rows = new QVBoxLayout(this);
    rows->addWidget(title_);
    rows->addWidget(stack_, 1);
    text_->setReadOnly(true);
    text_->setFrameShape(QFrame::NoFrame);
    setObjectName(QString::fromLatin1(objectName));
    text_->setObjectName(objectName + QStringLiteral("Edit"));
    label_->setObjectName(objectName + QStringLiteral("Label"));
    text_->setAccessibleName(name);
    stack_->addWidget(text_);
    labelled_->setProperty("role", "page");
    auto* inside = new QVBoxLayout(labelled_);
    inside->setContentsMargins(0, spacing(1), spacing(2), 0);
    inside->setSpacing(spacing(3));
    inside->addWidget(label_);
    inside->addWidget(bars_);
    inside->addStretch(1);
    label_->setTextInteractionFlags(Qt::TextSelectableByMouse);
    bars_->setAccessibleName(tr("How likely each label is"));
    auto* area = new QScrollArea;
    area->setWidgetResizable(true);
    area->setFrameShape(QFrame::NoFrame);
    area->setWidget(labelled_);
    area->setAccessibleName(name);
    stack_->addWidget(area);
}

void AnswerSide::setTitle(const QString& title) { title_->setText(title); }

void AnswerSide::clear() {
    decoder_ = QStringDecoder(QStringDecoder::Utf8);
    text_->clear();
    label_->clear();
    bars_->show({});
    stack_->setCurrentIndex(kWords);
}

void AnswerSide::setPlaceholder(const QString& words) { text_->setPlaceholderText(words); }

void AnswerSide::put(const QByteArray& piece) {
    QTextCursor end(text_->document());
    end.movePosition(QTextCursor::End);
    end.insertText(decoder_(piece));
}

void AnswerSide::put(const LabelScheme& scheme, const std::vector<float>& logits) {
    label_->setText(answerWords(scheme, logits));
    std::vector<LabelBar> bars;
    if (scheme.kind != LabelScheme::Kind::Number) {
        const std::vector<double> chances = scheme.chances(logits);
        const std::vector<size_t> chosen = scheme.answered(chances);
        std::vector<size_t> order(chances.size());
        std::iota(order.begin(), order.end(), size_t{0});
        std::ranges::stable_sort(order, std::greater(), [&](size_t id) { return chances[id]; });
        for (size_t id : order) bars.push_back({qText(scheme.names[id]), chances[id], percentWords(chances[id]), std::ranges::find(chosen, id) != chosen.end()});
    }
    bars_->show(bars);
    stack_->setCurrentIndex(kLabels);
}

QString AnswerSide::text() const { return stack_->currentIndex() == kLabels ? label_->text() : text_->toPlainText(); }

QString answerWords(const LabelScheme& scheme, const std::vector<float>& logits) {
    if (scheme.kind == LabelScheme::Kind::Number) return labelNumberWords(logits.front());
    const std::vector<double> chances = scheme.chances(logits);
    QStringList said;
    for (size_t id : scheme.answered(chances)) said << AnswerSide::tr("%1 (%2)", "a label, how likely it is").arg(qText(scheme.names[id]), percentWords(chances[id]));
    return said.isEmpty() ? AnswerSide::tr("none of them") : said.join(QStringLiteral(", "));
}

}  // namespace luthier::ui
