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

    /// Rows come, go and change where they stand, so that what is chosen and where the list was scrolled to stay; only a list in another order
    /// is a new one.
    void setRuns(const std::vector<RunSummary>& runs);
    void setFilter(const RunFilter& filter);
    const RunFilter& filter() const { return filter_; }
    const RunSummary& run(int row) const { return all_.runs[shown_[static_cast<size_t>(row)]]; }
    int rowOf(const QString& id) const;  ///< -1 when it is not shown
    size_t all() const { return all_.runs.size(); }

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override { return parent.isValid() ? 0 : kColumns; }
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;
    void sort(int column, Qt::SortOrder order = Qt::AscendingOrder) override;

private:
    struct Listed {
        std::vector<RunSummary> runs;
        std::vector<QString> searched;  ///< what the words of the filter are looked for in, of each run
    };
    std::vector<size_t> ordered(const Listed& listed) const;
    void rebuild();
    void removeRowsBut(const std::vector<bool>& stay);
    void insertRowsBut(const std::vector<bool>& stayed, const std::vector<size_t>& shown);

    Listed all_;
    std::vector<size_t> shown_;  ///< which of them, in order
    RunFilter filter_;
    int column_ = Begun;
    Qt::SortOrder order_ = Qt::DescendingOrder;
};

/// What can be done with a run as it is: its result asked, or taken along.
bool canBeTried(const RunSummary& run);
bool canBeExported(const RunSummary& run);

/// What a tuning method is called: "Light touch (LoRA)".
QString methodWords(const std::string& kind);

}  // namespace luthier::ui
