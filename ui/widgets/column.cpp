// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/column.h"

#include <QCoreApplication>
#include <QEvent>

#include "ui/shell/theme.h"
#include "ui/widgets/labels.h"

namespace luthier::ui {
namespace {

/// What was put into a layout is shown by it a little later otherwise, and has no place until then.
void showAdded(QLayout* layout) {
    for (int i = 0; layout && i < layout->count(); ++i) {
        QWidget* widget = layout->itemAt(i)->widget();
        if (widget && widget->isHidden() && !widget->testAttribute(Qt::WA_WState_ExplicitShowHide)) widget->show();
        showAdded(widget ? widget->layout() : layout->itemAt(i)->layout());
    }
}

}  // namespace

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

void Column::settle(QWidget* part) {
    showAdded(part->layout());
    for (QWidget* at = part; at && at != this; at = at->parentWidget()) {
        if (at->layout()) at->layout()->activate();
    }
    QEvent request(QEvent::LayoutRequest);
    QCoreApplication::sendEvent(this, &request);  // which makes what scrolls as high as it has become
}

bool Column::eventFilter(QObject* watched, QEvent* event) {
    if (event->type() == QEvent::LayoutRequest && watched != widget() && watched->isWidgetType()) settle(static_cast<QWidget*>(watched));
    return QScrollArea::eventFilter(watched, event);
}

Column* columnIn(QWidget* page, int widest) {
    auto* whole = new QVBoxLayout(page);
    whole->setContentsMargins(0, 0, 0, 0);
    auto* column = new Column(page, widest);
    whole->addWidget(column);
    return column;
}

}  // namespace luthier::ui
