// SPDX-License-Identifier: Apache-2.0
#include "core/hub/zip_file.h"

#include <zlib.h>

#include <algorithm>
#include <cstring>
#include <limits>

#include "core/base/error.h"

namespace luthier {
namespace {

// Of the format's specification (PKWARE APPNOTE 6.3, sections 4.3.7, 4.3.12, 4.3.16).
constexpr uint32_t kEndMark = 0x06054b50, kEntryMark = 0x02014b50, kFileMark = 0x04034b50;
constexpr uint64_t kEndBytes = 22, kEntryBytes = 46, kFileBytes = 30, kLongestComment = 65535;
constexpr uint16_t kStored = 0, kDeflated = 8;
constexpr size_t kPiece = 1 << 18;

[[noreturn]] void fault(const std::filesystem::path& file, const std::string& what) { throw Error(textOf(file), what, "fetch the file again"); }

template <class Number>
Number at(std::span<const std::byte> bytes, uint64_t place, const std::filesystem::path& file) {
    if (place > bytes.size() || bytes.size() - place < sizeof(Number)) fault(file, "the archive ends too early");
    Number value;
    std::memcpy(&value, bytes.data() + place, sizeof(Number));
    return value;
}

std::string textAt(std::span<const std::byte> bytes, uint64_t place, uint64_t length, const std::filesystem::path& file) {
    if (place > bytes.size() || bytes.size() - place < length) fault(file, "the archive ends too early");
    return {reinterpret_cast<const char*>(bytes.data()) + place, length};
}

uint64_t endOf(std::span<const std::byte> bytes, const std::filesystem::path& file) {
    for (uint64_t back = kEndBytes; back <= std::min<uint64_t>(bytes.size(), kEndBytes + kLongestComment); ++back)
        if (at<uint32_t>(bytes, bytes.size() - back, file) == kEndMark) return bytes.size() - back;
    fault(file, "this is no ZIP archive");
}

class Inflater {
public:
    Inflater() {
        if (inflateInit2(&stream_, -MAX_WBITS) != Z_OK) throw Error("zlib", "unpacking could not be started", "close other programs");
    }
    ~Inflater() { inflateEnd(&stream_); }
    Inflater(const Inflater&) = delete;

    /// False when the packed bytes are broken or end too early.
    bool run(std::span<const std::byte> packed, const std::function<void(std::string_view)>& put) {
        std::vector<char> piece(kPiece);
        int code = Z_OK;
        while (code == Z_OK) {
            if (stream_.avail_in == 0) {
                const size_t next = std::min<size_t>(packed.size(), std::numeric_limits<uInt>::max() / 2);
                stream_.next_in = reinterpret_cast<Bytef*>(const_cast<std::byte*>(packed.data()));
                stream_.avail_in = static_cast<uInt>(next);
                packed = packed.subspan(next);
            }
            stream_.next_out = reinterpret_cast<Bytef*>(piece.data());
            stream_.avail_out = static_cast<uInt>(piece.size());
            code = inflate(&stream_, Z_NO_FLUSH);
            if (code == Z_OK || code == Z_STREAM_END) put({piece.data(), piece.size() - stream_.avail_out});
        }
        return code == Z_STREAM_END;
    }

private:
    z_stream stream_{};
};

}  // namespace

ZipFile::ZipFile(const std::filesystem::path& file) : path_(file), map_(std::make_shared<MappedFile>(file)) {
    const std::span<const std::byte> bytes = map_->bytes();
    const uint64_t end = endOf(bytes, path_);
    uint64_t place = at<uint32_t>(bytes, end + 16, path_);
    for (uint16_t left = at<uint16_t>(bytes, end + 10, path_); left > 0; --left) {
        if (at<uint32_t>(bytes, place, path_) != kEntryMark) fault(path_, "the archive's list of files is broken");
        Entry entry;
        entry.bytes = at<uint32_t>(bytes, place + 24, path_);
        const auto name = at<uint16_t>(bytes, place + 28, path_), extra = at<uint16_t>(bytes, place + 30, path_), comment = at<uint16_t>(bytes, place + 32, path_);
        entry.name = textAt(bytes, place + kEntryBytes, name, path_);
        const Place lies{at<uint32_t>(bytes, place + 42, path_), at<uint32_t>(bytes, place + 20, path_), at<uint32_t>(bytes, place + 16, path_),
                         at<uint16_t>(bytes, place + 10, path_)};
        if (entry.bytes == UINT32_MAX || lies.packed == UINT32_MAX || lies.header == UINT32_MAX) fault(path_, "archives above 4 GB cannot be read");
        entries_.push_back(std::move(entry));
        places_.push_back(lies);
        place += kEntryBytes + name + extra + comment;
    }
}

void ZipFile::read(const Entry& entry, const std::function<void(std::string_view)>& put) const {
    const auto index = std::find_if(entries_.begin(), entries_.end(), [&](const Entry& other) { return other.name == entry.name; }) - entries_.begin();
    if (index == static_cast<std::ptrdiff_t>(entries_.size())) fault(path_, "the archive holds no " + entry.name);
    const Place& lies = places_[static_cast<size_t>(index)];
    const std::span<const std::byte> bytes = map_->bytes();
    if (at<uint32_t>(bytes, lies.header, path_) != kFileMark) fault(path_, entry.name + " is not where the archive says");
    const uint64_t begin = lies.header + kFileBytes + at<uint16_t>(bytes, lies.header + 26, path_) + at<uint16_t>(bytes, lies.header + 28, path_);
    if (begin > bytes.size() || bytes.size() - begin < lies.packed) fault(path_, entry.name + " reaches beyond the archive");
    const std::span<const std::byte> packed = bytes.subspan(begin, lies.packed);
    uint64_t length = 0;
    uLong crc = crc32(0, nullptr, 0);
    const auto count = [&](std::string_view piece) {
        length += piece.size();
        if (length > entry.bytes) fault(path_, entry.name + " holds more than the archive says");
        crc = crc32(crc, reinterpret_cast<const Bytef*>(piece.data()), static_cast<uInt>(piece.size()));
        put(piece);
    };
    if (lies.method == kStored)
        for (size_t from = 0; from < packed.size(); from += kPiece) count({reinterpret_cast<const char*>(packed.data()) + from, std::min(kPiece, packed.size() - from)});
    else if (lies.method != kDeflated) fault(path_, entry.name + " is packed in a way that cannot be unpacked here");
    else if (!Inflater().run(packed, count)) fault(path_, entry.name + " is damaged");
    if (length != entry.bytes || crc != lies.crc) fault(path_, entry.name + " is damaged");
}

}  // namespace luthier
