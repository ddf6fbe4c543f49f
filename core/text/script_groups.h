// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>

namespace luthier {

/// A number for the script of each code point, as the pre-tokenizer UnicodeScripts tells them apart (Hiragana, Katakana and Han are one); 0 fits to any.
/// One entry per code point, built once.
const uint8_t* scriptGroups();

}  // namespace luthier
