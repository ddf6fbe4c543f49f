// SPDX-License-Identifier: Apache-2.0
// Built without contraction: a fused multiply and add rounds once where the reference rounds twice.
#include "core/model/block_format.h"

#include <bit>
#include <cstring>
#include <string_view>

namespace luthier {
namespace {

int byteAt(const std::byte* bytes, int at) { return std::to_integer<int>(bytes[at]); }
int signedAt(const std::byte* bytes, int at) { return static_cast<int8_t>(std::to_integer<uint8_t>(bytes[at])); }

float halfAt(const std::byte* bytes) {
    uint16_t bits;
    std::memcpy(&bits, bytes, sizeof(bits));
    return halfValue(bits);
}

/// The lower nibbles of 16 bytes are values 0 to 15, the upper ones 16 to 31.
int nibble(const std::byte* quants, int value) { return value < 16 ? byteAt(quants, value) & 15 : byteAt(quants, value - 16) >> 4; }
/// The same with a fifth bit from 32 bits beside them.
int fiveBits(const std::byte* quants, const std::byte* high, int value) {
    return nibble(quants, value) | ((byteAt(high, value / 8) >> (value % 8)) & 1) << 4;
}

void unpackQ40(const std::byte* block, float* values) {
    const float d = halfAt(block);
    for (int i = 0; i < 32; ++i) values[i] = d * static_cast<float>(nibble(block + 2, i) - 8);
}

void unpackQ41(const std::byte* block, float* values) {
    const float d = halfAt(block), least = halfAt(block + 2);
    for (int i = 0; i < 32; ++i) values[i] = d * static_cast<float>(nibble(block + 4, i)) + least;
}

void unpackQ50(const std::byte* block, float* values) {
    const float d = halfAt(block);
    for (int i = 0; i < 32; ++i) values[i] = d * static_cast<float>(fiveBits(block + 6, block + 2, i) - 16);
}

void unpackQ51(const std::byte* block, float* values) {
    const float d = halfAt(block), least = halfAt(block + 2);
    for (int i = 0; i < 32; ++i) values[i] = d * static_cast<float>(fiveBits(block + 8, block + 4, i)) + least;
}

void unpackQ80(const std::byte* block, float* values) {
    const float d = halfAt(block);
    for (int i = 0; i < 32; ++i) values[i] = static_cast<float>(signedAt(block + 2, i)) * d;
}

struct ScaleAndLeast {
    float scale, least;
};

/// Eight pairs of six bits in 12 bytes: the first four whole in bytes 0 to 7, the rest in nibbles of 8 to 11 and the tops of the first.
ScaleAndLeast pairOf(const std::byte* block, int group) {
    const float d = halfAt(block), least = halfAt(block + 2);
    const std::byte* packed = block + 4;
    if (group < 4) return {d * static_cast<float>(byteAt(packed, group) & 63), least * static_cast<float>(byteAt(packed, group + 4) & 63)};
    const int low = byteAt(packed, group + 4), top = byteAt(packed, group - 4), leastTop = byteAt(packed, group);
    return {d * static_cast<float>((low & 15) | ((top >> 6) << 4)), least * static_cast<float>((low >> 4) | ((leastTop >> 6) << 4))};
}

/// Group g of 32 values lies in the lower (even g) or upper nibbles of the 32 bytes at 32 (g / 2).
int groupNibble(const std::byte* quants, int group, int value) {
    const int both = byteAt(quants, group / 2 * 32 + value);
    return group % 2 ? both >> 4 : both & 15;
}

void unpackQ4K(const std::byte* block, float* values) {
    for (int group = 0; group < 8; ++group) {
        const ScaleAndLeast pair = pairOf(block, group);
        for (int i = 0; i < 32; ++i) *values++ = pair.scale * static_cast<float>(groupNibble(block + 16, group, i)) - pair.least;
    }
}

void unpackQ5K(const std::byte* block, float* values) {
    for (int group = 0; group < 8; ++group) {
        const ScaleAndLeast pair = pairOf(block, group);
        for (int i = 0; i < 32; ++i) {
            const int fifth = (byteAt(block + 16, i) >> group) & 1;
            *values++ = pair.scale * static_cast<float>(groupNibble(block + 48, group, i) | fifth << 4) - pair.least;
        }
    }
}

void unpackQ6K(const std::byte* block, float* values) {
    const std::byte *low = block, *high = block + 128, *scales = block + 192;
    const float d = halfAt(block + 208);
    for (int group = 0; group < 8; ++group) {  // of 32 values; 16 share a scale
        const int half = group / 4, quarter = group % 4;
        for (int i = 0; i < 32; ++i) {
            const int four = byteAt(low, half * 64 + quarter % 2 * 32 + i) >> (quarter / 2 * 4) & 15;
            const int two = byteAt(high, half * 32 + i) >> (quarter * 2) & 3;
            const float scale = d * static_cast<float>(signedAt(scales, group * 2 + i / 16));
            *values++ = scale * static_cast<float>((four | two << 4) - 32);
        }
    }
}

constexpr BlockFormat kFormats[] = {{"Q4_0", 32, 18, unpackQ40},  {"Q4_1", 32, 20, unpackQ41},   {"Q5_0", 32, 22, unpackQ50},
                                    {"Q5_1", 32, 24, unpackQ51},  {"Q8_0", 32, 34, unpackQ80},   {"Q4_K", 256, 144, unpackQ4K},
                                    {"Q5_K", 256, 176, unpackQ5K}, {"Q6_K", 256, 210, unpackQ6K}};

}  // namespace

const BlockFormat* blockFormat(const char* ggmlName) {
    for (const BlockFormat& format : kFormats)
        if (std::string_view(format.name) == ggmlName) return &format;
    return nullptr;
}

float halfValue(uint16_t bits) {
    const uint32_t sign = uint32_t{bits & 0x8000u} << 16, exponent = bits >> 10 & 31u, fraction = bits & 1023u;
    if (exponent == 31) return std::bit_cast<float>(sign | 0x7F800000u | fraction << 13);
    if (exponent != 0) return std::bit_cast<float>(sign | (exponent + 112) << 23 | fraction << 13);
    const float small = static_cast<float>(fraction) * 0x1p-24f;
    return sign ? -small : small;
}

}  // namespace luthier
