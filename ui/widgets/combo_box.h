// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QComboBox>

#include "ui/widgets/calm.h"

namespace luthier::ui {

/// A list to choose one of, whose open list is drawn by the theme.
class ComboBox : public Calm<QComboBox> {
public:
    explicit ComboBox(QWidget* parent = nullptr);
};

}  // namespace luthier::ui
