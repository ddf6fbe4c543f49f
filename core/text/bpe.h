// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "core/text/bpe_cuts.h"
#include "core/text/vocabulary.h"
#include "core/text/word_model.h"

namespace luthier {

/// Pairs of ids -> rank and id of what they merge into.
class MergeTable {
public:
    struct Merge {
        uint64_t pair = UINT64_MAX;
        uint32_t rank = UINT32_MAX;
        int32_t id = -1;
    };
    void reserve(size_t merges);
    void set(int32_t left, int32_t right, uint32_t rank, int32_t id);  ///< the last one of a pair counts
    /// A merge of rank UINT32_MAX when there is none.
    const Merge& find(int32_t left, int32_t right) const {
        const uint64_t pair = pairOf(left, right);
        for (size_t at = slotOf(pair);; at = (at + 1) & mask_)
            if (merges_[at].pair == pair || merges_[at].pair == UINT64_MAX) return merges_[at];
    }

private:
    static uint64_t pairOf(int32_t left, int32_t right) { return uint64_t{static_cast<uint32_t>(left)} << 32 | static_cast<uint32_t>(right); }
    size_t slotOf(uint64_t pair) const { return (pair * 0x9E3779B97F4A7C15ull) >> shift_; }

    std::vector<Merge> merges_ = std::vector<Merge>(2);
    size_t mask_ = 1, count_ = 0;
    int shift_ = 63;
};

/// Lowest rank first, leftmost among equals, until nothing merges. Both give the same; a scan for every merge is the faster in short words.
constexpr size_t kLongestScanned = 64;  ///< symbols; longer words are not for mergeByScan
void mergeByScan(const MergeTable& merges, EncodedWord& word);
void mergeByHeap(const MergeTable& merges, EncodedWord& word);

struct BpeOptions {
    bool byteLevel = false, fuseUnknown = false, byteFallback = false, ignoreMerges = false;
    std::optional<std::string> unknown;
    std::string prefix, suffix;  ///< of what continues a word, of what ends it
    std::string file;            ///< for errors
};

/// Byte pair encoding as tokenizers' BPE model does it (its dropout is refused).
class Bpe : public WordModel {
public:
    Bpe(Vocabulary vocabulary, MergeTable merges, BpeOptions options);

    void encode(std::string_view text, const std::vector<TextRange>& words, std::vector<int32_t>& ids,
                std::vector<uint32_t>* begins) const override;
    std::optional<int32_t> idOf(std::string_view token) const override { return vocabulary_.idOf(token); }
    std::optional<std::string_view> tokenOf(int32_t id) const override { return vocabulary_.tokenOf(id); }
    int32_t size() const override { return vocabulary_.size(); }
    int32_t highestId() const override { return vocabulary_.highestId(); }

private:
    void indexBytes();
    bool canCut() const;
    void measureTokens();
    std::optional<int32_t> wholeWord(std::string_view word) const;
    void split(std::string_view word, EncodedWord& symbols) const;
    void splitAny(std::string_view word, EncodedWord& symbols) const;
    bool addFallback(std::string_view text, size_t begin, EncodedWord& symbols) const;
    int32_t unknownId() const;
    int32_t symbolOf(std::string_view character, bool first, bool last, std::string& text) const;
    void encodeWord(std::string_view word, EncodedWord& result) const override;

    Vocabulary vocabulary_;
    MergeTable merges_;
    BpeOptions options_;
    TextIndex wholeWords_;                        ///< by bytes; filled with byteLevel and ignoreMerges
    std::array<int32_t, 256> byteSymbols_{};      ///< byteLevel: id of each byte, else of each ASCII character; -1: none
    std::array<int32_t, 256> fallbackSymbols_{};  ///< <0xHH>
    CertainCuts cuts_;
    bool plain_ = false;                          ///< every byte has a symbol and nothing is added to it
};

}  // namespace luthier
