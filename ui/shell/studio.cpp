// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/studio.h"

#include <algorithm>

#include "core/base/os.h"

namespace luthier::ui {

Studio::Studio(const std::filesystem::path& home, QObject* parent)
    : QObject(parent), home_(home), preferences_(home / "preferences.json"), draft_(home / "draft.yaml"), history_(home) {
    takePreferences();
    connect(&preferences_, &Preferences::changed, this, &Studio::takePreferences);
    connect(&runHost_, &RunHost::started, this, [this](const QString& run) { go(QStringLiteral("run"), {run}); });
    connect(&runHost_, &RunHost::started, &history_, &RunHistory::refresh);
    connect(&runHost_, &RunHost::ended, &history_, &RunHistory::refresh);
}

void Studio::wake() {
    history_.refresh();
    runHost_.attachToRunning();
    runHost_.wake();
}

int Studio::trainingThreads() const { return std::max(1, os::usableCores() - preferences_.values().threadsForWindow); }

void Studio::takePreferences() {
    runHost_.setPlace(preferences_.values().training);
    runHost_.setThreads(trainingThreads());
}

}  // namespace luthier::ui
