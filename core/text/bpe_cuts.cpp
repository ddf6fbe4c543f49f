// SPDX-License-Identifier: Apache-2.0
#include "core/text/bpe_cuts.h"

#include <bit>

#include "core/text/character_classes.h"

namespace luthier {

void CharacterPairs::insert(char32_t left, char32_t right) {
    if (contains(left, right)) return;
    const auto put = [&](uint64_t key) {
        size_t at = slotOf(key);
        while (keys_[at] != 0) at = (at + 1) & (keys_.size() - 1);
        keys_[at] = key;
    };
    if (++count_ * 2 > keys_.size()) {
        std::vector<uint64_t> old(keys_.size() * 4);
        old.swap(keys_);
        shift_ = 64 - std::countr_zero(keys_.size());
        for (const uint64_t key : old)
            if (key != 0) put(key);
    }
    put(keyOf(left, right));
}

CertainCuts::CertainCuts(const Vocabulary& vocabulary) : active_(true) {
    for (int32_t id = 0; id <= vocabulary.highestId(); ++id)
        if (const auto token = vocabulary.tokenOf(id)) addPairsOf(*token);
}

void CertainCuts::addPairsOf(std::string_view token) {
    const CharacterScanner scanner(token);
    ScannedCharacter left = scanner.at(0);
    if (left.bytes == token.size() && left.bytes > 0) {
        if (left.codePoint < kTable) tableTokens_[left.codePoint] = true;
        else tokens_.insert(left.codePoint, 0);
    }
    for (size_t at = left.bytes; at < token.size();) {
        const ScannedCharacter right = scanner.at(at);
        if (left.codePoint < kTable && right.codePoint < kTable) tablePairs_[left.codePoint * kTable + right.codePoint] = true;
        else pairs_.insert(left.codePoint, right.codePoint);
        at += right.bytes;
        left = right;
    }
}

void CertainCuts::cut(std::string_view text, const std::vector<TextRange>& words, std::vector<TextRange>& parts) const {
    const CharacterScanner scanner(text);
    for (const TextRange word : words) {
        TextRange part{word.begin, word.begin};
        char32_t left = 0;
        for (uint32_t at = word.begin; at < word.end;) {
            const ScannedCharacter c = scanner.at(at);
            if (at > part.begin && !together(left, c.codePoint) && isToken(left) && isToken(c.codePoint)) {
                parts.push_back({part.begin, at});
                part.begin = at;
            }
            left = c.codePoint;
            at += c.bytes;
        }
        if (part.begin < word.end) parts.push_back({part.begin, word.end});
    }
}

}  // namespace luthier
