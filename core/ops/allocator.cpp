// SPDX-License-Identifier: Apache-2.0
#include "core/ops/allocator.h"

#include <algorithm>
#include <map>
#include <mutex>
#include <new>
#include <string>
#include <unordered_map>

#include <c10/core/CPUAllocator.h>
#include <c10/core/impl/alloc_cpu.h>
#include <c10/util/Exception.h>

#include "core/base/os.h"

namespace luthier {
namespace {

constexpr size_t kLeast = size_t{64} << 10;      // smaller blocks are the C library's, which keeps those
constexpr size_t kOthersLeast = size_t{192} << 10;  // of what is no tensor: compiled products above all, which reserve 252 kB each and fill a part of it
constexpr size_t kUnit = 4096;
constexpr size_t kRoom = size_t{1} << 38;        // of addresses, asked for at once: no page of it is there before it is written to …
constexpr size_t kSegment = size_t{128} << 20;   // … or, where addresses are few, so much, or what one block needs
constexpr size_t kHugePage = size_t{2} << 20;

size_t roundedUp(size_t bytes, size_t unit) { return (bytes + unit - 1) / unit * unit; }

/// Free and used blocks of all segments, by address.
class Heap {
public:
    /// Null when the system has nothing left; throws when the limit is reached.
    void* take(size_t bytes) {
        const size_t size = roundedUp(bytes, kUnit);
        const std::lock_guard lock(mutex_);
        if (limit_ > 0 && memory_.used + size > limit_) throwOverLimit(bytes);
        auto place = lowestThatFits(size);
        if (place == free_.end()) {
            if (!grow(size)) return nullptr;
            place = lowestThatFits(size);
        }
        const auto [begin, length] = *place;
        free_.erase(place);
        if (length > size) free_.emplace(begin + size, length - size);
        taken_.emplace(begin, size);
        reach(begin + size);
        memory_.used += size;
        memory_.peakUsed = std::max(memory_.peakUsed, memory_.used);
        return reinterpret_cast<void*>(begin);
    }

    /// False when the block is not of this heap.
    bool give(void* block) {
        const std::lock_guard lock(mutex_);
        const auto found = taken_.find(reinterpret_cast<uintptr_t>(block));
        if (found == taken_.end()) return false;
        memory_.used -= found->second;
        insertFree(found->first, found->second);
        taken_.erase(found);
        return true;
    }

    /// Whole segments go back with their addresses; of others the free pages.
    void trim() {
        const std::lock_guard lock(mutex_);
        for (auto segment = segments_.begin(); segment != segments_.end();) {
            const auto place = free_.find(segment->first);
            if (place == free_.end() || place->second != segment->second.size) {
                forgetFree(segment->first, segment->second);
                ++segment;
                continue;
            }
            os::releaseMemory(reinterpret_cast<void*>(segment->first), segment->second.size);
            memory_.held -= segment->second.reached;
            free_.erase(place);
            segment = segments_.erase(segment);
        }
    }

    void limit(uint64_t bytes) {
        const std::lock_guard lock(mutex_);
        limit_ = bytes;
    }

    TensorMemory memory() {
        const std::lock_guard lock(mutex_);
        return memory_;
    }

    void resetPeak() {
        const std::lock_guard lock(mutex_);
        memory_.peakUsed = memory_.used;
    }

private:
    using Places = std::map<uintptr_t, size_t>;
    struct Segment {
        size_t size = 0;
        size_t reached = 0;  ///< the end of what was ever taken of it and not given back
    };

    [[noreturn]] void throwOverLimit(size_t bytes) const {
        C10_THROW_ERROR(OutOfMemoryError, "not enough memory: tried to allocate " + std::to_string(bytes) + " bytes beside " +
                                              std::to_string(memory_.used) + ", and the limit is " + std::to_string(limit_));
    }

    Places::iterator lowestThatFits(size_t size) {
        return std::find_if(free_.begin(), free_.end(), [&](const auto& place) { return place.second >= size; });
    }

