// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAbstractTableModel>

#include <optional>
#include <vector>

#include "ui/models/curve.h"

namespace luthier::ui {

struct NamedCurve {
    QString name;
    const Curve* curve = nullptr;  ///< outlives who shows it
};

/// Curves side by side as numbers: one row for each step that any of them knows. What stands behind a plot for a screen reader, and in a
/// saved file.
class CurveTable : public QAbstractTableModel {
    Q_OBJECT
public:
    explicit CurveTable(const std::vector<NamedCurve>& curves, QObject* parent = nullptr);

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

    /// The same as comma separated values with a heading; numbers with a point, whatever the language.
    QByteArray csv() const;

private:
    std::optional<double> value(size_t row, size_t curve) const;

    struct Row {
        double step = 0, seconds = 0;
    };
    std::vector<QString> names_;
    std::vector<Row> rows_;
    std::vector<std::vector<double>> values_;  ///< of each curve, by row; not a number where it has none
};

}  // namespace luthier::ui
