// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>

#include "core/base/problem.h"

namespace luthier::ui {

/// The problems in the line that `luthier … --json` prints; none for any other line.
Problems problemsIn(const QByteArray& line);

}  // namespace luthier::ui
