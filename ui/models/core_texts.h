// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <span>

namespace luthier::ui {

/// Words of core that the window shows: settings, methods, reasons. Named here so that translators find them; a test holds the list against
/// the Field tables.
std::span<const char* const> coreTexts();

}  // namespace luthier::ui
