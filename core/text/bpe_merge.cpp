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

/// The merges of neighbouring symbols of a short word, kept in step with them.
struct ScannedWord {
    const MergeTable& merges;
    EncodedWord& word;
    std::vector<const MergeTable::Merge*>& pairs;

    void fill() {
        pairs.clear();
        for (size_t i = 0; i + 1 < word.ids.size(); ++i) pairs.push_back(&merges.find(word.ids[i], word.ids[i + 1]));
    }
    size_t lowest() const {
        size_t best = 0;
        for (size_t i = 1; i < pairs.size(); ++i)
            if (pairs[i]->rank < pairs[best]->rank) best = i;
        return best;
    }
    void merge(size_t at) {
        word.ids[at] = pairs[at]->id;
        word.ids.erase(word.ids.begin() + static_cast<std::ptrdiff_t>(at) + 1);
        word.begins.erase(word.begins.begin() + static_cast<std::ptrdiff_t>(at) + 1);
        pairs.erase(pairs.begin() + static_cast<std::ptrdiff_t>(at));
        if (at < pairs.size()) pairs[at] = &merges.find(word.ids[at], word.ids[at + 1]);
        if (at > 0) pairs[at - 1] = &merges.find(word.ids[at - 1], word.ids[at]);
    }
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
    static thread_local std::vector<const MergeTable::Merge*> pairs;
    ScannedWord scanned{merges, word, pairs};
    scanned.fill();
    while (!pairs.empty()) {
        const size_t at = scanned.lowest();
        if (pairs[at]->rank == UINT32_MAX) return;
        scanned.merge(at);
    }
}

void mergeByHeap(const MergeTable& merges, EncodedWord& word) {
    HeapedWord heaped(merges, word);
    heaped.mergeAll();
    heaped.collect();
}

}  // namespace luthier
