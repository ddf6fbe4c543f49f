// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace luthier {

/// Walks the fields of one protobuf message (encoding: protobuf.dev/programming-guides/encoding). Every length is checked; a message that
/// does not hold to the format throws Error with `file` as its place.
class ProtobufReader {
public:
    ProtobufReader(std::string_view bytes, std::string file) : bytes_(bytes), file_(std::move(file)) {}

    /// Moves to the next field; false at the end.
    bool next();
    uint32_t field() const { return field_; }

    // The value of this field; of another wire type: Error.
    uint64_t number() const;
    float real() const;
    std::string_view bytes() const;
    std::string_view text() const;  ///< valid UTF-8

private:
    enum WireType : uint32_t { Varint = 0, Fixed64 = 1, Bytes = 2, Fixed32 = 5 };
    uint64_t varint();
    std::string_view take(uint64_t count);
    [[noreturn]] void broken(const char* what) const;
    void expect(uint32_t type) const;

    std::string_view bytes_;
    std::string file_;
    size_t at_ = 0;
    uint32_t field_ = 0, type_ = 0;
    uint64_t number_ = 0;
    std::string_view content_;
};

}  // namespace luthier
