// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <span>
#include <string>
#include <string_view>

namespace luthier {

/// Paths are UTF-8 strings outside, std::filesystem::path inside.
std::filesystem::path pathOf(std::string_view utf8);
std::string textOf(const std::filesystem::path& path);

/// The whole file. Throws Error when it cannot be read or is larger than limit bytes.
std::string readFile(const std::filesystem::path& file, uint64_t limit = uint64_t{1} << 31);

/// A file that replaces its target only when it is complete: written beside it, synced, renamed; the folder is synced after.
/// Without commit() nothing remains. Every failure throws Error and leaves the old file as it was.
class AtomicFile {
public:
    explicit AtomicFile(std::filesystem::path target);
    ~AtomicFile();
    AtomicFile(const AtomicFile&) = delete;
    void write(std::string_view bytes);
    void write(std::span<const std::byte> bytes);
    void commit();
    const std::filesystem::path& temporary() const;  ///< where the bytes lie before commit

private:
    struct State;
    std::unique_ptr<State> state_;
};

void writeFileAtomically(const std::filesystem::path& file, std::string_view content);

/// A file that only grows, one line at a time (events.jsonl, held-out.jsonl). A torn last line left by a crash is cut off when opened.
class AppendFile {
public:
    explicit AppendFile(const std::filesystem::path& file);
    ~AppendFile();
    AppendFile(const AppendFile&) = delete;
    void appendLine(std::string_view line);  ///< one write call; throws Error
    void sync();                             ///< to the disk

private:
    int handle_ = -1;
    std::filesystem::path file_;
};

/// A read-only view of a file's bytes, paged in as they are touched.
class MappedFile {
public:
    explicit MappedFile(const std::filesystem::path& file);  ///< throws Error
    ~MappedFile();
    MappedFile(const MappedFile&) = delete;
    std::span<const std::byte> bytes() const { return {data_, size_}; }

private:
    const std::byte* data_ = nullptr;
    size_t size_ = 0;
};

/// Writes a folder beside its target and puts it in place at once: make files in `temporary()`, then commit(). Files are synced by
/// commit. An existing target is replaced; without commit() nothing remains.
class AtomicFolder {
public:
    explicit AtomicFolder(std::filesystem::path target);
    ~AtomicFolder();
    AtomicFolder(const AtomicFolder&) = delete;
    const std::filesystem::path& temporary() const { return temporary_; }
    void commit();

private:
    std::filesystem::path target_, temporary_;
    bool committed_ = false;
};

/// Removes what crashed writers left behind in a folder (".*.tmp-PID" of processes that no longer live).
void sweepTemporaries(const std::filesystem::path& folder);

}  // namespace luthier
