// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "core/base/json.h"

namespace luthier {

/// The part of report.html that shows how well labels are told apart: metrics of the base and of the kept state side by side, every class, which
/// is taken for which, and whether chances come true. `report`: what reportJson made; empty where no labels are learnt. No script; escaped.
std::string labelSection(const Json& report);

}  // namespace luthier