    bool grow(size_t size) {
        for (const size_t room : {kRoom, kSegment}) {
            const size_t bytes = roundedUp(std::max(size, room), kHugePage);
            void* segment = os::reserveMemory(bytes);
            if (!segment) continue;
            segments_.emplace(reinterpret_cast<uintptr_t>(segment), Segment{bytes, 0});
            insertFree(reinterpret_cast<uintptr_t>(segment), bytes);
            return true;
        }
        return false;
    }

    /// A block that ends at `end` was taken.
    void reach(uintptr_t end) {
        auto& [begin, segment] = *std::prev(segments_.lower_bound(end));
        const size_t reached = roundedUp(end - begin, kHugePage);
        if (reached <= segment.reached) return;
        memory_.held += reached - segment.reached;
        segment.reached = reached;
    }

    /// The free pages of a segment, as far as they fill huge ones.
    void forgetFree(uintptr_t segment, Segment& facts) {
        uintptr_t used = segment;
        for (auto place = free_.lower_bound(segment); place != free_.end() && place->first < segment + facts.size; ++place) {
            const uintptr_t begin = roundedUp(place->first, kHugePage), end = std::min(place->first + place->second, segment + facts.reached) / kHugePage * kHugePage;
            if (begin < end) os::forgetPages(reinterpret_cast<void*>(begin), end - begin);
            if (place->first + place->second == segment + facts.size) used = begin;
        }
        if (used == segment) return;
        memory_.held -= facts.reached - (used - segment);
        facts.reached = used - segment;
    }

    /// Joined with its free neighbours of the same segment, so that trim() can recognise a segment as a whole.
    void insertFree(uintptr_t begin, size_t size) {
        const auto after = free_.lower_bound(begin);
        if (after != free_.end() && after->first == begin + size && !segments_.contains(after->first)) {
            size += after->second;
            free_.erase(after);
        }
        auto before = free_.lower_bound(begin);
        if (before != free_.begin() && !segments_.contains(begin)) {
            --before;
            if (before->first + before->second == begin) {
                before->second += size;
                return;
            }
        }
        free_.emplace(begin, size);
    }

    std::mutex mutex_;
    Places free_;
    std::map<uintptr_t, Segment> segments_;
    std::unordered_map<uintptr_t, size_t> taken_;
    TensorMemory memory_;
    uint64_t limit_ = 0;
};

/// Lives until the process ends: tensors may be freed later than anything static.
Heap& heap() {
    static Heap* const only = new Heap;
    return *only;
}

void giveBack(void* block) {
    if (block && !heap().give(block)) c10::free_cpu(block);
}

class TensorAllocator : public c10::Allocator {
public:
    c10::DataPtr allocate(size_t bytes) override {
        const c10::Device processor(c10::DeviceType::CPU);
        if (bytes >= kLeast)
            if (void* block = heap().take(bytes)) return {block, block, &giveBack, processor};
        // Small, or nothing left: the C library's turn, whose failure is an ordinary error.
        void* block = bytes > 0 ? c10::alloc_cpu(bytes) : nullptr;
        return {block, block, &c10::free_cpu, processor};
    }
    c10::DeleterFnPtr raw_deleter() const override { return &giveBack; }
    void copy_data(void* to, const void* from, std::size_t count) const override { default_copy_data(to, from, count); }
};

}  // namespace

void useTensorMemory() {
    static std::once_flag once;
    std::call_once(once, [] {
        c10::SetCPUAllocator(new TensorAllocator, /*priority=*/1);
        os::useOwnPagesFrom(kOthersLeast);
    });
}

TensorMemory tensorMemory() { return heap().memory(); }
void resetPeakMemory() { heap().resetPeak(); }
void trimTensorMemory() { heap().trim(); }
void limitTensorMemory(uint64_t bytes) { heap().limit(bytes); }

bool isOutOfMemory(const std::exception& fault) {
    if (dynamic_cast<const std::bad_alloc*>(&fault) || dynamic_cast<const c10::OutOfMemoryError*>(&fault)) return true;
    const auto* error = dynamic_cast<const c10::Error*>(&fault);
    if (!error) return false;
    const std::string what = error->what_without_backtrace();  // libtorch's own allocator reports exhaustion as an ordinary error
    return what.find("allocate") != std::string::npos && what.find("memory") != std::string::npos;
}

}  // namespace luthier
