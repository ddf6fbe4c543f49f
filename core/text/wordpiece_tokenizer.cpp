// SPDX-License-Identifier: Apache-2.0
// vocab.txt of the BERT family as the tokenizer that Transformers 5.23 makes of it (tokenization_bert.py).
#include <algorithm>
#include <unordered_map>

#include "core/base/unicode.h"
#include "core/text/character_classes.h"
#include "core/text/section_reader.h"
#include "core/text/tokenizer_class.h"
#include "core/text/tokenizer_source.h"

namespace luthier {
namespace {

std::string_view withoutBlanksAtEnd(std::string_view line) {
    const CharacterScanner scanner(line);
    size_t end = line.size();
    for (ScannedCharacter c = scanner.before(end); c.is(kWhiteSpace); c = scanner.before(end)) end -= c.bytes;
    return line.substr(0, end);
}

/// One token a line, blanks at its end left out; its id is the line, of equal ones the last.
Json vocabularyOf(std::string_view content) {
    Json::Object tokens;
    std::unordered_map<std::string_view, size_t> places;
    int64_t id = 0;
    for (size_t at = 0; at < content.size(); ++id) {
        const size_t end = std::min(content.find('\n', at), content.size());
        const std::string_view token = withoutBlanksAtEnd(content.substr(at, end - at));
        const auto [place, fresh] = places.emplace(token, tokens.size());
        if (fresh) tokens.emplace_back(token, id);
        else tokens[place->second].second = id;
        at = end + 1;
    }
    return Json(std::move(tokens));
}

Json normalizerOf(const Json& config) {
    const Json* accents = config.find("strip_accents");
    return Json(Json::Object{{"type", "BertNormalizer"}, {"clean_text", true}, {"handle_chinese_chars", config.boolOr("tokenize_chinese_chars", true)},
                             {"strip_accents", accents && accents->isBool() ? *accents : Json()}, {"lowercase", config.boolOr("do_lower_case", true)}});
}

}  // namespace

TokenizerSource readVocabTxt(const ModelFiles& files, const std::string& content, const std::string& place) {
    if (const std::string name = tokenizerClass(files); name != "BertTokenizer") refuse(place, "a list of tokens in the manner of " + name);
    if (!isValidUtf8(content)) refuseBroken(place, "The file is not UTF-8.");
    const Json config = configFile(files, "tokenizer_config.json");
    TokenizerSource source;
    source.file = place;
    source.sections["normalizer"] = normalizerOf(config);
    source.sections["pre_tokenizer"] = Json(Json::Object{{"type", "BertPreTokenizer"}});
    source.sections["decoder"] = Json(Json::Object{{"type", "WordPiece"}, {"prefix", "##"}, {"cleanup", true}});
    source.sections["model"] = Json(Json::Object{{"type", "WordPiece"}, {"unk_token", tokenText(config.find("unk_token"), "[UNK]")},
                                                 {"continuing_subword_prefix", "##"}, {"max_input_chars_per_word", 100}, {"vocab", vocabularyOf(content)}});
    source.named = Json(Json::Object{{"unk_token", "[UNK]"}, {"sep_token", "[SEP]"}, {"pad_token", "[PAD]"}, {"cls_token", "[CLS]"}, {"mask_token", "[MASK]"}});
    source.around = {"cls_token", "sep_token"};
    return source;
}

}  // namespace luthier
