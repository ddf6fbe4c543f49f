// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace luthier {

/// Edits (insert, delete, replace, exchange of neighbours) that turn one word into the other, in bytes.
size_t editDistance(std::string_view one, std::string_view other);
/// The known word with the fewest edits; the first of equals. `known` must not be empty.
std::string nearestWord(std::string_view word, const std::vector<std::string>& known);
/// The nearest one where it may have been meant: few edits for its length. Else empty.
std::string nearWord(std::string_view word, const std::vector<std::string>& known);

}  // namespace luthier
