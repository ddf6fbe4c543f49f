// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

#include <vector>

#include "ui/models/data_preview.h"

class QVBoxLayout;

namespace luthier::ui {

/// An example as a conversation: who says what, one bubble below the other. Who speaks is written above each.
class Bubbles : public QWidget {
    Q_OBJECT
public:
    explicit Bubbles(QWidget* parent = nullptr);
    void show(const std::vector<Said>& conversation);

private:
    QWidget* bubble(const Said& said);
    QVBoxLayout* column_;
};

}  // namespace luthier::ui
