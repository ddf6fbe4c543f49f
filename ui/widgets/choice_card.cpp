// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/choice_card.h"

#include <QHBoxLayout>
#include <QVBoxLayout>

#include "ui/shell/theme.h"
#include "ui/widgets/flow_layout.h"
#include "ui/widgets/labels.h"

namespace luthier::ui {

ChoiceCard::ChoiceCard(const QString& icon, const QString& title, const QString& words, QWidget* parent) : QPushButton(parent), lines_(new QVBoxLayout) {
    setProperty("role", "choice");
    QSizePolicy policy(QSizePolicy::Expanding, QSizePolicy::Minimum);
    policy.setHeightForWidth(true);
    setSizePolicy(policy);
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(spacing(4), spacing(3), spacing(4), spacing(3));
    row->setSpacing(spacing(3));
    auto* picture = new IconLabel(icon, 24, Tone::Accent);
    row->addWidget(picture, 0, Qt::AlignTop);
    auto* column = new QWidget;  // a taller neighbour leaves room below the lines, not between them; a stretch would make every card tall
    column->setAttribute(Qt::WA_TransparentForMouseEvents);
    column->setLayout(lines_);
    row->addWidget(column, 1, Qt::AlignTop);
    lines_->setContentsMargins(0, 0, 0, 0);
    lines_->setSpacing(spacing(1));
    addLine(title, "strong");
    if (!words.isEmpty()) addLine(words);
}

void ChoiceCard::addTag(const QString& text, const char* role) {
    if (!tagRow_) {
        tagRow_ = new QWidget;
        tagRow_->setAttribute(Qt::WA_TransparentForMouseEvents);
        auto* flow = new FlowLayout(tagRow_, spacing(1), spacing(1));
        flow->setContentsMargins(0, 0, 0, 0);
        lines_->addWidget(tagRow_);
    }
    QLabel* tag = label(text, role);
    tag->setWordWrap(false);
    tagRow_->layout()->addWidget(tag);
    said_ << text;
    tellReaders();
}

void ChoiceCard::addLine(const QString& text, const char* role) {
    QLabel* line = label(text, role);
    line->setAttribute(Qt::WA_TransparentForMouseEvents);
    lines_->addWidget(line);
    said_ << text;
    tellReaders();
}

QSize ChoiceCard::sizeHint() const { return layout()->totalSizeHint(); }
int ChoiceCard::heightForWidth(int width) const { return layout()->totalHeightForWidth(width); }
QSize ChoiceCard::minimumSizeHint() const { return layout()->totalMinimumSize(); }

void ChoiceCard::tellReaders() {
    setAccessibleName(said_.front());
    setAccessibleDescription(said_.mid(1).join(QStringLiteral(". ")));
}

}  // namespace luthier::ui
