// SPDX-License-Identifier: Apache-2.0
#include "core/base/in_parts.h"

#include <algorithm>
#include <exception>
#include <mutex>
#include <thread>
#include <vector>

namespace luthier {
namespace {

constexpr size_t kWorthAThread = 500;  // things; a thread takes as long to begin as looking at some dozen files
constexpr size_t kMostThreads = 4;

}  // namespace

void inParts(size_t count, const std::function<void(size_t, size_t)>& work) {
    const size_t parts = std::clamp<size_t>(count / kWorthAThread, 1, std::min<size_t>(kMostThreads, std::max(1U, std::thread::hardware_concurrency())));
    std::exception_ptr fault;
    std::mutex mutex;
    const auto part = [&](size_t index) {
        try {
            work(count * index / parts, count * (index + 1) / parts);
        } catch (...) {
            const std::lock_guard lock(mutex);
            fault = std::current_exception();
        }
    };
    {
        std::vector<std::jthread> threads;
        for (size_t index = 1; index < parts; ++index) threads.emplace_back(part, index);
        part(0);
    }
    if (fault) std::rethrow_exception(fault);
}

}  // namespace luthier
