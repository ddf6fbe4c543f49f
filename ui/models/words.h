// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <cstdint>

namespace luthier::ui {

/// Numbers as people say them, in the window's language.
QString sizeWords(int64_t bytes);          ///< "12 MB", "2.1 GB"
QString durationWords(double seconds);     ///< "under a minute", "about 4 minutes", "about 1 hour 40 minutes"
QString shortDuration(double seconds);     ///< "4 min", "1 h 40 min"
QString agoWords(double secondsAgo);       ///< "just now", "5 minutes ago", "yesterday"
QString countWords(int64_t number);        ///< "1,234", "1.8 million"
QString percentWords(double share);        ///< "42 %"

/// With three digits that count, whatever its size: "0.002", "9.78 · 10⁻⁷".
QString preciseWords(double number);
/// "42" or "1,234.5" with so many digits after the point, trailing zeros left out.
QString numberWords(double number, int digits = 3);

}  // namespace luthier::ui
