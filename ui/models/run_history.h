// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

#include <filesystem>
#include <functional>
#include <memory>
#include <vector>

#include "core/store/run_store.h"
#include "core/store/trash.h"

namespace luthier::ui {

/// The history of runs for the window: read and written on a thread of its own, one request after the other, so that pages never wait.
/// At the first request the runs that the index knows are there first, then what the folders have come to.
class RunHistory : public QObject {
    Q_OBJECT
public:
    explicit RunHistory(std::filesystem::path home, QObject* parent = nullptr);
    ~RunHistory() override;  ///< waits for requests that were made

    const std::vector<RunSummary>& runs() const { return runs_; }  ///< newest first
    const RunSummary* find(const QString& id) const;               ///< null pointer when there is none
    /// `wanted`, or with a number behind it where a run is called so already.
    QString freeName(const QString& wanted) const;
    bool isKnown() const { return known_; }                        ///< false until the first reading is done

    /// Looks at the folders again.
    void refresh();
    /// Reads the notes of a run, lets `change` alter them, writes them back.
    void annotate(const std::filesystem::path& folder, std::function<void(RunNotes&)> change);
    /// Moves runs to the trash; restore() brings the last ones back.
    void remove(const std::vector<std::filesystem::path>& folders);
    void restore();
    /// Says by trashLooked() what lies in the trash, of earlier days too.
    void lookAtTrash();
    void restoreAll();   ///< out of the trash
    void emptyTrash();   ///< for good
    size_t removed() const { return removed_.size(); }  ///< how many restore() would bring back

Q_SIGNALS:
    void changed();
    void removedChanged();
    void trashLooked(const luthier::TrashContent& content);
    void failed(const luthier::Problem& problem);

private:
    struct Worker;
    void ask(std::function<void()> work);
    void publish();
    void tellTrash();
    void show(std::vector<RunSummary> runs);
    void tellFailure(const Problem& problem);

    std::filesystem::path home_;
    std::unique_ptr<Worker> worker_;
    std::vector<RunSummary> runs_;
    std::vector<std::filesystem::path> removed_;  ///< in the trash
    bool known_ = false;
    bool glanced_ = false;  ///< the index was asked for what it knows; the worker's
};

}  // namespace luthier::ui
