// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/empty.h"

#include <QLayout>
#include <QWidget>

namespace luthier::ui {

void empty(QLayout* layout) {
    while (QLayoutItem* item = layout->takeAt(0)) {
        delete item->widget();
        delete item;
    }
}

void emptyLater(QLayout* layout) {
    while (QLayoutItem* item = layout->takeAt(0)) {
        if (item->widget()) item->widget()->deleteLater();
        delete item;
    }
}

}  // namespace luthier::ui
