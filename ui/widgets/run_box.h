// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QComboBox>

#include <functional>
#include <vector>

#include "core/store/run_store.h"

namespace luthier::ui {

/// A choice among the newest runs of the history; among thousands one is found in the list of runs, whose buttons lead here. Filled anew only
/// where it would read otherwise.
class RunBox : public QComboBox {
    Q_OBJECT
public:
    /// `name`: object name; `said`: for screen readers; `first`: a line above the runs that is none.
    RunBox(const char* name, const QString& said, const QString& first = {});

    /// Offers the runs that suit, and `chosen` among them whether it does or not; that one is shown (without one, the line above the runs).
    void offer(const std::vector<RunSummary>& runs, const std::function<bool(const RunSummary&)>& suits, const QString& chosen = {});
    bool isEmpty() const { return count() == lines_; }  ///< no run is offered
    QString newest() const { return itemData(lines_).toString(); }
    QString chosen() const { return currentData().toString(); }

Q_SIGNALS:
    void picked(const QString& id);  ///< by a person

private:
    int lines_;  ///< above the runs
    QStringList offered_;  ///< ids and names
};

}  // namespace luthier::ui
