// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>

#include "core/text/jinja_functions.h"

namespace luthier::jinja {

/// One number or text to be put into a field, as both of Python's format languages describe it.
struct Spec {
    std::string fill = " ";
    char align = 0, sign = '-', type = 0;
    bool alternate = false, zero = false;
    char grouping = 0;
    int64_t width = 0, precision = -1;
};

Text formattedFloat(double value, const Spec& spec, Origin origin);
Text formattedInteger(const Value& value, const Spec& spec);
Text formattedString(const Text& text, const Spec& spec);
/// Filled up to the width of the spec; `defaultAlign` where it names no side.
Text padded(const Text& body, const Spec& spec, char defaultAlign);

}  // namespace luthier::jinja
