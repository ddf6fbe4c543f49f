// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/studio.h"

namespace luthier::ui {

Studio::Studio(const std::filesystem::path& home, QObject* parent) : QObject(parent), home_(home), preferences_(home / "preferences.json") {}

}  // namespace luthier::ui
