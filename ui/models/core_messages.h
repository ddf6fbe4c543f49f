// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace luthier::ui {

/// What core says, in the window's language. Core writes English with values in it; the patterns of its messages and their translations lie
/// in translations/core_LANGUAGE.ts, with %1, %2 … where values stand. Text that fits no pattern stays as it is.
QString translatedMessage(const QString& text);

/// The patterns of this language, read once: for tests.
qsizetype messagePatterns();

}  // namespace luthier::ui
