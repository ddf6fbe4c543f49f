// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/studio.h"

#include <algorithm>

#include "core/base/os.h"

namespace luthier::ui {

Studio::Studio(const std::filesystem::path& home, QObject* parent)
    : QObject(parent), home_(home), preferences_(home / "preferences.json"), history_(home) {
    takePreferences();
    connect(&preferences_, &Preferences::changed, this, &Studio::takePreferences);
    connect(&runHost_, &RunHost::started, &history_, &RunHistory::refresh);
    connect(&runHost_, &RunHost::ended, &history_, &RunHistory::refresh);
}

void Studio::wake() {
    history_.refresh();
    runHost_.attachToRunning();
    if (preferences_.values().training != TrainingPlace::Process) runHost_.openEngine();
}

void Studio::takePreferences() {
    const PreferenceValues& values = preferences_.values();
    runHost_.setPlace(values.training);
    runHost_.setThreads(std::max(1, os::usableCores() - values.threadsForWindow));
}

}  // namespace luthier::ui
