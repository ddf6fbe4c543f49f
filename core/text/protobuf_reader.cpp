// SPDX-License-Identifier: Apache-2.0
#include "core/text/protobuf_reader.h"

#include <bit>

#include "core/base/unicode.h"
#include "core/text/section_reader.h"

namespace luthier {
namespace {

/// Little-endian, as the format is on every machine.
uint64_t littleEndian(std::string_view bytes) {
    uint64_t value = 0;
    for (size_t i = bytes.size(); i > 0; --i) value = value << 8 | static_cast<unsigned char>(bytes[i - 1]);
    return value;
}

}  // namespace

void ProtobufReader::broken(const char* what) const {
    refuseBroken(file_, std::string("This is no sentencepiece file: ") + what + " at byte " + std::to_string(at_) + ".");
}

uint64_t ProtobufReader::varint() {
    constexpr int kMostBits = 64;
    uint64_t value = 0;
    for (int shift = 0; shift < kMostBits; shift += 7) {
        if (at_ >= bytes_.size()) broken("it ends within a number");
        const auto byte = static_cast<unsigned char>(bytes_[at_++]);
        value |= uint64_t{byte & 0x7Fu} << shift;
        if (byte < 0x80) return value;
    }
    broken("a number has more than 64 bits");
}

std::string_view ProtobufReader::take(uint64_t count) {
    if (count > bytes_.size() - at_) broken("it ends within a field");
    const std::string_view taken = bytes_.substr(at_, count);
    at_ += count;
    return taken;
}

bool ProtobufReader::next() {
    if (at_ == bytes_.size()) return false;
    const uint64_t key = varint();
    if (key >> 3 == 0 || key >> 32 != 0) broken("a field has no valid number");
    field_ = static_cast<uint32_t>(key >> 3);
    type_ = key & 7;
    switch (type_) {
        case Varint: number_ = varint(); break;
        case Fixed64: content_ = take(8); break;
        case Bytes: content_ = take(varint()); break;
        case Fixed32: content_ = take(4); break;
        default: broken("a field is of an unknown kind");
    }
    return true;
}

void ProtobufReader::expect(uint32_t type) const {
    if (type_ != type) broken("a field is of another kind than expected");
}

uint64_t ProtobufReader::number() const {
    expect(Varint);
    return number_;
}

float ProtobufReader::real() const {
    expect(Fixed32);
    return std::bit_cast<float>(static_cast<uint32_t>(littleEndian(content_)));
}

std::string_view ProtobufReader::bytes() const {
    expect(Bytes);
    return content_;
}

std::string_view ProtobufReader::text() const {
    if (!isValidUtf8(bytes())) broken("a text is not valid UTF-8");
    return content_;
}

}  // namespace luthier
