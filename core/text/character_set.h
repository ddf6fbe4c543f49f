// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

namespace luthier {

/// A set of code points, one bit each.
class CharacterSet {
public:
    static constexpr char32_t kEnd = 0x110000;

    bool has(char32_t c) const { return bits_[c >> 6] >> (c & 63) & 1; }
    uint64_t word64(size_t index) const { return bits_[index]; }  ///< code points 64 * index to 64 * index + 63
    void add(char32_t first, char32_t last);  ///< both included
    CharacterSet& operator|=(const CharacterSet& other);
    CharacterSet& operator&=(const CharacterSet& other);
    void invert();

    bool operator==(const CharacterSet&) const = default;

    static CharacterSet of(char32_t c) { return range(c, c); }
    static CharacterSet range(char32_t first, char32_t last);
    static CharacterSet all();
    /// What has a class of a table with an entry for each code point.
    static CharacterSet ofClass(const uint16_t* classes, uint16_t wanted);
    /// A general category (L, Lu …) or script (Han …) of Unicode 16, as the regular expressions of tokenizers know them; names are compared
    /// without case, blanks, - and _. Null bits never stand for "unknown": false is returned instead.
    static bool named(std::string_view name, CharacterSet& set);
    static CharacterSet whiteSpace();  ///< \s
    static CharacterSet word();        ///< \w

private:
    std::vector<uint64_t> bits_ = std::vector<uint64_t>(kEnd / 64);
};

}  // namespace luthier
