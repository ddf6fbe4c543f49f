// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <string>
#include <string_view>
#include <vector>

#include "core/text/piece_trie.h"
#include "core/text/word_model.h"

namespace luthier {

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
class Unigram : public WordModel {
public:
    /// Pieces by id; of equal texts the last counts. Throws Error when the unknown id is none of them.
    Unigram(const std::vector<ScoredPiece>& pieces, UnigramOptions options);

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
    struct Piece {
        uint32_t begin, end;
        int32_t id;
        bool unknown;
    };
    void encodeWord(std::string_view word, EncodedWord& found) const override;
    void walk(std::string_view word, std::vector<Best>& best) const;
    void writeUnknown(std::string_view text, uint32_t begin, EncodedWord& found) const;
    int32_t unknownId() const;
    void measurePieces();

    Vocabulary vocabulary_;
    PieceTrie trie_;
    std::vector<double> scores_;  ///< by id
    std::array<int32_t, 256> bytes_{};
    double unknownScore_ = 0;
    UnigramOptions options_;
};

}  // namespace luthier
