// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace luthier::ui {

/// At most so many characters; what is longer ends in "…".
inline QString shortened(const QString& text, qsizetype most) { return text.size() <= most ? text : text.left(most - 1).trimmed() + QChar(0x2026); }

}  // namespace luthier::ui
