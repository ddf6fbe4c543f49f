// SPDX-License-Identifier: Apache-2.0
#include "core/base/file.h"

#include <atomic>
#include <charconv>
#include <fstream>
#include <vector>

#include "core/base/error.h"
#include "core/base/os.h"

namespace luthier {

namespace fs = std::filesystem;

namespace {

constexpr std::string_view kMark = ".tmp-";

/// ".NAME.N.tmp-PID" beside the target; N keeps two writers of one process apart.
fs::path temporaryFor(const fs::path& target) {
    static std::atomic<uint64_t> count{0};
    fs::path name = ".";
    name += target.filename();
    name += "." + std::to_string(count++) + std::string(kMark) + std::to_string(os::processId());
    return target.parent_path() / name;
}

fs::path folderOf(const fs::path& file) { return file.has_parent_path() ? file.parent_path() : fs::path("."); }

void removeQuietly(const fs::path& path) noexcept {
    std::error_code ignored;
    fs::remove_all(path, ignored);
}

[[noreturn]] void fail(const fs::path& path, const char* doing, const std::error_code& code, const char* mend) {
    if (code == std::errc::no_space_on_device) throw OutOfRoom(textOf(path), std::string(doing) + ": " + code.message(), mend);
    throw Error(textOf(path), std::string(doing) + ": " + code.message(), mend);
}

/// Files first, then the folders that name them.
void syncTree(const fs::path& folder) {
    for (const auto& entry : fs::directory_iterator(folder)) {
        if (entry.is_directory() && !entry.is_symlink()) syncTree(entry.path());
        else if (entry.is_regular_file()) os::syncFile(entry.path());
    }
    os::syncFile(folder);
}

}  // namespace

fs::path pathOf(std::string_view utf8) { return fs::path(std::u8string(utf8.begin(), utf8.end())); }

std::string textOf(const fs::path& path) {
    const std::u8string text = path.u8string();
    return std::string(text.begin(), text.end());
}

std::string readFile(const fs::path& file, uint64_t limit) {
    std::error_code fault;
    const fs::file_status status = fs::status(file, fault);
    if (!fs::exists(status)) throw Error(textOf(file), "the file does not exist", "check the path");
    if (fs::is_directory(status)) throw Error(textOf(file), "expected a file, found a folder", "give a file");
    std::ifstream in(file, std::ios::binary);
    if (!in) throw Error(textOf(file), "the file cannot be opened", "allow this user to read it");
    std::string content, block(size_t{1} << 20, '\0');
    if (const uintmax_t size = fs::file_size(file, fault); !fault && size <= limit) content.reserve(size);
    while (in) {
        in.read(block.data(), static_cast<std::streamsize>(block.size()));
        content.append(block, 0, static_cast<size_t>(in.gcount()));
        if (content.size() > limit) {
            throw Error(textOf(file), "the file is larger than " + std::to_string(limit) + " bytes", "check that this is the right file");
        }
    }
    if (in.bad() || !in.eof()) throw Error(textOf(file), "reading failed", "check the disk, then try again");
    return content;
}

struct AtomicFile::State {
    fs::path target, temporary;
    int handle = -1;
    bool committed = false;

