// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace luthier {

/// GPT-2's alphabet: each byte as one printable character (bytes_to_unicode of its encoder.py).
char32_t alphabetCharacter(unsigned char byte);
std::string_view alphabetText(unsigned char byte);  ///< the same as UTF-8
/// The bytes that a text of the alphabet stands for; nothing when a character is outside it.
std::optional<std::string> alphabetBytes(std::string_view text);

}  // namespace luthier
