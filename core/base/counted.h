// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>

namespace luthier {

/// The word for so many of a thing: `one` for a single one, else `many`, or `one` with an s where that is not said.
std::string wordFor(int64_t count, const std::string& one, const std::string& many = "");
/// The number and its word: "1 row", "0 rows", "12 rows".
std::string counted(int64_t count, const std::string& one, const std::string& many = "");

}  // namespace luthier
