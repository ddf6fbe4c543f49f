// SPDX-License-Identifier: Apache-2.0
#include "core/text/byte_alphabet.h"

#include <array>

#include "core/text/character_classes.h"

namespace luthier {
namespace {

constexpr char32_t kFirstMoved = 0x100;
constexpr size_t kMoved = 68;

constexpr bool keepsItsPlace(int byte) { return (byte >= 0x21 && byte <= 0x7E) || (byte >= 0xA1 && byte <= 0xAC) || byte >= 0xAE; }

struct Alphabet {
    std::array<char32_t, 256> character{};
    std::array<std::array<char, 2>, 256> text{};  ///< UTF-8; no character needs more
    std::array<int, kFirstMoved + kMoved> byte{};
};

constexpr Alphabet makeAlphabet() {
    Alphabet alphabet;
    alphabet.byte.fill(-1);
    char32_t moved = kFirstMoved;
    for (int byte = 0; byte < 256; ++byte) {
        const char32_t c = keepsItsPlace(byte) ? static_cast<char32_t>(byte) : moved++;
        alphabet.character[static_cast<size_t>(byte)] = c;
        if (c < 0x80) alphabet.text[static_cast<size_t>(byte)] = {static_cast<char>(c)};
        else alphabet.text[static_cast<size_t>(byte)] = {static_cast<char>(0xC0 | (c >> 6)), static_cast<char>(0x80 | (c & 0x3F))};
        alphabet.byte[c] = byte;
    }
    return alphabet;
}

constexpr Alphabet kAlphabet = makeAlphabet();

}  // namespace

char32_t alphabetCharacter(unsigned char byte) { return kAlphabet.character[byte]; }

std::string_view alphabetText(unsigned char byte) { return {kAlphabet.text[byte].data(), kAlphabet.character[byte] < 0x80 ? size_t{1} : size_t{2}}; }

std::optional<std::string> alphabetBytes(std::string_view text) {
    std::string bytes;
    bytes.reserve(text.size());
    const CharacterScanner scanner(text);
    for (size_t at = 0; at < text.size();) {
        const ScannedCharacter c = scanner.at(at);
        if (c.codePoint >= kAlphabet.byte.size() || kAlphabet.byte[c.codePoint] < 0) return std::nullopt;
        bytes.push_back(static_cast<char>(kAlphabet.byte[c.codePoint]));
        at += c.bytes;
    }
    return bytes;
}

}  // namespace luthier
