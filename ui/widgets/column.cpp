// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/column.h"

#include "ui/shell/theme.h"
#include "ui/widgets/labels.h"

namespace luthier::ui {

Column::Column(QWidget* parent, int widest) : QScrollArea(parent) {
    setWidgetResizable(true);
    setFrameShape(QFrame::NoFrame);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setFocusPolicy(Qt::NoFocus);
    auto* whole = new QWidget;
    whole->setProperty("role", "page");
    auto* sides = new QHBoxLayout(whole);
    sides->setContentsMargins(spacing(8), spacing(6), spacing(8), spacing(6));
    auto* content = new QWidget;
    content->setMaximumWidth(widest);
    content->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Preferred);
    rows_ = new QVBoxLayout(content);
    rows_->setContentsMargins(0, 0, 0, 0);
    rows_->setSpacing(spacing(4));
    sides->addStretch(1);
    sides->addWidget(content, 1000);
    sides->addStretch(1);
    setWidget(whole);
}

void Column::addTitle(const QString& title, const QString& sentence) {
    auto* head = new QVBoxLayout;
    head->setSpacing(spacing(1));
    QLabel* name = label(title, "title");
    head->addWidget(name);
    if (!sentence.isEmpty()) head->addWidget(label(sentence, "soft"));
    rows_->addLayout(head);
}

Column* columnIn(QWidget* page, int widest) {
    auto* whole = new QVBoxLayout(page);
    whole->setContentsMargins(0, 0, 0, 0);
    auto* column = new Column(page, widest);
    whole->addWidget(column);
    return column;
}

}  // namespace luthier::ui
