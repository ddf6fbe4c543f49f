// SPDX-License-Identifier: Apache-2.0
// The models that look words up in a list: WordPiece and WordLevel.
#include <optional>

#include "core/base/error.h"
#include "core/base/unicode.h"
#include "core/text/piece_trie.h"
#include "core/text/section_reader.h"
#include "core/text/word_model.h"

namespace luthier {
namespace {

[[noreturn]] void refuseUnknown(const std::string& unknown, const std::string& file) {
    throw Error(file, "The text needs the unknown token '" + unknown + "', which is not in the vocabulary.", "Use a model whose tokenizer is complete.");
}

/// The longest beginning that is a token, then the longest of the rest with the prefix; a word with any other rest is one unknown token.
class WordPiece : public WordModel {
public:
    WordPiece(Vocabulary vocabulary, std::string unknown, std::string file, std::string prefix, size_t longestWord)
        : vocabulary_(std::move(vocabulary)), unknown_(std::move(unknown)), file_(std::move(file)), prefix_(std::move(prefix)), longestWord_(longestWord) {
        for (int32_t id = 0; id <= highestId(); ++id) add(id);
    }
    std::optional<int32_t> idOf(std::string_view token) const override { return vocabulary_.idOf(token); }
    std::optional<std::string_view> tokenOf(int32_t id) const override { return vocabulary_.tokenOf(id); }
    int32_t size() const override { return vocabulary_.size(); }
    int32_t highestId() const override { return vocabulary_.highestId(); }

private:
    void add(int32_t id) {
        const std::string_view token = tokenOf(id).value_or("");
        const bool counts = idOf(token) == id, goesOn = token.starts_with(prefix_);
        if (counts) begins_.add(token, id);
        if (counts && goesOn) rests_.add(token.substr(prefix_.size()), id);
        tokenBytes_.push_back(token == unknown_ ? kUnmeasured : static_cast<uint32_t>(token.size() - (goesOn ? prefix_.size() : 0)));
    }

    void encodeWord(std::string_view word, EncodedWord& result) const override {
        result.clear();
        const bool tooLong = word.size() > longestWord_ && codePointCount(word) > longestWord_;
        for (size_t at = 0; at < word.size();) {
            const Found found = tooLong ? Found{} : longestAt(word, at);
            if (found.id < 0) {
                result.clear();
                return result.add(unknownId(), 0);
            }
            result.add(found.id, at);
            at = found.end;
        }
    }

    struct Found {
        int32_t id = -1;
        size_t end = 0;
    };
    Found longestAt(std::string_view word, size_t at) const {
        Found found;
        (at > 0 ? rests_ : begins_).each(word, at, [&](size_t end, int32_t id) {
            const bool cutsCharacter = end < word.size() && (static_cast<unsigned char>(word[end]) & 0xC0) == 0x80;
            if (!cutsCharacter) found = {id, end};
        });
        return found;
    }

    int32_t unknownId() const {
        if (const auto id = idOf(unknown_)) return *id;
        refuseUnknown(unknown_, file_);
    }

    Vocabulary vocabulary_;
    PieceTrie begins_, rests_;  ///< what a word can begin with, and what can follow, without the prefix
    std::string unknown_, file_, prefix_;
    size_t longestWord_;
};

class WordLevel : public TokenModel {
public:
    WordLevel(Vocabulary vocabulary, std::string unknown, std::string file)
        : vocabulary_(std::move(vocabulary)), unknown_(std::move(unknown)), file_(std::move(file)) {}

    std::optional<int32_t> idOf(std::string_view token) const override { return vocabulary_.idOf(token); }
    std::optional<std::string_view> tokenOf(int32_t id) const override { return vocabulary_.tokenOf(id); }
    int32_t size() const override { return vocabulary_.size(); }
    int32_t highestId() const override { return vocabulary_.highestId(); }

    void encode(std::string_view text, const std::vector<TextRange>& words, std::vector<int32_t>& ids, std::vector<uint32_t>* begins) const override {
        for (const TextRange range : words) {
            const auto id = idOf(text.substr(range.begin, range.end - range.begin));
            ids.push_back(id ? *id : unknownId());
            if (begins) begins->push_back(range.begin);
        }
    }

private:
    int32_t unknownId() const {
        if (const auto id = idOf(unknown_)) return *id;
        refuseUnknown(unknown_, file_);
    }

    Vocabulary vocabulary_;
    std::string unknown_, file_;
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
