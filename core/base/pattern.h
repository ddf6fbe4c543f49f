// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

namespace luthier {

/// Whether the whole text matches a regular expression, as Python's re.fullmatch decides. Both are UTF-8. Throws Error, with the pattern
/// as its place, for an expression that is none or that takes too long (100 steps of about a millisecond each, by ICU's measure).
bool matchesFully(const std::string& pattern, const std::string& text);

}  // namespace luthier
