// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/combo_box.h"

#include <QStyledItemDelegate>

namespace luthier::ui {

ComboBox::ComboBox(QWidget* parent) : Calm<QComboBox>(parent) {
    setItemDelegate(new QStyledItemDelegate(this));  // the one it comes with leaves no room around the words, whatever the style sheet says
}

}  // namespace luthier::ui
