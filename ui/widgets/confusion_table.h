// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

#include "ui/models/confusion.h"

class QLabel;
class QTableWidget;

namespace luthier::ui {

class LabelHeader;

/// What a model takes for what: one row a right label, one column an answer; the darker a field, the larger its share of the row. The diagonal is
/// right.
class ConfusionTable : public QWidget {
    Q_OBJECT
public:
    explicit ConfusionTable(QWidget* parent = nullptr);
    void show(const Confusion& confusion);

private:
    void fill();
    void turnHeads();

    Confusion shown_;
    QLabel* summary_;
    QTableWidget* table_;
    LabelHeader* heads_;
};

}  // namespace luthier::ui
