// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>

#include "core/base/interval.h"
#include "core/base/json.h"

/// Figures as people read them; the same in lists, reports and cards.
namespace luthier {

std::string bytesInWords(int64_t bytes);      ///< "1.4 GB"
std::string secondsInWords(double seconds);   ///< "2 h 05 min"
std::string dateInWords(double time);         ///< "2026-11-24 06:12 UTC", of seconds since the epoch; "-" for 0
std::string lossInWords(double loss);         ///< four decimals
std::string changeInWords(double difference); ///< the same with its sign
std::string rateInWords(double rate);         ///< "2e-4"
std::string countInWords(int64_t count);      ///< "1 234 567", with thin gaps of plain blanks
std::string countInWords(int64_t count, const std::string& one);  ///< "1 row", "1 200 rows"
std::string valueInWords(const Json& value);  ///< of a setting

/// {"difference","low","high","mean_before","mean_after","groups","level","resamples","distinguishable","words"}
Json intervalJson(const Interval& interval);
/// "0.1234 lower (95 %: 0.1000 to 0.1468)", or "not distinguishable (…)" when the interval holds 0.
std::string intervalInWords(const Interval& interval);

/// Without what could confuse a terminal or a page: control and direction characters become U+FFFD; line ends and tabs stay.
std::string harmless(const std::string& text);
/// The same on one line.
/// A text inside HTML: harmless, with nothing of it taken for markup.
std::string htmlText(const std::string& text);
std::string harmlessLine(const std::string& text);

}  // namespace luthier
