// SPDX-License-Identifier: Apache-2.0
#include "core/text/bpe.h"

#include <algorithm>
#include <cstdio>

#include "core/base/error.h"
#include "core/base/unicode.h"
#include "core/text/byte_alphabet.h"
#include "core/text/character_classes.h"

namespace luthier {
namespace {

std::string fallbackToken(unsigned byte) {
    char text[8];
    std::snprintf(text, sizeof text, "<0x%02X>", byte);
    return text;
}

}  // namespace

Bpe::Bpe(Vocabulary vocabulary, MergeTable merges, BpeOptions options)
    : vocabulary_(std::move(vocabulary)), merges_(std::move(merges)), options_(std::move(options)) {
    for (unsigned byte = 0; byte < 256; ++byte) {
        const auto b = static_cast<unsigned char>(byte);
        const bool single = options_.byteLevel || byte < 0x80;
        byteSymbols_[byte] = single ? idOf(options_.byteLevel ? std::string(alphabetText(b)) : std::string(1, static_cast<char>(b))).value_or(-1) : -1;
        fallbackSymbols_[byte] = idOf(fallbackToken(byte)).value_or(-1);
    }
    plain_ = options_.byteLevel && options_.prefix.empty() && options_.suffix.empty() &&
             std::none_of(byteSymbols_.begin(), byteSymbols_.end(), [](int32_t id) { return id < 0; });
    if (options_.byteLevel && options_.ignoreMerges) indexBytes();
    if (canCut()) cuts_ = CertainCuts(vocabulary_);
    measureTokens();
}

bool Bpe::canCut() const {
    return !options_.byteLevel && !options_.ignoreMerges && options_.prefix.empty() && options_.suffix.empty() && vocabulary_.hasOneTextPerId();
}

void Bpe::indexBytes() {
    for (int32_t id = 0; id <= highestId(); ++id) {
        const auto token = tokenOf(id);
        if (!token) continue;
        if (const auto bytes = alphabetBytes(*token)) wholeWords_.set(*bytes, *idOf(*token));
    }
}

void Bpe::measureTokens() {
    tokenBytes_.assign(static_cast<size_t>(highestId() + 1), kUnmeasured);
    if (!options_.prefix.empty() || !options_.suffix.empty()) return;
    for (int32_t id = 0; id <= highestId(); ++id) {
        const auto token = tokenOf(id);
        if (!token || token == options_.unknown) continue;
        const auto bytes = options_.byteLevel ? alphabetBytes(*token) : std::nullopt;
        tokenBytes_[static_cast<size_t>(id)] = static_cast<uint32_t>(bytes ? bytes->size() : token->size());
    }
    for (const int32_t id : fallbackSymbols_)
        if (options_.byteFallback && id >= 0) tokenBytes_[static_cast<size_t>(id)] = 1;
}

std::optional<int32_t> Bpe::wholeWord(std::string_view word) const {
    return options_.byteLevel ? wholeWords_.find(word) : vocabulary_.idOf(word);
}

int32_t Bpe::unknownId() const {
    if (const auto id = idOf(*options_.unknown)) return *id;
    throw Error(options_.file, "The text needs the unknown token '" + *options_.unknown + "', which is not in the vocabulary.",
                "Use a model whose tokenizer is complete.");
}

int32_t Bpe::symbolOf(std::string_view character, bool first, bool last, std::string& text) const {
    const auto byte = static_cast<unsigned char>(character[0]);
    const bool bare = (first || options_.prefix.empty()) && (!last || options_.suffix.empty());
    if (bare && (options_.byteLevel || byte < 0x80) && byteSymbols_[byte] >= 0) return byteSymbols_[byte];
    text = first ? "" : options_.prefix;
    text += options_.byteLevel ? alphabetText(byte) : character;
    if (last) text += options_.suffix;
    return idOf(text).value_or(-1);
}

bool Bpe::addFallback(std::string_view text, size_t begin, EncodedWord& symbols) const {
    const auto has = [&](char c) { return fallbackSymbols_[static_cast<unsigned char>(c)] >= 0; };
    if (!options_.byteFallback || !std::all_of(text.begin(), text.end(), has)) return false;
    for (size_t i = 0; i < text.size(); ++i)
        symbols.add(fallbackSymbols_[static_cast<unsigned char>(text[i])], begin + (options_.byteLevel ? 0 : i));
    return true;
}

void Bpe::split(std::string_view word, EncodedWord& symbols) const {
    if (!plain_) return splitAny(word, symbols);
    for (size_t i = 0; i < word.size(); ++i) symbols.add(byteSymbols_[static_cast<unsigned char>(word[i])], i);
}

void Bpe::splitAny(std::string_view word, EncodedWord& symbols) const {
    const CharacterScanner scanner(word);
    std::string text;
    bool pending = false;  // an unknown token not yet written
    size_t pendingAt = 0;
    const auto flush = [&] {
        if (pending) symbols.add(unknownId(), pendingAt);
        pending = false;
    };
    for (size_t at = 0, next; at < word.size(); at = next) {
        next = at + (options_.byteLevel ? 1 : scanner.at(at).bytes);
        const int32_t id = symbolOf(word.substr(at, next - at), at == 0, next == word.size(), text);
        if (id >= 0) {
            flush();
            symbols.add(id, at);
        } else if (!addFallback(text, at, symbols) && options_.unknown) {
            // Without an unknown token the character is dropped and its neighbours may merge.
            if (pending && options_.fuseUnknown) continue;
            flush();
            unknownId();
            pending = true;
            pendingAt = at;
        }
    }
    flush();
}

void Bpe::encodeWord(std::string_view word, EncodedWord& result) const {
    result.clear();
    if (options_.ignoreMerges)
        if (const auto id = wholeWord(word)) return result.add(*id, 0);
    split(word, result);
    result.ids.size() <= kLongestScanned ? mergeByScan(merges_, result) : mergeByHeap(merges_, result);
}

void Bpe::encode(std::string_view text, const std::vector<TextRange>& words, std::vector<int32_t>& ids, std::vector<uint32_t>* begins) const {
    if (!cuts_.active()) return WordModel::encode(text, words, ids, begins);
    std::vector<TextRange> parts;
    cuts_.cut(text, words, parts);
    WordModel::encode(text, parts, ids, begins);
}

}  // namespace luthier