    explicit State(fs::path file) : target(std::move(file)), temporary(temporaryFor(target)), handle(os::createFile(temporary)) {}
    ~State() {
        os::closeHandle(handle);
        if (!committed) removeQuietly(temporary);
    }
    State(const State&) = delete;
};

AtomicFile::AtomicFile(fs::path target) : state_(std::make_unique<State>(std::move(target))) {}
AtomicFile::~AtomicFile() = default;

void AtomicFile::write(std::string_view bytes) { os::writeAll(state_->handle, bytes, state_->target); }

void AtomicFile::write(std::span<const std::byte> bytes) { write({reinterpret_cast<const char*>(bytes.data()), bytes.size()}); }

void AtomicFile::commit() {
    State& state = *state_;
    os::syncHandle(state.handle, state.target);
    os::closeHandle(state.handle);
    state.handle = -1;
    os::replaceFile(state.temporary, state.target);
    state.committed = true;
    os::syncFile(folderOf(state.target));
}

const fs::path& AtomicFile::temporary() const { return state_->temporary; }

void writeFileAtomically(const fs::path& file, std::string_view content) {
    AtomicFile out(file);
    out.write(content);
    out.commit();
}

namespace {

/// The size up to the end of the last whole line.
uint64_t wholeLines(int handle, const fs::path& file) {
    constexpr uint64_t kBlock = 1 << 16;
    for (uint64_t end = os::sizeOf(handle, file); end > 0;) {
        const uint64_t begin = end - std::min(end, kBlock);
        const std::string block = os::readAt(handle, begin, end - begin, file);
        if (const size_t last = block.rfind('\n'); last != std::string::npos) return begin + last + 1;
        end = begin;
    }
    return 0;
}

}  // namespace

AppendFile::AppendFile(const fs::path& file) : handle_(os::openToAppend(file)), file_(file) {
    try {
        const uint64_t whole = wholeLines(handle_, file_);
        if (whole != os::sizeOf(handle_, file_)) os::truncateTo(handle_, whole, file_);
    } catch (...) {
        os::closeHandle(handle_);
        throw;
    }
}

AppendFile::~AppendFile() { os::closeHandle(handle_); }

void AppendFile::appendLine(std::string_view line) {
    std::string bytes;
    bytes.reserve(line.size() + 1);
    bytes += line;
    bytes += '\n';
    const uint64_t before = os::sizeOf(handle_, file_);
    try {
        os::writeAll(handle_, bytes, file_);
    } catch (...) {
        // A full disk may have taken part of the line: the lines before it stay whole.
        try {
            os::truncateTo(handle_, before, file_);
        } catch (const Error&) {  // the first failure is the one to tell
        }
        throw;
    }
}

void AppendFile::sync() { os::syncHandle(handle_, file_); }

MappedFile::MappedFile(const fs::path& file) {
    const os::Mapping mapping = os::mapFile(file);
    data_ = mapping.data;
    size_ = mapping.size;
}

MappedFile::~MappedFile() { os::unmap({data_, size_}); }

AtomicFolder::AtomicFolder(fs::path target) : target_(std::move(target)) {
    // "folder/" names the folder itself, not an entry without a name inside it.
    if (!target_.has_filename()) target_ = target_.parent_path();
    temporary_ = temporaryFor(target_);
    std::error_code fault;
    fs::create_directories(temporary_, fault);
    if (fault) fail(target_, "the folder cannot be made", fault, "choose a folder this user may write to, on a disk with space");
}

AtomicFolder::~AtomicFolder() {
    if (!committed_) removeQuietly(temporary_);
}

void AtomicFolder::commit() {
    syncTree(temporary_);
    if (fs::exists(fs::symlink_status(target_))) {
        if (!os::exchange(temporary_, target_)) {
            const fs::path old = temporaryFor(target_);
            os::replaceFile(target_, old);
            os::replaceFile(temporary_, target_);
            temporary_ = old;
        }
        removeQuietly(temporary_);
    } else {
        os::replaceFile(temporary_, target_);
    }
    committed_ = true;
    os::syncFile(folderOf(target_));
}

void sweepTemporaries(const fs::path& folder) {
    std::error_code fault;
    std::vector<fs::path> dead;
    for (const auto& entry : fs::directory_iterator(folder, fault)) {
        const std::string name = textOf(entry.path().filename());
        const size_t mark = name.rfind(kMark);
        if (name[0] != '.' || mark == std::string::npos) continue;
        const char* const digits = name.data() + mark + kMark.size();
        const char* const end = name.data() + name.size();
        int64_t process = 0;
        const auto [stop, wrong] = std::from_chars(digits, end, process);
        if (wrong == std::errc() && stop == end && !os::processLives(process)) dead.push_back(entry.path());
    }
    for (const fs::path& path : dead) removeQuietly(path);
}

}  // namespace luthier
