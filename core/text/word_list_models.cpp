// SPDX-License-Identifier: Apache-2.0
// The models that look words up in a list: WordPiece and WordLevel.
#include <algorithm>

#include "core/base/error.h"
#include "core/base/unicode.h"
#include "core/text/section_reader.h"
#include "core/text/token_model.h"

namespace luthier {
namespace {

/// What both share: a vocabulary, and a token for what is not in it.
class WordList : public TokenModel {
public:
    WordList(Vocabulary vocabulary, std::string unknown, std::string file)
        : vocabulary_(std::move(vocabulary)), unknown_(std::move(unknown)), file_(std::move(file)) {}

    std::optional<int32_t> idOf(std::string_view token) const override { return vocabulary_.idOf(token); }
    std::optional<std::string_view> tokenOf(int32_t id) const override { return vocabulary_.tokenOf(id); }
    int32_t size() const override { return vocabulary_.size(); }
    int32_t highestId() const override { return vocabulary_.highestId(); }

protected:
    int32_t unknownId() const {
        if (const auto id = idOf(unknown_)) return *id;
        throw Error(file_, "The text needs the unknown token '" + unknown_ + "', which is not in the vocabulary.", "Use a model whose tokenizer is complete.");
    }

private:
    Vocabulary vocabulary_;
    std::string unknown_, file_;
};

/// The longest beginning that is a token, then the longest of the rest with the prefix; a word with any other rest is one unknown token.
class WordPiece : public WordList {
public:
    WordPiece(Vocabulary vocabulary, std::string unknown, std::string file, std::string prefix, size_t longestWord)
        : WordList(std::move(vocabulary), std::move(unknown), std::move(file)), prefix_(std::move(prefix)), longestWord_(longestWord) {
        for (int32_t id = 0; id <= highestId(); ++id) longestToken_ = std::max(longestToken_, tokenOf(id).value_or("").size());
    }

    void encode(std::string_view text, const std::vector<TextRange>& words, std::vector<int32_t>& ids, std::vector<uint32_t>* begins) const override {
        std::string piece;
        for (const TextRange range : words) {
            const std::string_view word = text.substr(range.begin, range.end - range.begin);
            const size_t first = ids.size(), firstBegin = begins ? begins->size() : 0;
            if (word.size() > longestWord_ && codePointCount(word) > longestWord_) {
                add(unknownId(), range.begin, ids, begins);
                continue;
            }
            for (size_t at = 0; at < word.size();) {
                const auto [id, size] = longestAt(word, at, piece);
                if (id < 0) {
                    ids.resize(first);
                    if (begins) begins->resize(firstBegin);
                    add(unknownId(), range.begin, ids, begins);
                    break;
                }
                add(id, range.begin + static_cast<uint32_t>(at), ids, begins);
                at += size;
            }
        }
    }

private:
    static void add(int32_t id, uint32_t begin, std::vector<int32_t>& ids, std::vector<uint32_t>* begins) {
        ids.push_back(id);
        if (begins) begins->push_back(begin);
    }
    std::pair<int32_t, size_t> longestAt(std::string_view word, size_t at, std::string& piece) const {
        const size_t ahead = at > 0 ? prefix_.size() : 0;
        if (longestToken_ < ahead) return {-1, 0};
        size_t size = std::min(word.size() - at, longestToken_ - ahead);
        piece = at > 0 ? prefix_ : std::string();
        piece += word.substr(at, size);
        for (; size > 0; --size, piece.pop_back()) {
            const bool cutsCharacter = at + size < word.size() && (static_cast<unsigned char>(word[at + size]) & 0xC0) == 0x80;
            if (cutsCharacter) continue;
            if (const auto id = idOf(piece)) return {*id, size};
        }
        return {-1, 0};
    }

    std::string prefix_;
    size_t longestWord_, longestToken_ = 0;
};

class WordLevel : public WordList {
public:
    using WordList::WordList;
    void encode(std::string_view text, const std::vector<TextRange>& words, std::vector<int32_t>& ids, std::vector<uint32_t>* begins) const override {
        for (const TextRange range : words) {
            const auto id = idOf(text.substr(range.begin, range.end - range.begin));
            ids.push_back(id ? *id : unknownId());
            if (begins) begins->push_back(range.begin);
        }
    }
};

}  // namespace

std::unique_ptr<TokenModel> makeWordPiece(const Json& config, const std::string& file, bool) {
    const int64_t longest = config.integerOr("max_input_chars_per_word", 100);
    if (longest < 0) refuseBroken(file, "'max_input_chars_per_word' of the model WordPiece must be 0 or more.");
    return std::make_unique<WordPiece>(readVocabulary(config, file, "model WordPiece"), config.stringOr("unk_token", "[UNK]"), file,
                                       config.stringOr("continuing_subword_prefix", "##"), static_cast<size_t>(longest));
}

std::unique_ptr<TokenModel> makeWordLevel(const Json& config, const std::string& file, bool) {
    return std::make_unique<WordLevel>(readVocabulary(config, file, "model WordLevel"), config.stringOr("unk_token", "<unk>"), file);
}

}  // namespace luthier
