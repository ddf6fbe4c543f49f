// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/curve_table.h"

#include <QLocale>

#include <cmath>
#include <map>

namespace luthier::ui {
namespace {

constexpr int kFixed = 2;  // columns before those of the curves: step and seconds

QByteArray quoted(const QString& text) { return '"' + QString(text).replace('"', QLatin1String("\"\"")).toUtf8() + '"'; }

}  // namespace

CurveTable::CurveTable(const std::vector<NamedCurve>& curves, QObject* parent) : QAbstractTableModel(parent) {
    std::map<double, size_t> places;
    for (const NamedCurve& named : curves) {
        for (const CurvePoint& point : *named.curve) places.emplace(point.step, 0);
    }
    rows_.resize(places.size());
    size_t next = 0;
    for (auto& [step, place] : places) rows_[place = next++].step = step;
    for (const NamedCurve& named : curves) {
        names_.push_back(named.name);
        std::vector<double>& column = values_.emplace_back(rows_.size(), std::nan(""));
        for (const CurvePoint& point : *named.curve) {
            const size_t row = places[point.step];
            column[row] = point.value;
            rows_[row].seconds = point.seconds;
        }
    }
}

int CurveTable::rowCount(const QModelIndex& parent) const { return parent.isValid() ? 0 : static_cast<int>(rows_.size()); }
int CurveTable::columnCount(const QModelIndex& parent) const { return parent.isValid() ? 0 : kFixed + static_cast<int>(names_.size()); }

std::optional<double> CurveTable::value(size_t row, size_t curve) const {
    const double number = values_[curve][row];
    return std::isnan(number) ? std::nullopt : std::optional(number);
}

QVariant CurveTable::data(const QModelIndex& index, int role) const {
    if (role == Qt::TextAlignmentRole) return QVariant(Qt::AlignRight | Qt::AlignVCenter);
    if (role != Qt::DisplayRole || !index.isValid()) return {};
    const auto row = static_cast<size_t>(index.row());
    if (index.column() == 0) return QLocale().toString(static_cast<qlonglong>(rows_[row].step));
    if (index.column() == 1) return QLocale().toString(rows_[row].seconds, 'f', 1);
    const std::optional<double> number = value(row, static_cast<size_t>(index.column() - kFixed));
    return number ? QLocale().toString(*number, 'g', 6) : QString();
}

QVariant CurveTable::headerData(int section, Qt::Orientation orientation, int role) const {
    if (role != Qt::DisplayRole || orientation != Qt::Horizontal) return {};
    if (section == 0) return tr("Step");
    if (section == 1) return tr("Seconds");
    return names_[static_cast<size_t>(section - kFixed)];
}

QByteArray CurveTable::csv() const {
    QByteArray text = "step,seconds";
    for (const QString& name : names_) text += ',' + quoted(name);
    text += '\n';
    for (size_t row = 0; row < rows_.size(); ++row) {
        text += QByteArray::number(static_cast<qlonglong>(rows_[row].step)) + ',' + QByteArray::number(rows_[row].seconds, 'g', 9);
        for (size_t curve = 0; curve < names_.size(); ++curve) {
            text += ',';
            if (const std::optional<double> number = value(row, curve)) text += QByteArray::number(*number, 'g', QLocale::FloatingPointShortest);
        }
        text += '\n';
    }
    return text;
}

}  // namespace luthier::ui
