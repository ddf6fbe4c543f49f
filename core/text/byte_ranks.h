// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "core/base/json.h"

namespace luthier {

/// The tokens of a byte-level BPE that a file lists by rank instead of by merges (tiktoken and its kin).
class ByteRanks {
public:
    struct Ranked {
        std::string bytes;
        int64_t rank = 0;
    };
    /// Of equal tokens the last rank counts. Throws Error, with the file, for an empty token and for ids beyond any model's.
    ByteRanks(std::vector<Ranked> tokens, const std::string& file);

    size_t size() const { return tokens_.size(); }
    /// The "model" of a tokenizer.json as Transformers' TikTokenConverter makes it: ids are rank + shift; every way to put a token together from two
    /// others is a merge, tokens by rank, of one token's by the ranks of its halves. `named` tokens have the ids 0, 1, 2 …
    Json model(int64_t shift, const std::vector<std::string>& named) const;
    /// Its "pre_tokenizer" and "decoder".
    static void addSections(const std::string& pattern, Json& sections);

private:
    std::vector<Ranked> tokens_;  ///< no two alike, by rank
};

/// Special tokens for "added_tokens".
Json specialTokens(const std::vector<std::string>& texts);

}  // namespace luthier
