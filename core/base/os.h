// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

/// Everything asked of the operating system; os_posix.cpp and os_windows.cpp are the only files that call it.
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
int usableCores();  ///< physical cores this process may run on
std::string systemName();  ///< "Debian GNU/Linux 12 (bookworm)"
std::string hostName();
int64_t processId();
bool processLives(int64_t id);
uint64_t freeDisk(const std::filesystem::path& folder);  ///< bytes
double now();                                            ///< seconds since the epoch
bool isTerminal(int handle);                             ///< 0, 1 or 2
std::optional<std::string> environment(const std::string& name);
void setEnvironment(const std::string& name, const std::string& value);
std::filesystem::path luthierHome();     ///< $LUTHIER_HOME, $XDG_DATA_HOME/luthier, ~/.local/share/luthier, %LOCALAPPDATA%\Luthier
std::filesystem::path programFolder();   ///< where the running program lies
void lowerPriority();                    ///< of the calling thread

/// A lock on a file that the system drops when the process ends, however it ends.
class FileLock {
public:
    ~FileLock();
    FileLock(const FileLock&) = delete;
    /// Null when another process holds it. `content` is written into the file for people to read.
    static std::unique_ptr<FileLock> tryLock(const std::filesystem::path& file, std::string_view content);
    void removeAndRelease();

private:
    FileLock(int handle, std::filesystem::path file) : handle_(handle), file_(std::move(file)) {}
    int handle_;
    std::filesystem::path file_;
};

/// A library opened at run time, never closed. Throws Error.
void* openLibrary(const std::filesystem::path& file);
void* symbolIn(void* library, const char* name);

/// Calls `stop` (async-signal-safe, once per signal) for SIGINT, SIGTERM, Ctrl-Break; a second signal ends the process at once.
void onStopSignal(void (*stop)());

}  // namespace luthier::os
