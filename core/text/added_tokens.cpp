// SPDX-License-Identifier: Apache-2.0
#include "core/text/added_tokens.h"

#include <algorithm>

#include "core/text/character_classes.h"
#include "core/text/section_reader.h"

namespace luthier {

void AddedTokens::add(const std::vector<AddedToken>& tokens) {
    // The next id is settled once per call, as tokenizers does.
    int32_t nextId = std::max(highestId() + 1, host_.vocabularySize);
    bool changed = false;
    for (const AddedToken& token : tokens) changed = addOne(token, nextId) || changed;
    if (changed) rebuild();
}

bool AddedTokens::addOne(const AddedToken& token, int32_t& nextId) {
    if (token.content.empty()) return false;
    std::optional<int32_t> id = idOf(token.content);
    if (id && byId_.at(*id) == token) return false;
    if (!id) id = host_.idOf(token.content);
    if (!id) id = nextId++;
    if (token.normalized) {
        std::string form = host_.normalized(token.content);
        if (form != token.content) normalizedForms_[*id] = std::move(form);
    }
    ids_[token.content] = *id;
    if (token.special) specials_.insert(token.content);
    byId_[*id] = token;
    return true;
}

void AddedTokens::rebuild() {
    tries_ = {};
    for (const auto& [id, token] : byId_) {
        const std::string& form = token.normalized ? *decoded(id) : token.content;
        // A form that the normalizer leaves nothing of is never found.
        if (!form.empty() && !tries_[token.normalized ? Normalized : Raw].add(form, id))
            refuseBroken(host_.file, "Two added tokens are found by the same text " + inQuotes(form) + ".");
    }
}

std::optional<int32_t> AddedTokens::idOf(std::string_view content) const {
    const auto found = ids_.find(std::string(content));
    return found == ids_.end() ? std::nullopt : std::optional(found->second);
}

const AddedToken* AddedTokens::find(int32_t id) const {
    const auto found = byId_.find(id);
    return found == byId_.end() ? nullptr : &found->second;
}

const std::string* AddedTokens::decoded(int32_t id) const {
    const auto form = normalizedForms_.find(id);
    if (form != normalizedForms_.end()) return &form->second;
    const AddedToken* token = find(id);
    return token ? &token->content : nullptr;
}

bool AddedTokens::skippedWhenDecoding(int32_t id) const {
    // By text, not by id: a special token that decodes to its normalized form stays (as in tokenizers 0.23).
    const std::string* text = decoded(id);
    return text && specials_.contains(*text);
}

bool AddedTokens::isSpecial(int32_t id) const {
    // A content that was special once stays so, whatever a later duplicate says.
    const AddedToken* token = find(id);
    return token && specials_.contains(token->content);
}

bool AddedTokens::standsAlone(std::string_view text, size_t begin, size_t end) const {
    const CharacterScanner scanner(text);
    return !scanner.before(begin).is(kWord) && !scanner.at(end).is(kWord);
}

void AddedTokens::find(std::string_view text, Phase phase, std::vector<Part>& parts) const {
    const PieceTrie& trie = tries_[phase];
    const CharacterScanner scanner(text);
    size_t done = 0;
    const auto addPart = [&](size_t begin, size_t end, int32_t id) {
        parts.push_back({{static_cast<uint32_t>(begin), static_cast<uint32_t>(end)}, id});
    };
    for (size_t at = 0; at < text.size() && !trie.empty();) {
        int32_t id = -1;
        size_t begin = at++, end = begin;
        trie.each(text, begin, [&](size_t longer, int32_t longest) { end = longer, id = longest; });
        if (id < 0) continue;
        const AddedToken& token = byId_.at(id);
        at = end;
        if (specialsAreText_ && isSpecial(id)) continue;
        if (token.singleWord && !standsAlone(text, begin, end)) continue;
        if (token.leftStrip)
            for (ScannedCharacter c = scanner.before(begin); begin > done && c.is(kWhiteSpace); c = scanner.before(begin)) begin -= c.bytes;
        if (token.rightStrip) end = scanner.skip(end, kWhiteSpace);
        if (done < begin) addPart(done, begin, -1);
        addPart(begin, end, id);
        done = end;
    }
    if (done < text.size()) addPart(done, text.size(), -1);
}

}  // namespace luthier
