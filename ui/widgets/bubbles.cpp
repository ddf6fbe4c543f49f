// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/bubbles.h"

#include <QFrame>
#include <QHBoxLayout>
#include <QLabel>

#include "ui/shell/theme.h"
#include "ui/widgets/labels.h"

namespace luthier::ui {
namespace {

constexpr qsizetype kLongest = 3000;  // characters of a bubble
constexpr int kWidest = 560;

}  // namespace

Bubbles::Bubbles(QWidget* parent) : QWidget(parent), column_(new QVBoxLayout(this)) {
    column_->setContentsMargins(0, 0, 0, 0);
    column_->setSpacing(spacing(2));
}

QWidget* Bubbles::bubble(const Said& said) {
    QString name;
    switch (said.who) {
        case Said::Who::System: name = tr("Instructions"); break;
        case Said::Who::Person: name = tr("Person"); break;
        case Said::Who::Model: name = tr("Model"); break;
        case Said::Who::Tool: name = tr("Tool"); break;
        case Said::Who::Label: name = tr("Label"); break;
        default: name = tr("Text");
    }
    if (said.learnt) name = tr("%1 (this is learnt)", "who says something").arg(name);
    auto* frame = new QFrame;
    frame->setProperty("role", said.learnt ? "info" : "sunken");
    auto* lines = new QVBoxLayout(frame);
    lines->setContentsMargins(spacing(3), spacing(2), spacing(3), spacing(2));
    lines->setSpacing(2);
    lines->addWidget(label(name, "small"));
    QLabel* words = label(said.text.size() > kLongest ? said.text.left(kLongest) + QStringLiteral("…") : said.text);
    words->setTextInteractionFlags(Qt::TextSelectableByMouse);
    lines->addWidget(words);
    frame->setMaximumWidth(kWidest);
    frame->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Minimum);
    return frame;
}

void Bubbles::show(const std::vector<Said>& conversation) {
    while (QLayoutItem* item = column_->takeAt(0)) {
        delete item->widget();
        delete item;
    }
    for (const Said& said : conversation) {
        auto* row = new QWidget;
        auto* line = new QHBoxLayout(row);
        line->setContentsMargins(0, 0, 0, 0);
        const bool fromModel = said.who == Said::Who::Model || said.who == Said::Who::Label;
        if (fromModel) line->addStretch(1);
        line->addWidget(bubble(said), 4);
        if (!fromModel) line->addStretch(1);
        column_->addWidget(row);
    }
    column_->addStretch();
}

}  // namespace luthier::ui
