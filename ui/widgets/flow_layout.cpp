// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/flow_layout.h"

#include <QWidget>

namespace luthier::ui {

FlowLayout::~FlowLayout() { qDeleteAll(items_); }

QSize FlowLayout::sizeHint() const {
    int width = 0, height = 0;
    for (const QLayoutItem* item : items_) {
        width += item->sizeHint().width() + across_;
        height = qMax(height, item->sizeHint().height());
    }
    return {width, height};
}

QSize FlowLayout::minimumSize() const {
    QSize size;
    for (const QLayoutItem* item : items_) size = size.expandedTo(item->minimumSize());
    return size;
}

void FlowLayout::setGeometry(const QRect& rect) {
    QLayout::setGeometry(rect);
    place(rect, true);
}

int FlowLayout::place(const QRect& rect, bool move) const {
    int x = 0, y = 0, rowHeight = 0;
    for (QLayoutItem* item : items_) {
        if (item->isEmpty()) continue;
        const QSize size = item->sizeHint().boundedTo(QSize(qMax(rect.width(), 1), QWIDGETSIZE_MAX));
        if (x > 0 && x + size.width() > rect.width()) {
            x = 0;
            y += rowHeight + down_;
            rowHeight = 0;
        }
        if (move) {
            const QRect place(rect.topLeft() + QPoint(x, y), size);
            item->setGeometry(parentWidget() && parentWidget()->layoutDirection() == Qt::RightToLeft
                                  ? QRect(rect.right() - x - size.width() + 1, place.y(), size.width(), size.height()) : place);
        }
        x += size.width() + across_;
        rowHeight = qMax(rowHeight, size.height());
    }
    return y + rowHeight;
}

}  // namespace luthier::ui
