// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <cstring>
#include <string_view>

namespace luthier {

/// Character classes with the Unicode versions that the parts of the tokenizers library use (see character_classes.inc).
enum CharacterClass : uint16_t {
    kUpperCase = 0x001,    ///< Lu, Lt
    kLowerCase = 0x002,    ///< Ll
    kOtherLetter = 0x004,  ///< Lm, Lo
    kMark = 0x008,
    kNumber = 0x010,
    kPunctuation = 0x020,
    kSymbol = 0x040,
    kWhiteSpace = 0x080,
    kWord = 0x100,          ///< \w of single_word
    kNumeric = 0x200,       ///< what the Digits pre-tokenizer splits off (Unicode 17)
    kNormalizes = 0x400,    ///< may change under NFC, or joins the character before it (Unicode 9); a superset
    kLetter = kUpperCase | kLowerCase | kOtherLetter,
};

/// One entry per code point, built once.
const uint16_t* characterClasses();

struct ScannedCharacter {
    char32_t codePoint = 0;
    uint16_t classes = 0;
    uint8_t bytes = 0;  ///< 0 at the end of the text
    bool is(uint16_t wanted) const { return (classes & wanted) != 0; }
};

/// The first position from `at` on whose byte is not ASCII, or the text's end.
inline size_t skipAscii(std::string_view text, size_t at) {
    for (uint64_t eight; at + sizeof eight <= text.size(); at += sizeof eight) {
        std::memcpy(&eight, text.data() + at, sizeof eight);
        if (eight & 0x8080808080808080ull) break;
    }
    while (at < text.size() && static_cast<unsigned char>(text[at]) < 0x80) ++at;
    return at;
}

/// Reads characters of a text; an ill-formed byte reads as U+FFFD of one byte.
class CharacterScanner {
public:
    explicit CharacterScanner(std::string_view text) : text_(text), classes_(characterClasses()) {}

    ScannedCharacter at(size_t position) const {
        if (position >= text_.size()) return {};
        const auto first = static_cast<unsigned char>(text_[position]);
        if (first < 0x80) return {first, classes_[first], 1};
        return longAt(position);
    }
    ScannedCharacter before(size_t position) const;
    /// The first position from `position` on whose character is of none of the classes.
    size_t skip(size_t position, uint16_t classes) const {
        for (ScannedCharacter c = at(position); c.is(classes); c = at(position)) position += c.bytes;
        return position;
    }
    size_t size() const { return text_.size(); }

private:
    ScannedCharacter longAt(size_t position) const;

    std::string_view text_;
    const uint16_t* classes_;
};

}  // namespace luthier
