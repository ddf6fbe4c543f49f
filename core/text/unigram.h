// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <string>
#include <string_view>
#include <vector>

#include "core/text/token_model.h"

namespace luthier {

/// Finds every token that begins at a place, shortest first: a trie whose edges lie in one hash table.
class PieceTrie {
public:
    void add(std::string_view text, int32_t value);
    /// Calls visit(end, value) for each text that begins at `at`.
    template <class Visit>
    void each(std::string_view text, size_t at, Visit&& visit) const {
        uint32_t node = 0;
        while (at < text.size() && (node = child(node, static_cast<unsigned char>(text[at]))) != 0) {
            ++at;
            if (values_[node] >= 0) visit(at, values_[node]);
        }
    }

private:
    struct Edge {
        uint64_t key = 0;  ///< parent and byte, plus one; 0: none
        uint32_t node = 0;
    };
    static uint64_t keyOf(uint32_t node, unsigned char byte) { return (uint64_t{node} << 8 | byte) + 1; }
    size_t slotOf(uint64_t key) const { return (key * 0x9E3779B97F4A7C15ull) >> shift_; }
    uint32_t child(uint32_t node, unsigned char byte) const {
        if (node == 0) return first_[byte];
        const uint64_t key = keyOf(node, byte);
        for (size_t at = slotOf(key);; at = (at + 1) & (edges_.size() - 1))
            if (edges_[at].key == key || edges_[at].key == 0) return edges_[at].node;
    }
    uint32_t grown(uint32_t node, unsigned char byte);
    void put(Edge edge);

    std::array<uint32_t, 256> first_{};
    std::vector<Edge> edges_ = std::vector<Edge>(16);
    int shift_ = 60;
    std::vector<int32_t> values_ = {-1};
};

struct ScoredPiece {
    std::string text;
    double score = 0;
};

struct UnigramOptions {
    std::optional<int64_t> unknownId;
    bool byteFallback = false;
    std::string file;  ///< for errors
};

/// The most probable way to write a word in pieces, as tokenizers' Unigram model finds it (its encode_optimized; sums in double precision).
class Unigram : public TokenModel {
public:
    /// Pieces by id; of equal texts the last counts. Throws Error when the unknown id is none of them.
    Unigram(const std::vector<ScoredPiece>& pieces, UnigramOptions options);

    void encode(std::string_view text, const std::vector<TextRange>& words, std::vector<int32_t>& ids, std::vector<uint32_t>* begins) const override;
    std::optional<int32_t> idOf(std::string_view token) const override { return vocabulary_.idOf(token); }
    std::optional<std::string_view> tokenOf(int32_t id) const override { return vocabulary_.tokenOf(id); }
    int32_t size() const override { return static_cast<int32_t>(scores_.size()); }  ///< pieces of equal text count
    int32_t highestId() const override { return vocabulary_.highestId(); }

private:
    struct Best {
        double score = 0;
        uint32_t begin = UINT32_MAX;  ///< of the last piece of the best way to here
        int32_t id = -1;
    };
    struct Found {
        std::vector<int32_t> ids;
        std::vector<uint32_t> begins;  ///< bytes from the word's begin
    };
    void encodeWord(std::string_view word, Found& found) const;
    void walk(std::string_view word, std::vector<Best>& best) const;
    void write(std::string_view piece, uint32_t begin, Found& found) const;
    int32_t unknownId() const;

    Vocabulary vocabulary_;
    PieceTrie trie_;
    std::vector<double> scores_;  ///< by id
    std::array<int32_t, 256> bytes_{};
    double unknownScore_ = 0;
    UnigramOptions options_;
    uint32_t serial_;
};

}  // namespace luthier
