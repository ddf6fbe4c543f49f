// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <exception>
#include <memory>
#include <string>
#include <string_view>

namespace luthier {

/// Why a row, or the rest of a file, cannot be read. `kind` is equal for equal faults.
struct RowFault {
    std::string kind, what, mend;
};

/// Thrown inside the importer when nothing after this place can be read; importFile turns it into a problem of that line.
struct FileFault : std::exception {
    explicit FileFault(RowFault fault, bool ofWholeFile = false) : fault(std::move(fault)), ofWholeFile(ofWholeFile) {}
    const char* what() const noexcept override { return fault.what.c_str(); }
    RowFault fault;
    bool ofWholeFile;  ///< no line of it is at fault
};

/// The text of a file ("-": standard input), unpacked on the way when its first bytes say gzip or zstd, without a byte order mark.
/// Holds a few hundred kilobytes at a time. Throws FileFault for what a person can mend (missing, truncated, other encoding).
class TextSource {
public:
    explicit TextSource(const std::string& file);
    ~TextSource();

    /// The next byte, or -1 at the end.
    int peek() { return at_ < buffer_.size() || fill(1) ? static_cast<unsigned char>(buffer_[at_]) : -1; }
    char take() {
        const char byte = buffer_[at_++];
        line_ += byte == '\n';
        return byte;
    }
    /// At least so many bytes unless the end comes first; valid until the next call.
    std::string_view ahead(size_t bytes);
    /// The next line without its end (LF or CRLF); false at the end.
    bool takeLine(std::string& line);
    int64_t line() const { return line_; }  ///< of the next byte, from 1

private:
    struct Bytes;
    bool fill(size_t bytes);

    std::unique_ptr<Bytes> bytes_;
    std::string buffer_;
    size_t at_ = 0;
    int64_t line_ = 1;
};

/// Longer rows are refused: a quote or bracket that never closes must not read a whole file into memory.
constexpr size_t kLongestRow = size_t{256} << 20;
[[noreturn]] void refuseLongRow();

}  // namespace luthier
