// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdlib>

namespace luthier::testing {

/// LUTHIER_HARD=1 asks for every moment instead of some, and for ten times the kills. It takes an hour.
inline bool hardDaysAsked() { return std::getenv("LUTHIER_HARD") != nullptr; }

/// How often a test kills what it watches; LUTHIER_KILLS says another number.
inline int kills(int usually) {
    if (const char* asked = std::getenv("LUTHIER_KILLS")) return std::atoi(asked);
    return hardDaysAsked() ? 10 * usually : usually;
}

}  // namespace luthier::testing
