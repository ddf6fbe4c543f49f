// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <bitset>
#include <string_view>
#include <vector>

#include "core/text/origin_text.h"
#include "core/text/vocabulary.h"

namespace luthier {

/// Pairs of characters in one block of memory.
class CharacterPairs {
public:
    void insert(char32_t left, char32_t right);
    bool contains(char32_t left, char32_t right) const {
        const uint64_t key = keyOf(left, right);
        for (size_t at = slotOf(key);; at = (at + 1) & (keys_.size() - 1))
            if (keys_[at] == key || keys_[at] == 0) return keys_[at] == key;
    }

private:
    static uint64_t keyOf(char32_t left, char32_t right) { return (uint64_t{left} << 32 | right) + 1; }  // 0 is an empty slot
    size_t slotOf(uint64_t key) const { return (key * 0x9E3779B97F4A7C15ull) >> shift_; }

    std::vector<uint64_t> keys_ = std::vector<uint64_t>(16);
    int shift_ = 60;
    size_t count_ = 0;
};

/// Where a word can be cut before it is merged without changing its tokens: between two characters that are tokens of their own, when no
/// token holds them side by side, since nothing can then merge across. Turns a document that nobody splits into short, cacheable words.
class CertainCuts {
public:
    CertainCuts() = default;
    /// The vocabulary must hold one text per id.
    explicit CertainCuts(const Vocabulary& vocabulary);

    bool active() const { return active_; }
    /// Appends the parts of words.
    void cut(std::string_view text, const std::vector<TextRange>& words, std::vector<TextRange>& parts) const;

private:
    static constexpr char32_t kTable = 128;
    void addPairsOf(std::string_view token);
    bool together(char32_t left, char32_t right) const {
        if (left < kTable && right < kTable) return tablePairs_[left * kTable + right];
        return pairs_.contains(left, right);
    }
    bool isToken(char32_t c) const { return c < kTable ? tableTokens_[c] : tokens_.contains(c, 0); }

    bool active_ = false;
    std::bitset<kTable * kTable> tablePairs_;
    std::bitset<kTable> tableTokens_;
    CharacterPairs pairs_, tokens_;  ///< of what is not in the tables; tokens with 0
};

}  // namespace luthier
