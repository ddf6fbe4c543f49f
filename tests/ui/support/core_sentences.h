// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>
#include <set>
#include <string>
#include <vector>

namespace luthier::testing {

/// The sentences that a C++ source gives to problems and errors, as patterns: what is put together at run time stands as %1, %2, … in order.
/// Calls that make problems, row faults and errors are read; of "a ? b : c" both ways are taken. Texts that come in as variables are not seen.
std::set<std::string> sentencesIn(const std::string& source);
/// Of every source below a folder.
std::set<std::string> sentencesBelow(const std::filesystem::path& folder);

}  // namespace luthier::testing
