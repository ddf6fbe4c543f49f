// SPDX-License-Identifier: Apache-2.0
#include <dlfcn.h>
#include <fcntl.h>
#if defined(__linux__)
#include <malloc.h>
#endif
#include <poll.h>
#include <sys/file.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <cstring>
#include <ctime>

#include "core/base/error.h"
#include "core/base/file.h"
#include "core/base/os.h"

namespace luthier::os {
namespace {

namespace fs = std::filesystem;

std::string mendFor(int code) {
    switch (code) {
        case ENOENT: return "check the path";
        case EACCES:
        case EPERM: return "allow it for this user, or choose another folder";
        case EROFS: return "choose a folder on a disk that can be written";
        case ENOSPC:
        case EDQUOT: return "free some space on this disk, or choose a folder on another one";
        case EFBIG: return "the system limits the size of files here: raise the limit, or choose another folder";
        case ENOTDIR: return "a part of the path is a file where a folder is needed: choose another path";
        case EISDIR: return "this is a folder; give a file";
        case EMFILE:
        case ENFILE: return "close other programs, or raise the limit of open files";
        case EPIPE: return "the program that read this output has ended";
        case EIO: return "the disk reports a fault: check it, and use another one";
        default: return "check the disk and the path, then try again";
    }
}

/// Call at once after the failed call.
[[noreturn]] void fail(const fs::path& file, const std::string& doing) {
    const int code = errno;
    if (code == ENOSPC || code == EDQUOT || code == EFBIG) throw OutOfRoom(textOf(file), doing + ": " + std::strerror(code), mendFor(code));
    throw Error(textOf(file), doing + ": " + std::strerror(code), mendFor(code));
}

int openOrFail(const fs::path& file, int flags, const char* doing) {
    int handle;
    do handle = ::open(file.c_str(), flags | O_CLOEXEC, 0666);
    while (handle < 0 && errno == EINTR);
    if (handle < 0) fail(file, doing);
    return handle;
}

std::atomic<void (*)()> stopAction{nullptr};
std::atomic<int> stopSignals{0};

void onSignal(int) {
    if (stopSignals.fetch_add(1) > 0) ::_exit(130);
    const int saved = errno;
    if (const auto action = stopAction.load()) action();
    errno = saved;
}

}  // namespace

std::string hostName() {
    char name[256] = "";
    return ::gethostname(name, sizeof name - 1) == 0 ? name : "unknown";
}

int64_t processId() { return ::getpid(); }

bool processLives(int64_t id) { return id > 0 && (::kill(static_cast<pid_t>(id), 0) == 0 || errno == EPERM); }

bool askToStop(int64_t process) noexcept { return process > 1 && ::kill(static_cast<pid_t>(process), SIGTERM) == 0; }

void leaveSession() noexcept {
    ::setsid();  // fails for the leader of a group, which no window started
}

uint64_t freeDisk(const fs::path& folder) {
    struct statvfs facts;
    if (::statvfs(folder.c_str(), &facts) != 0) fail(folder, "the free space of this folder cannot be asked");
    return uint64_t{facts.f_bavail} * facts.f_frsize;
}

namespace {

double secondsOf(clockid_t clock) {
    timespec time{};
    ::clock_gettime(clock, &time);
    return static_cast<double>(time.tv_sec) + 1e-9 * static_cast<double>(time.tv_nsec);
}

}  // namespace

double now() { return secondsOf(CLOCK_REALTIME); }
double processorSeconds() { return secondsOf(CLOCK_PROCESS_CPUTIME_ID); }
double threadSeconds() { return secondsOf(CLOCK_THREAD_CPUTIME_ID); }

bool isTerminal(int handle) { return ::isatty(handle) == 1; }

std::optional<std::string> environment(const std::string& name) {
    const char* value = std::getenv(name.c_str());
    if (!value) return {};
    return value;
}

void setEnvironment(const std::string& name, const std::string& value) { ::setenv(name.c_str(), value.c_str(), 1); }

fs::path luthierHome() {
    if (const auto own = environment("LUTHIER_HOME"); own && !own->empty()) return fs::absolute(pathOf(*own)).lexically_normal();
    if (const auto data = environment("XDG_DATA_HOME"); data && data->starts_with('/')) return pathOf(*data) / "luthier";
    if (const auto home = environment("HOME"); home && !home->empty()) return pathOf(*home) / ".local/share/luthier";
    throw Error("LUTHIER_HOME", "no folder for runs is known: neither LUTHIER_HOME, XDG_DATA_HOME nor HOME is set", "set LUTHIER_HOME to a folder");
}

fs::path programFolder() {
    std::error_code fault;
    const fs::path program = fs::read_symlink("/proc/self/exe", fault);
    return fault ? fs::current_path() : program.parent_path();
}

void beginAnew(char** arguments) noexcept {
    std::error_code fault;
    const fs::path program = fs::read_symlink("/proc/self/exe", fault);
    if (!fault) ::execv(program.c_str(), arguments);
}

void lowerPriority() {
    // On Linux a thread has a niceness of its own. A refusal leaves the priority as it was.
    [[maybe_unused]] const int ignored = ::setpriority(PRIO_PROCESS, static_cast<id_t>(::syscall(SYS_gettid)), 10);
}

int createFile(const fs::path& file) { return openOrFail(file, O_WRONLY | O_CREAT | O_TRUNC, "the file cannot be written"); }

int openToAppend(const fs::path& file) { return openOrFail(file, O_RDWR | O_CREAT | O_APPEND, "the file cannot be written"); }

int openToRead(const fs::path& file) { return openOrFail(file, O_RDONLY, "the file cannot be read"); }

void writeAll(int handle, std::string_view bytes, const fs::path& file) {
    while (!bytes.empty()) {
        const ssize_t written = ::write(handle, bytes.data(), bytes.size());
        if (written < 0 && errno == EINTR) continue;
        if (written < 0 && errno == EAGAIN) {
            pollfd waiting{handle, POLLOUT, 0};
            ::poll(&waiting, 1, -1);
            continue;
        }
        if (written < 0) fail(file, "writing failed");
        bytes.remove_prefix(static_cast<size_t>(written));
    }
}

std::string readAt(int handle, uint64_t offset, size_t count, const fs::path& file) {
    std::string bytes(count, '\0');
    size_t got = 0;
    while (got < count) {
        const ssize_t more = ::pread(handle, bytes.data() + got, count - got, static_cast<off_t>(offset + got));
        if (more < 0 && errno == EINTR) continue;
        if (more < 0) fail(file, "reading failed");
        if (more == 0) break;
        got += static_cast<size_t>(more);
    }
    bytes.resize(got);
    return bytes;
}

uint64_t sizeOf(int handle, const fs::path& file) {
    struct stat facts;
    if (::fstat(handle, &facts) != 0) fail(file, "the size of the file cannot be asked");
    return static_cast<uint64_t>(facts.st_size);
}

std::optional<FileMark> markOf(const fs::path& file) noexcept {
    struct stat facts;
    if (::stat(file.c_str(), &facts) != 0) return {};
    return FileMark{static_cast<uint64_t>(facts.st_dev), static_cast<uint64_t>(facts.st_ino), static_cast<uint64_t>(facts.st_size),
                    int64_t{facts.st_mtim.tv_sec} * 1'000'000'000 + facts.st_mtim.tv_nsec};
}

void truncateTo(int handle, uint64_t size, const fs::path& file) {
    if (::ftruncate(handle, static_cast<off_t>(size)) != 0) fail(file, "the file cannot be shortened");
}

void syncHandle(int handle, const fs::path& file) {
    // Some file systems (and pipes) know no sync: nothing can be promised there, and nothing is wrong.
    if (::fsync(handle) != 0 && errno != EINVAL && errno != EROFS) fail(file, "the bytes could not be brought to the disk");
}

void closeHandle(int handle) noexcept {
    if (handle >= 0) ::close(handle);
}

void syncFile(const fs::path& file) {
    const int handle = openOrFail(file, O_RDONLY, "the file cannot be opened to bring it to the disk");
    try {
        syncHandle(handle, file);
    } catch (...) {
        closeHandle(handle);
        throw;
    }
    closeHandle(handle);
}

void replaceFile(const fs::path& from, const fs::path& to) {
    if (::rename(from.c_str(), to.c_str()) != 0) fail(to, "the file cannot be put in place");
}

bool exchange(const fs::path& one, const fs::path& other) {
    constexpr unsigned kExchange = 2;  // RENAME_EXCHANGE of linux/fs.h
    return ::syscall(SYS_renameat2, AT_FDCWD, one.c_str(), AT_FDCWD, other.c_str(), kExchange) == 0;
}

Mapping mapFile(const fs::path& file) {
    const int handle = openOrFail(file, O_RDONLY | O_NONBLOCK, "the file cannot be read");  // a pipe is not waited for
    struct stat facts;
    if (::fstat(handle, &facts) != 0 || !S_ISREG(facts.st_mode)) {
        closeHandle(handle);
        throw Error(textOf(file), "expected a file, found something else", "give an ordinary file");
    }
    const auto size = static_cast<size_t>(facts.st_size);
    void* data = size == 0 ? nullptr : ::mmap(nullptr, size, PROT_READ, MAP_SHARED, handle, 0);
    const int code = errno;
    closeHandle(handle);
    errno = code;
    if (data == MAP_FAILED) fail(file, "the file cannot be mapped into memory");
    return {static_cast<const std::byte*>(data), size};
}

void unmap(Mapping mapping) noexcept {
    if (mapping.data) ::munmap(const_cast<std::byte*>(mapping.data), mapping.size);
}

void forgetPages(const void* begin, size_t bytes) noexcept {
    const auto page = static_cast<uintptr_t>(::sysconf(_SC_PAGESIZE)), first = reinterpret_cast<uintptr_t>(begin) / page * page;
    const uintptr_t last = (reinterpret_cast<uintptr_t>(begin) + bytes + page - 1) / page * page;
    ::madvise(reinterpret_cast<void*>(first), last - first, MADV_DONTNEED);
}

void* reserveMemory(size_t bytes) noexcept {
    constexpr size_t kHugePage = size_t{2} << 20;
    void* whole = ::mmap(nullptr, bytes + kHugePage, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
    if (whole == MAP_FAILED) return nullptr;
    // What lies before the aligned part and after it goes back at once.
    const auto begin = reinterpret_cast<uintptr_t>(whole), aligned = (begin + kHugePage - 1) / kHugePage * kHugePage;
    if (aligned > begin) ::munmap(whole, aligned - begin);
    if (begin + kHugePage > aligned) ::munmap(reinterpret_cast<void*>(aligned + bytes), begin + kHugePage - aligned);
#if defined(MADV_HUGEPAGE)
    ::madvise(reinterpret_cast<void*>(aligned), bytes, MADV_HUGEPAGE);
#endif
    return reinterpret_cast<void*>(aligned);
}

void releaseMemory(void* memory, size_t bytes) noexcept { ::munmap(memory, bytes); }

void useOwnPagesFrom(size_t bytes) noexcept {
#if defined(__GLIBC__)
    constexpr int kKept = 64 << 20;  // of freed smaller blocks, as it keeps by itself once larger ones were freed
    ::mallopt(M_MMAP_THRESHOLD, static_cast<int>(bytes));
    ::mallopt(M_TRIM_THRESHOLD, kKept);
#else
    static_cast<void>(bytes);
#endif
}

std::optional<std::string> readWithin(int handle, double seconds) {
    pollfd waiting{handle, POLLIN, 0};
    const int ready = ::poll(&waiting, 1, static_cast<int>(seconds * 1000));
    if (ready == 0 || (ready < 0 && errno == EINTR)) return {};
    std::string bytes(4096, '\0');
    const ssize_t got = ready < 0 ? -1 : ::read(handle, bytes.data(), bytes.size());
    if (got < 0 && (errno == EINTR || errno == EAGAIN)) return {};
    bytes.resize(got < 0 ? 0 : static_cast<size_t>(got));
    return bytes;
}

void ignoreBrokenPipes() {
    std::signal(SIGPIPE, SIG_IGN);
    std::signal(SIGXFSZ, SIG_IGN);  // a file over the user's limit is a full disk, not the end of the process
}

std::unique_ptr<FileLock> FileLock::tryLock(const fs::path& file, std::string_view content) {
    while (true) {
        const int handle = openOrFail(file, O_RDWR | O_CREAT, "the lock file cannot be written");
        if (::flock(handle, LOCK_EX | LOCK_NB) != 0) {
            const int code = errno;
            closeHandle(handle);
            errno = code;
            if (code == EWOULDBLOCK) return nullptr;
            fail(file, "the lock cannot be taken");
        }
        std::unique_ptr<FileLock> lock(new FileLock(handle, file));
        // The holder before may have removed the file between our opening and locking it: then this is nobody's lock.
        struct stat opened, named;
        if (::fstat(handle, &opened) != 0 || ::stat(file.c_str(), &named) != 0 || opened.st_ino != named.st_ino) continue;
        truncateTo(handle, 0, file);
        writeAll(handle, content, file);
        return lock;
    }
}

FileLock::~FileLock() { closeHandle(handle_); }

void FileLock::removeAndRelease() {
    if (handle_ < 0) return;
    ::unlink(file_.c_str());
    closeHandle(handle_);
    handle_ = -1;
}

bool FileLock::isHeld(const fs::path& file) noexcept {
    const int handle = ::open(file.c_str(), O_RDONLY | O_CLOEXEC);
    if (handle < 0) return errno == EACCES;
    const bool held = ::flock(handle, LOCK_SH | LOCK_NB) != 0 && errno == EWOULDBLOCK;
    closeHandle(handle);
    return held;
}

void* openLibrary(const fs::path& file) {
    void* library = ::dlopen(file.c_str(), RTLD_NOW | RTLD_GLOBAL);
    if (library) return library;
    const char* why = ::dlerror();
    throw Error(textOf(file), std::string("the library cannot be opened: ") + (why ? why : "unknown reason"),
                "install Luthier again, or build its engine (see README)");
}

std::string libraryFileName(const std::string& name) { return "lib" + name + ".so"; }

bool libraryIsOpen(const std::string& fileName) {
    void* library = ::dlopen(fileName.c_str(), RTLD_LAZY | RTLD_NOLOAD);
    if (library) ::dlclose(library);
    return library != nullptr;
}

void* symbolIn(void* library, const char* name) {
    void* symbol = ::dlsym(library, name);
    if (!symbol) throw Error(name, "the library does not hold this function", "install a library of the same version as the program");
    return symbol;
}

fs::path libraryOf(const void* function) {
    Dl_info facts;
    if (::dladdr(function, &facts) == 0 || !facts.dli_fname) return {};
    std::error_code fault;
    const fs::path file = fs::canonical(facts.dli_fname, fault);
    return fault ? fs::path(facts.dli_fname) : file;
}

void onStopSignal(void (*stop)()) {
    stopAction = stop;
    stopSignals = 0;
    struct sigaction action {};
    action.sa_handler = onSignal;
    action.sa_flags = SA_RESTART;
    ::sigemptyset(&action.sa_mask);
    ::sigaction(SIGINT, &action, nullptr);
    ::sigaction(SIGTERM, &action, nullptr);
    // A closed terminal stops too, unless the program was started with nohup.
    struct sigaction before {};
    if (::sigaction(SIGHUP, nullptr, &before) == 0 && before.sa_handler != SIG_IGN) ::sigaction(SIGHUP, &action, nullptr);
}

}  // namespace luthier::os
