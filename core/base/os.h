// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

/// Everything asked of the operating system; the os_*.cpp files are the only ones that call it.
namespace luthier::os {

struct ProcessMemory {
    uint64_t resident = 0;   ///< bytes, files included
    uint64_t anonymous = 0;  ///< bytes that are not pages of a file
    uint64_t peakResident = 0;
};
ProcessMemory processMemory();

struct SystemMemory {
    uint64_t total = 0, available = 0;  ///< bytes
};
SystemMemory systemMemory();  ///< as a container's limit allows

std::string processorName();
double processorSeconds();  ///< that this process has used so far, on all its threads
double threadSeconds();     ///< that the calling thread has used: it does not go on while others have the processor
int usableCores();  ///< physical cores this process may run on
std::string systemName();  ///< "Debian GNU/Linux 12 (bookworm)"
std::string hostName();
int64_t processId();
bool processLives(int64_t id);
/// Asks a process of this computer to stop in good order, as SIGTERM does; false when it cannot be asked.
bool askToStop(int64_t process) noexcept;
/// Goes on when the terminal or the window that started this process ends.
void leaveSession() noexcept;
uint64_t freeDisk(const std::filesystem::path& folder);  ///< bytes
double now();                                            ///< seconds since the epoch
bool isTerminal(int handle);                             ///< 0, 1 or 2
std::optional<std::string> environment(const std::string& name);
void setEnvironment(const std::string& name, const std::string& value);
std::filesystem::path luthierHome();     ///< $LUTHIER_HOME, $XDG_DATA_HOME/luthier, ~/.local/share/luthier, %LOCALAPPDATA%\Luthier
std::filesystem::path programFolder();   ///< where the running program lies
/// Runs the program anew in this process, in the environment as it is now. Returns where that cannot be done.
void beginAnew(char** arguments) noexcept;
void lowerPriority();                    ///< of the calling thread

// ---- files: what base/file.h is made of. Every failure throws Error naming the file. Handles are the system's, closed on exec.
int createFile(const std::filesystem::path& file);    ///< new and empty; an existing one is emptied
int openToAppend(const std::filesystem::path& file);  ///< made when missing; read and write, at the end
int openToRead(const std::filesystem::path& file);
void writeAll(int handle, std::string_view bytes, const std::filesystem::path& file);  ///< one write call where the system allows it
std::string readAt(int handle, uint64_t offset, size_t count, const std::filesystem::path& file);  ///< fewer bytes at the end
uint64_t sizeOf(int handle, const std::filesystem::path& file);
/// Which file a name stands for now, and how it lies there: another file of the same name, or other content, has another mark.
struct FileMark {
    uint64_t device = 0, number = 0, size = 0;
    int64_t changed = 0;  ///< nanoseconds since the epoch
    bool operator==(const FileMark&) const = default;
};
std::optional<FileMark> markOf(const std::filesystem::path& file) noexcept;  ///< nothing when there is none
void truncateTo(int handle, uint64_t size, const std::filesystem::path& file);
void syncHandle(int handle, const std::filesystem::path& file);  ///< to the disk
void closeHandle(int handle) noexcept;
void syncFile(const std::filesystem::path& file);      ///< a file or folder, to the disk
void replaceFile(const std::filesystem::path& from, const std::filesystem::path& to);  ///< atomically
/// Exchanges two existing paths at once; false where the file system cannot.
bool exchange(const std::filesystem::path& one, const std::filesystem::path& other);
struct Mapping {
    const std::byte* data = nullptr;
    size_t size = 0;
};
Mapping mapFile(const std::filesystem::path& file);  ///< read-only
void unmap(Mapping mapping) noexcept;
/// Pages of a mapped file that are not needed for now: they take no memory until they are read again.
void forgetPages(const void* begin, size_t bytes) noexcept;

/// Zeroed memory from the system, aligned to two megabytes, in huge pages where the system has them; null when there is none.
void* reserveMemory(size_t bytes) noexcept;
void releaseMemory(void* memory, size_t bytes) noexcept;
/// Whatever else the C library is asked for, from so many bytes on, gets pages of its own from now on: only those written to are there, and all of them go
/// back when it is freed. Nothing changes where the C library cannot.
void useOwnPagesFrom(size_t bytes) noexcept;

/// What a stream has to read, waiting at most `seconds` for it: nothing when nothing came, an empty text at its end (or when it is broken).
std::optional<std::string> readWithin(int handle, double seconds);

/// Writing into a pipe nobody reads becomes an Error instead of the end of the process.
void ignoreBrokenPipes();

/// A lock on a file that the system drops when the process ends, however it ends.
class FileLock {
public:
    ~FileLock();
    FileLock(const FileLock&) = delete;
    /// Null when another process holds it. `content` is written into the file for people to read.
    static std::unique_ptr<FileLock> tryLock(const std::filesystem::path& file, std::string_view content);
    void removeAndRelease();
    /// Whether some process holds it now. Asks by sharing it for an instant, so ask only where nobody is expected to take it just then.
    static bool isHeld(const std::filesystem::path& file) noexcept;

private:
    FileLock(int handle, std::filesystem::path file) : handle_(handle), file_(std::move(file)) {}
    int handle_;
    std::filesystem::path file_;
};

/// A library opened at run time, never closed. Throws Error.
void* openLibrary(const std::filesystem::path& file);
std::string libraryFileName(const std::string& name);  ///< "libNAME.so", "NAME.dll"
void* symbolIn(void* library, const char* name);
bool libraryIsOpen(const std::string& fileName);  ///< in this process

/// The file of the library (or program) that holds this function's code.
std::filesystem::path libraryOf(const void* function);

/// Calls `stop` (async-signal-safe, once per signal) for SIGINT, SIGTERM, a closed terminal, Ctrl-Break; a second signal ends the process at once.
void onStopSignal(void (*stop)());

}  // namespace luthier::os
