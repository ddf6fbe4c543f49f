// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace luthier {

/// All text in core is UTF-8 in std::string.
bool isValidUtf8(std::string_view text);
/// Every maximal ill-formed part becomes one U+FFFD (Unicode chapter 3, "substitution of maximal subparts").
std::string repairedUtf8(std::string_view bytes);
/// The code point at `at`, which moves past it. Ill-formed bytes give U+FFFD and move as repairedUtf8 would.
char32_t nextCodePoint(std::string_view text, size_t& at);
void appendUtf8(std::string& text, char32_t codePoint);
size_t codePointCount(std::string_view text);

enum class Normalization { Nfc, Nfd, Nfkc, Nfkd };
/// Unicode normalization with the library's newest tables.
std::string normalized(std::string_view text, Normalization form);
/// The same limited to characters that Unicode 9.0 knew, as the tokenizers library does it (text of later characters stays as it is).
std::string normalizedUnicode9(std::string_view text, Normalization form);

std::string caseFolded(std::string_view text);  ///< full case folding
std::string lowerCased(std::string_view text);  ///< as Python's str.lower
std::string upperCased(std::string_view text);  ///< as Python's str.upper
std::string titleCased(std::string_view text);  ///< as Python's str.title
bool isWhiteSpace(char32_t codePoint);          ///< as Python's str.isspace
/// Nothing that can be seen: white space, and characters without a width or a form (zero-width spaces, marks of direction, fillers).
bool isBlank(std::string_view text);
bool isPrintable(char32_t codePoint);           ///< as Python's str.isprintable

}  // namespace luthier
