// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/json.h"
#include "core/text/origin_text.h"
#include "core/text/vocabulary.h"

namespace luthier {

/// Words -> ids: the "model" of a tokenizer.json. Thread-safe.
class TokenModel {
public:
    virtual ~TokenModel() = default;
    /// Appends the ids of each word. begins (may be null) gets for each id where in `text` it begins; what no token stands for is left
    /// to the neighbours.
    virtual void encode(std::string_view text, const std::vector<TextRange>& words, std::vector<int32_t>& ids,
                        std::vector<uint32_t>* begins) const = 0;
    virtual std::optional<int32_t> idOf(std::string_view token) const = 0;
    virtual std::optional<std::string_view> tokenOf(int32_t id) const = 0;
    virtual int32_t size() const = 0;       ///< entries
    virtual int32_t highestId() const = 0;  ///< -1 when empty
};

/// Throws Error that names the file and the kind when it is not supported. byteLevel: words are bytes, tokens in the byte-level alphabet.
std::unique_ptr<TokenModel> makeTokenModel(const Json& config, const std::string& file, bool byteLevel);
/// Whether a model takes words as bytes; the others are given the alphabet's characters.
bool takesBytes(const Json& config, const std::string& file);
Vocabulary readVocabulary(const Json& config, const std::string& file, const std::string& owner);

std::unique_ptr<TokenModel> makeBpe(const Json& config, const std::string& file, bool byteLevel);
std::unique_ptr<TokenModel> makeUnigram(const Json& config, const std::string& file, bool byteLevel);
std::unique_ptr<TokenModel> makeWordPiece(const Json& config, const std::string& file, bool byteLevel);
std::unique_ptr<TokenModel> makeWordLevel(const Json& config, const std::string& file, bool byteLevel);

}  // namespace luthier
