// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace luthier {

/// Sentencepiece's precompiled normalization rules: a double-array trie of texts and what replaces them (spm_precompiled, as tokenizers
/// uses it: the shortest text that is found counts, not the longest).
class Charsmap {
public:
    /// Nothing when the bytes are no such rules.
    static std::optional<Charsmap> parse(std::string_view bytes);

    /// What replaces `key` as a whole: the rule of its shortest beginning.
    std::optional<std::string_view> replacement(std::string_view key) const;

private:
    std::vector<uint32_t> units_;
    std::string replacements_;  ///< each ends with NUL
};

}  // namespace luthier
