// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <bitset>
#include <string_view>
#include <unordered_set>
#include <vector>

#include "core/text/origin_text.h"
#include "core/text/vocabulary.h"

namespace luthier {

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
        return pairs_.contains(uint64_t{left} << 32 | right);
    }
    bool isToken(char32_t c) const { return c < kTable ? tableTokens_[c] : tokens_.contains(c); }

    bool active_ = false;
    std::bitset<kTable * kTable> tablePairs_;
    std::bitset<kTable> tableTokens_;
    std::unordered_set<uint64_t> pairs_;
    std::unordered_set<char32_t> tokens_;
};

}  // namespace luthier
