// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <bit>
#include <cstring>

#include "core/text/bpe.h"

namespace luthier {

void MergeTable::reserve(size_t merges) {
    const size_t slots = std::bit_ceil(merges * 2 + 2);
    std::vector<Merge> old(slots);
    old.swap(merges_);
    mask_ = slots - 1;
    shift_ = 64 - std::countr_zero(slots);
    count_ = 0;
    for (const Merge& merge : old)
        if (merge.pair != UINT64_MAX) set(static_cast<int32_t>(merge.pair >> 32), static_cast<int32_t>(merge.pair), merge.rank, merge.id);
}

void MergeTable::set(int32_t left, int32_t right, uint32_t rank, int32_t id) {
    if (count_ * 2 >= merges_.size()) reserve(merges_.size());
    auto& merge = const_cast<Merge&>(find(left, right));
    if (merge.pair == UINT64_MAX) ++count_;
    merge = {pairOf(left, right), rank, id};
}

namespace {

/// A short word: what each symbol and the one behind it merge into. Symbols that are merged away stay where they are and merge with nothing.
class ScannedWord {
public:
    ScannedWord(const MergeTable& merges, EncodedWord& word) : merges_(merges), word_(word), size_(word.ids.size()) {
        for (size_t i = 0; i < size_; ++i) {
            next_[i] = static_cast<uint8_t>(i + 1);
            previous_[i] = static_cast<uint8_t>(i - 1);
            propose(i);
        }
    }
    void mergeAll() {
        for (size_t at = lowest(); at < size_ && ranks_[at] != UINT32_MAX; at = lowest()) merge(at);
    }
    void collect() {
        size_t kept = 0;
        for (size_t i = 0; i < size_; i = next_[i], ++kept) {
            word_.ids[kept] = word_.ids[i];
            word_.begins[kept] = word_.begins[i];
        }
        word_.ids.resize(kept);
        word_.begins.resize(kept);
    }

private:
    size_t lowest() const {
        size_t best = 0;
        for (size_t i = 1; i < size_; ++i)
            if (ranks_[i] < ranks_[best]) best = i;
        return best;
    }
    void propose(size_t at) {
        ranks_[at] = UINT32_MAX;
        if (next_[at] >= size_) return;
        const MergeTable::Merge& merge = merges_.find(word_.ids[at], word_.ids[next_[at]]);
        ranks_[at] = merge.rank;
        merged_[at] = merge.id;
    }
    void merge(size_t at) {
        const size_t gone = next_[at];
        word_.ids[at] = merged_[at];
        ranks_[gone] = UINT32_MAX;
        next_[at] = next_[gone];
        if (next_[at] < size_) previous_[next_[at]] = static_cast<uint8_t>(at);
        propose(at);
        if (at > 0) propose(previous_[at]);
    }

    const MergeTable& merges_;
    EncodedWord& word_;
    size_t size_;
    uint32_t ranks_[kLongestScanned];
    int32_t merged_[kLongestScanned];
    uint8_t next_[kLongestScanned], previous_[kLongestScanned];  ///< size_ behind the last; meaningless before the first
};

/// The symbols of a long word as a linked list, and a heap of what may merge; an entry that no longer fits is passed over when it comes up.
class HeapedWord {
public:
    HeapedWord(const MergeTable& merges, EncodedWord& word) : merges_(merges), word_(word), size_(static_cast<uint32_t>(word.ids.size())) {
        links_.resize(size_);
        for (uint32_t i = 0; i < size_; ++i) links_[i] = {i - 1, i + 1};
        for (uint32_t i = 0; i + 1 < size_; ++i) propose(i);
        std::make_heap(heap_.begin(), heap_.end());
        heaped_ = true;
    }
    void mergeAll() {
        while (!heap_.empty()) {
            std::pop_heap(heap_.begin(), heap_.end());
            const Candidate top = heap_.back();
            heap_.pop_back();
            if (fits(top)) merge(top);
        }
    }
    void collect() {
        size_t kept = 0;
        for (uint32_t i = 0; i < size_; i = links_[i].next, ++kept) {
            word_.ids[kept] = word_.ids[i];
            word_.begins[kept] = word_.begins[i];
        }
        word_.ids.resize(kept);
        word_.begins.resize(kept);
    }

private:
    struct Links {
        uint32_t previous, next;  // UINT32_MAX before the first, size_ after the last
    };
    struct Candidate {
        uint32_t rank, at;
        int32_t id;
        bool operator<(const Candidate& other) const { return rank != other.rank ? rank > other.rank : at > other.at; }
    };
    void propose(uint32_t at) {
        const MergeTable::Merge& merge = merges_.find(word_.ids[at], word_.ids[links_[at].next]);
        if (merge.rank == UINT32_MAX) return;
        heap_.push_back({merge.rank, at, merge.id});
        if (heaped_) std::push_heap(heap_.begin(), heap_.end());
    }
    bool fits(const Candidate& top) const {
        const Links links = links_[top.at];
        if (word_.ids[top.at] < 0 || links.next >= size_) return false;
        const MergeTable::Merge& merge = merges_.find(word_.ids[top.at], word_.ids[links.next]);
        return merge.rank != UINT32_MAX && merge.id == top.id;
    }
    void merge(const Candidate& top) {
        Links& links = links_[top.at];
        const uint32_t gone = links.next;
        word_.ids[top.at] = top.id;
        word_.ids[gone] = -1;
        links.next = links_[gone].next;
        if (links.next < size_) links_[links.next].previous = top.at;
        if (links.previous < size_) propose(links.previous);
        if (links.next < size_) propose(top.at);
    }

    const MergeTable& merges_;
    EncodedWord& word_;
    uint32_t size_;
    bool heaped_ = false;
    std::vector<Links> links_;
    std::vector<Candidate> heap_;
};

}  // namespace

void mergeByScan(const MergeTable& merges, EncodedWord& word) {
    ScannedWord scanned(merges, word);
    scanned.mergeAll();
    scanned.collect();
}

void mergeByHeap(const MergeTable& merges, EncodedWord& word) {
    HeapedWord heaped(merges, word);
    heaped.mergeAll();
    heaped.collect();
}

}  // namespace luthier
