// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>
#include <vector>

#include "core/text/token_model.h"

namespace luthier {

/// The tokens of a word; begins are bytes from the word's begin.
struct EncodedWord {
    std::vector<int32_t> ids;
    std::vector<uint32_t> begins;
    void clear() {
        ids.clear();
        begins.clear();
    }
    void add(int32_t id, size_t begin) {
        ids.push_back(id);
        begins.push_back(static_cast<uint32_t>(begin));
    }
};

/// A model that encodes each word by itself, so that words lately seen need not be encoded again.
class WordModel : public TokenModel {
public:
    WordModel();
    void encode(std::string_view text, const std::vector<TextRange>& words, std::vector<int32_t>& ids,
                std::vector<uint32_t>* begins) const override;

protected:
    virtual void encodeWord(std::string_view word, EncodedWord& result) const = 0;

    static constexpr uint32_t kUnmeasured = 1u << 30;
    /// How many bytes of a word each id stands for; kUnmeasured where that differs. Never more than it does: words are encoded again to
    /// know where their tokens begin when these do not add up.
    std::vector<uint32_t> tokenBytes_;

private:
    void addBegins(std::string_view text, TextRange range, const int32_t* ids, size_t count, std::vector<uint32_t>& begins) const;

    uint32_t serial_;  ///< tells the words of one model from another's in a thread's cache
};

}  // namespace luthier
