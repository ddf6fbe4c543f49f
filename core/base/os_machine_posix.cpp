// SPDX-License-Identifier: Apache-2.0
// What this computer is, and how much of it this process may use.
#include <sched.h>

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <fstream>
#include <set>
#include <sstream>
#include <vector>

#include "core/base/os.h"

namespace luthier::os {
namespace {

namespace fs = std::filesystem;

/// The whole of a small file of /proc or /sys; empty when it is not there.
std::string systemFile(const fs::path& file) {
    std::ifstream in(file);
    std::ostringstream text;
    if (in) text << in.rdbuf();
    return text.str();
}

/// The number after "Name:" in /proc/self/status or /proc/meminfo, in bytes.
uint64_t kilobytesAfter(const std::string& text, const std::string& name) {
    const size_t at = text.find(name + ":");
    return at == std::string::npos ? 0 : 1024 * std::strtoull(text.c_str() + at + name.size() + 1, nullptr, 10);
}

std::optional<uint64_t> numberIn(const fs::path& file) {
    const std::string text = systemFile(file);
    if (text.empty() || text[0] < '0' || text[0] > '9') return {};
    return std::strtoull(text.c_str(), nullptr, 10);
}

/// The control group folders of this process, from its own up to the root (version 2; the memory controller of version 1).
std::vector<fs::path> controlGroups() {
    std::vector<fs::path> folders;
    std::istringstream lines(systemFile("/proc/self/cgroup"));
    for (std::string line; std::getline(lines, line);) {
        const size_t first = line.find(':'), second = line.find(':', first + 1);
        if (second == std::string::npos) continue;
        const std::string controllers = line.substr(first + 1, second - first - 1);
        if (!controllers.empty() && controllers != "memory") continue;
        const fs::path root = controllers.empty() ? "/sys/fs/cgroup" : "/sys/fs/cgroup/memory";
        fs::path own = root / line.substr(std::min(second + 2, line.size()));
        for (own = own.lexically_normal(); own.native().size() > root.native().size(); own = own.parent_path()) folders.push_back(own);
        folders.push_back(root);
    }
    return folders;
}

void limitBy(const fs::path& group, SystemMemory& memory) {
    auto limit = numberIn(group / "memory.max"), used = numberIn(group / "memory.current");
    if (!limit) limit = numberIn(group / "memory.limit_in_bytes"), used = numberIn(group / "memory.usage_in_bytes");
    if (!limit || *limit >= memory.total) return;
    memory.total = *limit;
    // Pages of files that were not touched lately are given back when memory is asked for.
    const std::string state = systemFile(group / "memory.stat");
    const size_t at = state.find("inactive_file ");
    const uint64_t reusable = at == std::string::npos ? 0 : std::strtoull(state.c_str() + at + 14, nullptr, 10);
    const uint64_t taken = used.value_or(0) - std::min(used.value_or(0), reusable);
    memory.available = std::min(memory.available, *limit - std::min(*limit, taken));
}

/// Cores a container's quota allows, rounded up; nothing without a quota.
std::optional<int> coreQuota() {
    std::optional<int> least;
    for (const fs::path& group : controlGroups()) {
        double quota = 0, period = 0;
        std::istringstream text(systemFile(group / "cpu.max"));
        if (!(text >> quota >> period) || period <= 0) continue;
        const int cores = std::max(1, static_cast<int>(std::ceil(quota / period)));
        least = std::min(least.value_or(cores), cores);
    }
    return least;
}

std::string valueIn(const fs::path& file, const std::string& name) {
    std::istringstream lines(systemFile(file));
    for (std::string line; std::getline(lines, line);) {
        if (!line.starts_with(name)) continue;
        const size_t at = line.find_first_not_of(" \t:=\"", name.size());
        const size_t end = line.find_last_not_of(" \t\"");
        if (at != std::string::npos) return line.substr(at, end + 1 - at);
    }
    return {};
}

}  // namespace

ProcessMemory processMemory() {
    const std::string status = systemFile("/proc/self/status");
    return {kilobytesAfter(status, "VmRSS"), kilobytesAfter(status, "RssAnon"), kilobytesAfter(status, "VmHWM")};
}

SystemMemory systemMemory() {
    const std::string facts = systemFile("/proc/meminfo");
    SystemMemory memory{kilobytesAfter(facts, "MemTotal"), kilobytesAfter(facts, "MemAvailable")};
    for (const fs::path& group : controlGroups()) limitBy(group, memory);
    return memory;
}

std::string processorName() {
    const std::string name = valueIn("/proc/cpuinfo", "model name");
    return name.empty() ? "unknown processor" : name;
}

int usableCores() {
    cpu_set_t allowed;
    CPU_ZERO(&allowed);
    if (::sched_getaffinity(0, sizeof allowed, &allowed) != 0) return 1;
    std::set<std::string> cores;
    for (int i = 0; i < CPU_SETSIZE; ++i) {
        if (!CPU_ISSET(i, &allowed)) continue;
        const std::string folder = "/sys/devices/system/cpu/cpu" + std::to_string(i) + "/topology/";
        const std::string siblings = systemFile(folder + "thread_siblings_list");
        cores.insert(siblings.empty() ? std::to_string(i) : siblings);
    }
    const int physical = std::max(1, static_cast<int>(cores.size()));
    return std::min(physical, coreQuota().value_or(physical));
}

std::string systemName() {
    const std::string name = valueIn("/etc/os-release", "PRETTY_NAME");
    return name.empty() ? "Linux" : name;
}

}  // namespace luthier::os
