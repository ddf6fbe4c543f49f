// SPDX-License-Identifier: Apache-2.0
#include "core/text/charsmap.h"

namespace luthier {
namespace {

uint32_t littleEndian(std::string_view bytes, size_t at) {
    uint32_t value = 0;
    for (size_t i = 4; i > 0; --i) value = value << 8 | static_cast<unsigned char>(bytes[at + i - 1]);
    return value;
}

// The bits of a unit of Darts-clone's double array.
bool hasLeaf(uint32_t unit) { return unit >> 8 & 1; }
uint32_t valueOf(uint32_t unit) { return unit & 0x7FFFFFFF; }
uint32_t labelOf(uint32_t unit) { return unit & 0x800000FF; }
uint32_t offsetOf(uint32_t unit) { return (unit >> 10) << ((unit & 0x200) >> 6); }

}  // namespace

std::optional<Charsmap> Charsmap::parse(std::string_view bytes) {
    if (bytes.size() < 4) return std::nullopt;
    const uint32_t size = littleEndian(bytes, 0);
    if (size % 4 != 0 || size == 0 || size > bytes.size() - 4) return std::nullopt;
    Charsmap map;
    for (size_t at = 4; at < size + 4; at += 4) map.units_.push_back(littleEndian(bytes, at));
    map.replacements_ = bytes.substr(size + 4);
    return map;
}

std::optional<std::string_view> Charsmap::replacement(std::string_view key) const {
    size_t at = offsetOf(units_[0]);
    for (const char c : key) {
        const auto byte = static_cast<unsigned char>(c);
        at ^= byte;
        if (byte == 0 || at >= units_.size() || labelOf(units_[at]) != byte) return std::nullopt;
        const uint32_t unit = units_[at];
        at ^= offsetOf(unit);
        if (!hasLeaf(unit)) continue;
        if (at >= units_.size() || valueOf(units_[at]) > replacements_.size()) return std::nullopt;
        const std::string_view rest = std::string_view(replacements_).substr(valueOf(units_[at]));
        return rest.substr(0, rest.find('\0'));
    }
    return std::nullopt;
}

}  // namespace luthier
