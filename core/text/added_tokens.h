// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "core/text/origin_text.h"
#include "core/text/piece_trie.h"

namespace luthier {

struct AddedToken {
    std::string content;
    bool singleWord = false, leftStrip = false, rightStrip = false, normalized = true, special = false;
    bool operator==(const AddedToken&) const = default;
};

/// The tokens added to a model's vocabulary, with the ids that tokenizers gives them and found in text as it finds them.
class AddedTokens {
public:
    struct Host {
        std::function<std::optional<int32_t>(std::string_view)> idOf;  ///< in the model's vocabulary
        std::function<std::string(std::string_view)> normalized;
        int32_t vocabularySize = 0;  ///< entries of the model's vocabulary
        std::string file;
    };
    explicit AddedTokens(Host host) : host_(std::move(host)) {}

    /// One call of tokenizers' add_tokens. Throws Error when two tokens would be found by the same text.
    void add(const std::vector<AddedToken>& tokens);

    /// Special tokens in a text are text like any other (tokenizers' encode_special_tokens).
    void splitSpecials() { specialsAreText_ = true; }

    struct Part {
        TextRange range;
        int32_t id = -1;  ///< -1: text between tokens
    };
    enum Phase { Raw, Normalized };
    /// Parts tile the text.
    void find(std::string_view text, Phase phase, std::vector<Part>& parts) const;
    bool any(Phase phase) const { return !tries_[phase].empty(); }

    std::optional<int32_t> idOf(std::string_view content) const;
    const AddedToken* find(int32_t id) const;
    const std::string* decoded(int32_t id) const;  ///< the text decoding starts from; null when not an added token
    bool skippedWhenDecoding(int32_t id) const;
    bool isSpecial(int32_t id) const;
    bool hasContent(std::string_view content) const { return idOf(content).has_value(); }
    int32_t highestId() const { return byId_.empty() ? -1 : byId_.rbegin()->first; }
    template <class Visit>
    void each(Visit&& visit) const {
        for (const auto& [id, token] : byId_) visit(id, token);
    }

private:
    bool addOne(const AddedToken& token, int32_t& nextId);  ///< whether anything changed
    void rebuild();
    bool standsAlone(std::string_view text, size_t begin, size_t end) const;

    Host host_;
    std::unordered_map<std::string, int32_t> ids_;
    std::map<int32_t, AddedToken> byId_;
    std::unordered_map<int32_t, std::string> normalizedForms_;
    std::unordered_set<std::string> specials_;
    bool specialsAreText_ = false;
    std::array<PieceTrie, 2> tries_;
};

}  // namespace luthier
