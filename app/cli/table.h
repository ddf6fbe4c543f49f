// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

namespace luthier::cli {

/// Rows of text in columns for people; the first row is the head. Text is made harmless, long cells are cut at `widest` characters.
std::string tableText(const std::vector<std::vector<std::string>>& rows, size_t widest = 40);

}  // namespace luthier::cli
