// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>

namespace luthier {

/// Numbers packed in blocks that share a scale, as ggml packs them; their values are float32.
struct BlockFormat {
    const char* name;
    int64_t values;  ///< of a block
    size_t bytes;    ///< of a block
    void (*unpack)(const std::byte* block, float* values);
};

/// The format that ggml calls by this name ("Q4_K"); null when it cannot be unpacked here. The values are, bit for bit, those of
/// gguf.dequantize (gguf 0.19, quants.py), on every processor.
const BlockFormat* blockFormat(const char* ggmlName);

/// The value of an IEEE half.
float halfValue(uint16_t bits);

}  // namespace luthier
