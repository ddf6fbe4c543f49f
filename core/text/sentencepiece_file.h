// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace luthier {

/// What a sentencepiece model file (tokenizer.model, spiece.model) says; defaults are those of sentencepiece_model.proto.
struct SentencePieceFile {
    enum Algorithm { Unigram = 1, Bpe = 2, Word = 3, Character = 4 };
    enum PieceType { Normal = 1, Unknown = 2, Control = 3, UserDefined = 4, Unused = 5, Byte = 6 };
    struct Piece {
        std::string text;
        float score = 0;
        int64_t type = Normal;
    };

    std::vector<Piece> pieces;  ///< by id
    int64_t algorithm = Unigram;
    bool byteFallback = false;
    int64_t unknownId = 0, bosId = 1, eosId = 2;  ///< negative: the model has none
    std::string unknownPiece = "<unk>", bosPiece = "<s>", eosPiece = "</s>";
    std::string charsmap;  ///< precompiled normalization rules; empty: none

    /// Throws Error that names the file and what is wrong with it.
    static SentencePieceFile parse(std::string_view bytes, const std::string& file);
};

}  // namespace luthier
