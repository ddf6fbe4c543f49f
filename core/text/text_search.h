// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>

namespace luthier {

// As std::string_view::find and rfind, but never slower than in proportion to the two lengths together, whatever the texts are
// (Knuth, Morris and Pratt 1977).
size_t findText(std::string_view text, std::string_view wanted, size_t from = 0);
size_t findLastText(std::string_view text, std::string_view wanted, size_t lastBegin = std::string_view::npos);

}  // namespace luthier
