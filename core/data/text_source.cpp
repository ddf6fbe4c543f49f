// SPDX-License-Identifier: Apache-2.0
#include "core/data/text_source.h"

#include <zlib.h>
#include <zstd.h>
#include <zstd_errors.h>

#include <cstring>
#include <fstream>
#include <iostream>
#include <vector>

#include "core/base/error.h"
#include "core/base/file.h"

namespace luthier {
namespace {

constexpr size_t kBlock = size_t{1} << 18;

/// Raw bytes in blocks.
class RawBytes {
public:
    explicit RawBytes(const std::string& file) : name_(file) {
        if (file == "-") {
            stream_ = &std::cin;
            return;
        }
        const std::filesystem::path path = pathOf(file);
        std::error_code code;
        if (!std::filesystem::exists(path, code))
            throw FileFault({"missing file", "there is no such file", "check the name and the folder it is looked for in"});
        if (std::filesystem::is_directory(path, code))
            throw FileFault({"missing file", "expected a file, found a folder", "name the files in it one by one"});
        file_.open(path, std::ios::binary);
        if (!file_) throw FileFault({"unreadable file", "the file cannot be opened", "check that you may read it"});
        stream_ = &file_;
    }

    /// Appends a block; false at the end.
    bool append(std::string& to) {
        const size_t before = to.size();
        to.resize(before + kBlock);
        stream_->read(to.data() + before, kBlock);
        to.resize(before + static_cast<size_t>(stream_->gcount()));
        if (stream_->bad()) throw Error(name_, "the file could not be read to its end", "check the disk it lies on");
        return to.size() > before;
    }

private:
    std::string name_;
    std::ifstream file_;
    std::istream* stream_ = nullptr;
};

[[noreturn]] void truncated(const char* packing) {
    throw FileFault({"truncated file", std::string("the ") + packing + " data ends in the middle or is damaged",
                     "pack or download the file again"});
}

/// Turns packed blocks into text. `ended`: at the end of a packed member, where the file may end.
class Unpacker {
public:
    virtual ~Unpacker() = default;
    virtual void unpack(std::string_view packed, std::string& to) = 0;
    virtual bool ended() const = 0;
};

class GzipUnpacker : public Unpacker {
public:
    GzipUnpacker() {
        if (inflateInit2(&stream_, 15 + 16) != Z_OK) throw Error("memory", "gzip data cannot be unpacked", "free some memory");
    }
    ~GzipUnpacker() override { inflateEnd(&stream_); }

    void unpack(std::string_view packed, std::string& to) override {
        stream_.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(packed.data()));
        stream_.avail_in = static_cast<uInt>(packed.size());
        while (stream_.avail_in > 0) {
            if (ended_) {  // another member follows, as `cat a.gz b.gz` makes; zeros at the end are padding
                if (*stream_.next_in == 0) return;
                inflateReset(&stream_);
                ended_ = false;
            }
            inflateSome(to);
        }
    }
    bool ended() const override { return ended_; }

private:
    void inflateSome(std::string& to) {
        const size_t before = to.size();
        to.resize(before + kBlock);
        stream_.next_out = reinterpret_cast<Bytef*>(to.data() + before);
        stream_.avail_out = kBlock;
        const int code = inflate(&stream_, Z_NO_FLUSH);
        to.resize(before + kBlock - stream_.avail_out);
        if (code != Z_OK && code != Z_STREAM_END && code != Z_BUF_ERROR) truncated("gzip");
        ended_ = code == Z_STREAM_END;
    }

    z_stream stream_{};
    bool ended_ = false;
};

class ZstdUnpacker : public Unpacker {
public:
    ZstdUnpacker() : stream_(ZSTD_createDStream()) {
        if (!stream_) throw Error("memory", "zstd data cannot be unpacked", "free some memory");
    }
    ~ZstdUnpacker() override { ZSTD_freeDStream(stream_); }

