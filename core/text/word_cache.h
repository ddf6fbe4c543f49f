// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <atomic>
#include <cstdint>
#include <cstring>
#include <string_view>
#include <vector>

#include "core/text/vocabulary.h"

namespace luthier {

/// Words that this thread has lately encoded, of any number of models. Longer words and longer encodings are not kept.
class WordCache {
public:
    static constexpr size_t kLongestWord = 32, kMostIds = 6;

    /// One cache line. entryOf() gives the entry of a word: its ids when owner is the asking model, else room for them.
    struct alignas(64) Entry {
        uint64_t key[4] = {};
        int32_t ids[kMostIds] = {};
        uint32_t owner = 0;
        uint8_t length = 0, count = 0;

        void keep(uint32_t model, const std::vector<int32_t>& from) {
            if (from.size() > kMostIds) return;
            std::ranges::copy(from, ids);
            count = static_cast<uint8_t>(from.size());
            owner = model;
        }
    };

    /// Tells the words of one model from another's.
    static uint32_t newOwner() {
        static std::atomic<uint32_t> last{0};
        return ++last;
    }
    static WordCache& ofThisThread() {
        static thread_local WordCache cache;
        return cache;
    }

    /// Null for a word that is too long. textEnd: bytes up to there may be read.
    Entry* entryOf(std::string_view word, const char* textEnd, uint32_t model) {
        if (word.size() > kLongestWord) return nullptr;
        uint64_t key[4] = {};
        uint64_t hash = model * 0x9E3779B97F4A7C15ull + word.size();
        for (size_t i = 0, at = 0; at < word.size(); ++i, at += 8) {
            key[i] = eightBytes(word.data() + at, word.size() - at, textEnd);
            hash = foldedProduct(hash, key[i]);
        }
        hash = (hash ^ (hash >> 29)) * 0xBF58476D1CE4E5B9ull;
        Entry& entry = entries_[hash >> (64 - kEntryBits)];
        if (entry.owner == model && entry.length == word.size() && std::memcmp(entry.key, key, sizeof key) == 0) return &entry;
        std::memcpy(entry.key, key, sizeof key);
        entry.owner = 0;
        entry.length = static_cast<uint8_t>(word.size());
        return &entry;
    }

private:
    static constexpr int kEntryBits = 15;  // 2 MiB: what a core's second-level cache holds

    static uint64_t eightBytes(const char* from, size_t count, const char* end) {
        uint64_t bytes = 0;
        if (count >= 8) {
            std::memcpy(&bytes, from, 8);
        } else if (end - from >= 8) {
            std::memcpy(&bytes, from, 8);
            bytes &= (uint64_t{1} << (8 * count)) - 1;  // little-endian, as is every machine that libtorch runs on
        } else {
            std::memcpy(&bytes, from, count);
        }
        return bytes;
    }

    std::vector<Entry> entries_ = std::vector<Entry>(size_t{1} << kEntryBits);
};

}  // namespace luthier
