// SPDX-License-Identifier: Apache-2.0
// A disk with a will of its own, preloaded into a program under test. Only what lies under LUTHIER_DISK_ROOT is touched.
//   LUTHIER_DISK_LOG=FOLDER    records what reaches the disk: a line per operation in FOLDER/log, contents at each sync in FOLDER/N
//   LUTHIER_DISK_FAIL=N        the N-th changing operation fails, and every one after it
//   LUTHIER_DISK_ERROR=CODE    with this errno (default ENOSPC); LUTHIER_DISK_COUNT=FILE keeps how many there were
//   LUTHIER_CLOCK=SECONDS      every look at the clock of the day shows so many seconds less than the one before
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/types.h>
#include <time.h>
#include <unistd.h>

#include <atomic>
#include <mutex>

namespace {

template <typename Function>
Function* real(const char* name) {
    return reinterpret_cast<Function*>(dlsym(RTLD_NEXT, name));
}

const char* setting(const char* name) {
    const char* value = getenv(name);
    return value && *value ? value : nullptr;
}

const char* root() {
    static const char* value = setting("LUTHIER_DISK_ROOT");
    return value;
}

bool isOurs(const char* path) { return root() && path && strncmp(path, root(), strlen(root())) == 0; }

/// The path a handle was opened by; empty when it is not ours.
bool pathOf(int handle, char (&path)[4096]) {
    char link[64];
    snprintf(link, sizeof link, "/proc/self/fd/%d", handle);
    const ssize_t length = readlink(link, path, sizeof path - 1);
    if (length <= 0) return false;
    path[length] = 0;
    return isOurs(path);
}

std::atomic<long> operations{0};

/// True when this operation is to fail; errno says how.
bool fails() {
    static const long first = setting("LUTHIER_DISK_FAIL") ? atol(setting("LUTHIER_DISK_FAIL")) : 0;
    static const int code = setting("LUTHIER_DISK_ERROR") ? atoi(setting("LUTHIER_DISK_ERROR")) : ENOSPC;
    const long number = ++operations;
    if (first == 0 || number < first) return false;
    errno = code;
    return true;
}

struct KeepCount {
    ~KeepCount() {
        FILE* out = setting("LUTHIER_DISK_COUNT") ? fopen(setting("LUTHIER_DISK_COUNT"), "w") : nullptr;
        if (!out) return;
        fprintf(out, "%ld\n", operations.load());
        fclose(out);
    }
} keepCount;

std::mutex logging;
long contents = 0;

/// A line: operation, number of the file, content kept, path, second path or bytes; parted by tabs.
void record(const char* operation, unsigned long file, long content, const char* path, const char* more = "") {
    static const char* folder = setting("LUTHIER_DISK_LOG");
    if (!folder) return;
    static FILE* log = [] {
        char name[4096];
        snprintf(name, sizeof name, "%s/log", setting("LUTHIER_DISK_LOG"));
        return fopen(name, "we");
    }();
    if (!log) return;
    fprintf(log, "%s\t%lu\t%ld\t%s\t%s\n", operation, file, content, path, more);
    fflush(log);
}

unsigned long numberOf(int handle) {
    struct stat facts;
    return fstat(handle, &facts) == 0 ? facts.st_ino : 0;
}

long keepContent(const char* path) {
    const char* folder = setting("LUTHIER_DISK_LOG");
    if (!folder) return 0;
    char name[4096];
    snprintf(name, sizeof name, "%s/%ld", folder, ++contents);
    const int from = real<int(const char*, int, ...)>("open")(path, O_RDONLY | O_CLOEXEC), to = real<int(const char*, int, ...)>("open")(name, O_WRONLY | O_CREAT | O_CLOEXEC, 0600);
    char block[65536];
    for (ssize_t got; (got = read(from, block, sizeof block)) > 0;) {
        if (real<ssize_t(int, const void*, size_t)>("write")(to, block, static_cast<size_t>(got)) != got) abort();
    }
    real<int(int)>("close")(from);
    real<int(int)>("close")(to);
    return contents;
}

int opened(const char* name, const char* path, int flags, mode_t mode) {
    const bool ours = isOurs(path), makes = ours && (flags & O_CREAT), changes = ours && (flags & (O_CREAT | O_TRUNC));
    if (changes && fails()) return -1;
    struct stat before;
    const bool isNew = makes && stat(path, &before) != 0;
    const int handle = real<int(const char*, int, ...)>(name)(path, flags, mode);
    if (handle >= 0 && isNew) {
        const std::lock_guard lock(logging);
        record("create", numberOf(handle), 0, path);
    }
    return handle;
}

int synced(const char* name, int handle) {
    char path[4096];
    const bool ours = pathOf(handle, path);
    if (ours && fails()) return -1;
    const int code = real<int(int)>(name)(handle);
    if (ours && code == 0) {
        const std::lock_guard lock(logging);
        struct stat facts;
        const bool file = fstat(handle, &facts) == 0 && S_ISREG(facts.st_mode);
        record(file ? "sync" : "syncfolder", facts.st_ino, file ? keepContent(path) : 0, path);
    }
    return code;
}

/// Does the change unless it is to fail, then records it.
template <typename Change>
int changed(const char* operation, const char* path, const char* more, Change change) {
    const bool ours = isOurs(path);
    if (ours && fails()) return -1;
    const std::lock_guard lock(logging);
    const int code = change();
    if (ours && code == 0) record(operation, 0, 0, path, more);
    return code;
}

}  // namespace

