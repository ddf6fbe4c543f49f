// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <cstring>
#include <fstream>
#include <string>

#include "tests/support/temp_folder.h"

namespace luthier::testing {

/// A GGUF file written value by value, so that a test can write a wrong one.
class GgufBytes {
public:
    static constexpr uint32_t kU32 = 4, kF32 = 6, kBool = 7, kText = 8, kArray = 9, kI32 = 5;

    template <class Number>
    GgufBytes& number(Number value) {
        bytes_.append(reinterpret_cast<const char*>(&value), sizeof(value));
        return *this;
    }
    GgufBytes& text(const std::string& value) {
        number<uint64_t>(value.size());
        bytes_ += value;
        return *this;
    }
    GgufBytes& head(uint64_t tensors, uint64_t keys, uint32_t version = 3) {
        bytes_ += "GGUF";
        return number(version).number(tensors).number(keys);
    }
    GgufBytes& key(const std::string& name, uint32_t kind) { return text(name).number(kind); }
    GgufBytes& textKey(const std::string& name, const std::string& value) { return key(name, kText).text(value); }
    GgufBytes& sizeKey(const std::string& name, uint32_t value) { return key(name, kU32).number(value); }
    GgufBytes& tensor(const std::string& name, std::initializer_list<uint64_t> shape, uint32_t type, uint64_t offset) {
        text(name).number(static_cast<uint32_t>(shape.size()));
        for (const uint64_t size : shape) number(size);
        return number(type).number(offset);
    }
    /// Zeros up to a multiple of 32 bytes, then so many zeros.
    GgufBytes& data(size_t bytes) {
        bytes_.resize((bytes_.size() + 31) / 32 * 32 + bytes);
        return *this;
    }
    GgufBytes& raw(const std::string& bytes) {
        bytes_ += bytes;
        return *this;
    }
    const std::string& bytes() const { return bytes_; }

    std::filesystem::path writeTo(const TempFolder& folder, const std::string& name = "model.gguf") const {
        std::ofstream(folder / name, std::ios::binary) << bytes_;
        return folder / name;
    }

private:
    std::string bytes_;
};

}  // namespace luthier::testing
