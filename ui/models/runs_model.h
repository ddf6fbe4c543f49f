// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAbstractTableModel>

#include <vector>

#include "core/store/run_store.h"

namespace luthier::ui {

/// Which of the runs a list shows.
struct RunFilter {
    QString words;  ///< each must stand in name, tags, notes, model, method or id
    enum class State { All, Running, Done, Unfinished } state = State::All;
    bool operator==(const RunFilter&) const = default;
};

/// The history as a table: filtered and sorted here, so that ten thousand runs stay quick.
class RunsModel : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Column { Name, State, Loss, Gain, Begun, Time, Stars, Model, Method, Tags, kColumns };

    explicit RunsModel(QObject* parent = nullptr) : QAbstractTableModel(parent) {}

    void setRuns(const std::vector<RunSummary>& runs);
    void setFilter(const RunFilter& filter);
    const RunFilter& filter() const { return filter_; }
    const RunSummary& run(int row) const { return runs_[shown_[static_cast<size_t>(row)]]; }
    int rowOf(const QString& id) const;  ///< -1 when it is not shown
    size_t all() const { return runs_.size(); }

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override { return parent.isValid() ? 0 : kColumns; }
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;
    void sort(int column, Qt::SortOrder order = Qt::AscendingOrder) override;

private:
    bool passes(size_t index) const;
    std::vector<size_t> ordered() const;
    void rebuild();

    std::vector<RunSummary> runs_;
    std::vector<QString> searched_;  ///< what the words of the filter are looked for in, of each run
    std::vector<size_t> shown_;
    RunFilter filter_;
    int column_ = Begun;
    Qt::SortOrder order_ = Qt::DescendingOrder;
};

/// What a tuning method is called: "Light touch (LoRA)".
QString methodWords(const std::string& kind);

}  // namespace luthier::ui