extern "C" {

int open(const char* path, int flags, ...) {
    va_list list;
    va_start(list, flags);
    const mode_t mode = va_arg(list, mode_t);
    va_end(list);
    return opened("open", path, flags, mode);
}

int open64(const char* path, int flags, ...) {
    va_list list;
    va_start(list, flags);
    const mode_t mode = va_arg(list, mode_t);
    va_end(list);
    return opened("open64", path, flags, mode);
}

ssize_t write(int handle, const void* bytes, size_t count) {
    char path[4096];
    const bool ours = root() && handle > 2 && pathOf(handle, path);
    if (ours && fails()) return -1;
    const ssize_t code = real<ssize_t(int, const void*, size_t)>("write")(handle, bytes, count);
    if (ours && code > 0 && strstr(path, "events.jsonl")) {
        char line[512] = "";
        const size_t length = count < sizeof line - 1 ? count : sizeof line - 1;
        memcpy(line, bytes, length);
        for (char& c : line) {
            if (c == '\n' || c == '\t') c = ' ';
        }
        const std::lock_guard lock(logging);
        record("told", numberOf(handle), 0, path, line);
    }
    return code;
}

// SQLite's.
ssize_t pwrite64(int handle, const void* bytes, size_t count, off64_t at) {
    char path[4096];
    if (pathOf(handle, path) && fails()) return -1;
    return real<ssize_t(int, const void*, size_t, off64_t)>("pwrite64")(handle, bytes, count, at);
}

int fsync(int handle) { return synced("fsync", handle); }
int fdatasync(int handle) { return synced("fdatasync", handle); }

int ftruncate(int handle, off_t size) {
    char path[4096];
    if (pathOf(handle, path) && fails()) return -1;
    return real<int(int, off_t)>("ftruncate")(handle, size);
}

int rename(const char* from, const char* to) {
    return changed("rename", from, to, [&] { return real<int(const char*, const char*)>("rename")(from, to); });
}

int mkdir(const char* path, mode_t mode) {
    return changed("mkdir", path, "", [&] { return real<int(const char*, mode_t)>("mkdir")(path, mode); });
}

// Removing succeeds on a full disk too.
int unlink(const char* path) {
    const int code = real<int(const char*)>("unlink")(path);
    const std::lock_guard lock(logging);
    if (code == 0 && isOurs(path)) record("remove", 0, 0, path);
    return code;
}

int rmdir(const char* path) {
    const int code = real<int(const char*)>("rmdir")(path);
    const std::lock_guard lock(logging);
    if (code == 0 && isOurs(path)) record("remove", 0, 0, path);
    return code;
}

int remove(const char* path) {
    const int code = real<int(const char*)>("remove")(path);
    const std::lock_guard lock(logging);
    if (code == 0 && isOurs(path)) record("remove", 0, 0, path);
    return code;
}

int unlinkat(int folder, const char* path, int flags) {
    char whole[8192], base[4096];
    const bool ours = path[0] != '/' && pathOf(folder, base);
    if (ours) snprintf(whole, sizeof whole, "%s/%s", base, path);
    const int code = real<int(int, const char*, int)>("unlinkat")(folder, path, flags);
    const std::lock_guard lock(logging);
    if (code == 0 && ours) record("remove", 0, 0, whole);
    if (code == 0 && isOurs(path)) record("remove", 0, 0, path);
    return code;
}

long syscall(long number, ...) {
    va_list list;
    va_start(list, number);
    long a[6];
    for (long& argument : a) argument = va_arg(list, long);
    va_end(list);
    const auto call = [&] { return real<long(long, ...)>("syscall")(number, a[0], a[1], a[2], a[3], a[4], a[5]); };
    if (number != SYS_renameat2) return call();
    const char* from = reinterpret_cast<const char*>(a[1]);
    return changed("exchange", from, reinterpret_cast<const char*>(a[3]), [&] { return static_cast<int>(call()); });
}

int clock_gettime(clockid_t clock, timespec* time) {
    static const long back = setting("LUTHIER_CLOCK") ? atol(setting("LUTHIER_CLOCK")) : 0;
    static std::atomic<long> looks{0};
    const int code = real<int(clockid_t, timespec*)>("clock_gettime")(clock, time);
    if (code == 0 && clock == CLOCK_REALTIME && back) time->tv_sec -= back * ++looks;
    return code;
}

}  // extern "C"
