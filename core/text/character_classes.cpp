// SPDX-License-Identifier: Apache-2.0
#include "core/text/character_classes.h"

#include <cstddef>

#include "core/text/code_point_runs.h"

namespace luthier {
namespace {

constexpr uint32_t kRuns[] = {
#include "core/text/character_classes.inc"
};
constexpr size_t kCodePoints = 0x110000;

bool isContinuation(char byte) { return (static_cast<unsigned char>(byte) & 0xC0) == 0x80; }

}  // namespace

const uint16_t* characterClasses() {
    static const std::vector<uint16_t> classes = expandedRuns<uint16_t>(kRuns);
    return classes.data();
}

ScannedCharacter CharacterScanner::longAt(size_t position) const {
    const auto first = static_cast<unsigned char>(text_[position]);
    const ScannedCharacter broken{0xFFFD, classes_[0xFFFD], 1};
    const int length = first < 0xC2 ? 0 : first < 0xE0 ? 2 : first < 0xF0 ? 3 : first < 0xF5 ? 4 : 0;
    if (length == 0 || position + static_cast<size_t>(length) > text_.size()) return broken;
    char32_t c = first & (0xFFu >> (length + 1));
    for (int i = 1; i < length; ++i) {
        if (!isContinuation(text_[position + static_cast<size_t>(i)])) return broken;
        c = (c << 6) | (static_cast<unsigned char>(text_[position + static_cast<size_t>(i)]) & 0x3F);
    }
    constexpr char32_t kLeast[] = {0, 0, 0x80, 0x800, 0x10000};
    if (c < kLeast[length] || c >= kCodePoints || (c >= 0xD800 && c < 0xE000)) return broken;
    return {c, classes_[c], static_cast<uint8_t>(length)};
}

ScannedCharacter CharacterScanner::before(size_t position) const {
    if (position == 0) return {};
    size_t start = position - 1;
    while (start > 0 && position - start < 4 && isContinuation(text_[start])) --start;
    const ScannedCharacter whole = at(start);
    return start + whole.bytes == position ? whole : at(position - 1);
}

}  // namespace luthier
