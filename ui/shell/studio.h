// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QStringList>

#include <filesystem>

#include "ui/models/draft.h"
#include "ui/models/preferences.h"
#include "ui/models/run_history.h"
#include "ui/runner/run_host.h"

namespace luthier::ui {

/// What all pages share, and how one leads to another.
class Studio : public QObject {
    Q_OBJECT
public:
    /// `home`: the person's $LUTHIER_HOME.
    explicit Studio(const std::filesystem::path& home, QObject* parent = nullptr);

    const std::filesystem::path& home() const { return home_; }
    Preferences& preferences() { return preferences_; }
    Draft& draft() { return draft_; }
    RunHost& runHost() { return runHost_; }
    RunHistory& history() { return history_; }
    /// What takes long and can wait until the window is painted: the history, a run that goes on elsewhere, the engine.
    void wake();

    /// Threads a run may use, as the preferences leave them.
    int trainingThreads() const;
    /// Opens a page by name; `with`: ids of the runs it is about.
    void go(const QString& page, const QStringList& with = {}) { Q_EMIT wanted(page, with); }

Q_SIGNALS:
    void wanted(const QString& page, const QStringList& with);

private:
    void takePreferences();

    std::filesystem::path home_;
    Preferences preferences_;
    Draft draft_;
    RunHistory history_;
    RunHost runHost_;
};

}  // namespace luthier::ui
