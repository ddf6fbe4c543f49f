// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/text/jinja_functions.h"

namespace luthier::jinja {

/// What an attribute= argument names: "address.0.city" is a path of three; empty when none is given.
Values itemPath(const Value& attribute);
/// What lies at the path in an item; `fallback` in place of what is undefined, where one is given.
Value followed(Value item, const Values& path, const Value& fallback = {});

}  // namespace luthier::jinja