    void unpack(std::string_view packed, std::string& to) override {
        ZSTD_inBuffer in{packed.data(), packed.size(), 0};
        bool more = true;
        while (in.pos < in.size || more) {
            const size_t before = to.size();
            to.resize(before + kBlock);
            ZSTD_outBuffer out{to.data() + before, kBlock, 0};
            const size_t left = ZSTD_decompressStream(stream_, &out, &in);
            to.resize(before + out.pos);
            if (ZSTD_getErrorCode(left) == ZSTD_error_frameParameter_windowTooLarge) refuseWindow();
            if (ZSTD_isError(left)) truncated("zstd");
            if (left == 0 || out.pos > 0 || in.pos > 0) ended_ = left == 0;
            more = out.pos == kBlock;
        }
    }
    bool ended() const override { return ended_; }

private:
    [[noreturn]] static void refuseWindow() {
        throw FileFault({"zstd window", "unpacking this file needs more than 128 MB of memory", "pack it again without zstd's --long or --ultra"});
    }

    ZSTD_DStream* stream_;
    bool ended_ = false;
};

bool startsWith(std::string_view text, std::string_view head) { return text.substr(0, head.size()) == head; }

/// Later formats are told apart from damaged text by their first bytes.
void refuseForeign(std::string_view head) {
    if (startsWith(head, "PAR1"))
        throw FileFault({"later format", "this is a Parquet file, which Luthier cannot read yet", "save it as JSONL or CSV"});
    if (startsWith(head, "PK\x03\x04"))
        throw FileFault({"later format", "this is a zip archive or an Excel file (XLSX), which Luthier cannot read yet",
                         "save the table as CSV, or unpack the archive"});
    if (startsWith(head, "\xFF\xFE") || startsWith(head, "\xFE\xFF"))
        throw FileFault({"encoding", "expected UTF-8, found UTF-16", "save the file as UTF-8"});
}

}  // namespace

struct TextSource::Bytes {
    explicit Bytes(const std::string& file) : raw(file) {
        raw.append(packed);
        if (startsWith(packed, "\x1F\x8B")) unpacker = std::make_unique<GzipUnpacker>();
        else if (startsWith(packed, "\x28\xB5\x2F\xFD")) unpacker = std::make_unique<ZstdUnpacker>();
    }

    /// Appends some text; false at the end.
    bool append(std::string& to) {
        const size_t before = to.size();
        while (to.size() == before) {
            if (packed.empty() && !raw.append(packed)) {
                if (unpacker && !unpacker->ended()) truncated("packed");
                return false;
            }
            if (unpacker) unpacker->unpack(packed, to);
            else to += packed;
            packed.clear();
        }
        return true;
    }

    RawBytes raw;
    std::string packed;
    std::unique_ptr<Unpacker> unpacker;
};

TextSource::TextSource(const std::string& file) : bytes_(std::make_unique<Bytes>(file)) {
    const std::string_view head = ahead(4);
    refuseForeign(head);
    if (startsWith(head, "\xEF\xBB\xBF")) at_ = 3;
}
TextSource::~TextSource() = default;

bool TextSource::fill(size_t bytes) {
    while (buffer_.size() - at_ < bytes) {
        if (at_ > 0) {
            buffer_.erase(0, at_);
            at_ = 0;
        }
        if (!bytes_->append(buffer_)) return false;
    }
    return true;
}

std::string_view TextSource::ahead(size_t bytes) {
    fill(bytes);
    return std::string_view(buffer_).substr(at_);
}

bool TextSource::takeLine(std::string& line) {
    line.clear();
    if (peek() < 0) return false;
    while (peek() >= 0) {
        const char* begin = buffer_.data() + at_;
        const size_t left = buffer_.size() - at_;
        const void* end = std::memchr(begin, '\n', left);
        const size_t length = end ? static_cast<size_t>(static_cast<const char*>(end) - begin) : left;
        line.append(begin, length);
        at_ += length;
        if (end) {
            take();
            break;
        }
        if (line.size() > kLongestRow) refuseLongRow();
    }
    if (line.ends_with('\r')) line.pop_back();
    return true;
}

void refuseLongRow() {
    throw FileFault({"row too long", "a row is longer than 256 MiB", "look for a quote or bracket that is never closed here"});
}

}  // namespace luthier
