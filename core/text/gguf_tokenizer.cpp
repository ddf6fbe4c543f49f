// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "core/base/error.h"
#include "core/base/unicode.h"
#include "core/text/byte_alphabet.h"
#include "core/text/gguf_merges.h"
#include "core/text/gguf_metadata.h"

namespace luthier {
namespace {

constexpr std::string_view kPrefix = "tokenizer.ggml.";
constexpr int64_t kControl = 3, kUserDefined = 4;  // of token_type

constexpr const char* kLlama3Split =
    R"((?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}{1,3}| ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+)";
constexpr const char* kQwen2Split =
    R"((?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}| ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+)";
constexpr const char* kQwen35Split =
    R"((?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?[\p{L}\p{M}]+|\p{N}| ?[^\s\p{L}\p{M}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+)";
constexpr const char* kTekkenSplit =
    R"([^\r\n\p{L}\p{N}]?[\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}]*[\p{Ll}\p{Lm}\p{Lo}\p{M}]+)"
    R"(|[^\r\n\p{L}\p{N}]?[\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}]+[\p{Ll}\p{Lm}\p{Lo}\p{M}]*)"
    R"(|\p{N}| ?[^\s\p{L}\p{N}]+[\r\n/]*|\s*[\r\n]+|\s+(?!\S)|\s+)";
constexpr const char* kGpt4oSplit =
    R"([^\r\n\p{L}\p{N}]?[\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}]*[\p{Ll}\p{Lm}\p{Lo}\p{M}]+(?i:'s|'t|'re|'ve|'m|'ll|'d)?)"
    R"(|[^\r\n\p{L}\p{N}]?[\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}]+[\p{Ll}\p{Lm}\p{Lo}\p{M}]*(?i:'s|'t|'re|'ve|'m|'ll|'d)?)"
    R"(|\p{N}{1,3}| ?[^\s\p{L}\p{N}]+[\r\n/]*|\s*[\r\n]+|\s+(?!\S)|\s+)";

struct Split {
    std::string_view pre;
    const char* pattern;
};
/// tokenizer.ggml.pre -> how text is split before merging; every other name splits as GPT-2 does.
constexpr std::array<Split, 23> kSplits{{{"llama3", kLlama3Split},        {"llama-v3", kLlama3Split},  {"llama-bpe", kLlama3Split},
                                         {"falcon3", kLlama3Split},       {"falcon-h1", kLlama3Split}, {"pixtral", kLlama3Split},
                                         {"midm-2.0", kLlama3Split},      {"lfm2", kLlama3Split},      {"jina-v5-nano", kLlama3Split},
                                         {"dbrx", kLlama3Split},          {"smaug-bpe", kLlama3Split}, {"tekken", kTekkenSplit},
                                         {"qwen2", kQwen2Split},          {"deepseek-r1-qwen", kQwen2Split}, {"kormo", kQwen2Split},
                                         {"f2llmv2", kQwen2Split},        {"megrez", kQwen2Split},     {"qwen35", kQwen35Split},
                                         {"gpt-4o", kGpt4oSplit},         {"llama4", kGpt4oSplit},     {"kanana2", kGpt4oSplit},
                                         {"talkie", kGpt4oSplit},         {"minimax-m2", kGpt4oSplit}}};
/// How a file's vocabulary is spelled and read; of SentencePiece's, which files know alike, Transformers tells the family by general.architecture.
enum class Spelling { Bytes, Pieces, Phi3Pieces, GemmaPieces };
struct OwnPieces {
    std::string_view architecture;
    Spelling spelling;
};
constexpr std::array<OwnPieces, 4> kOwnPieces{
    {{"gemma", Spelling::GemmaPieces}, {"gemma2", Spelling::GemmaPieces}, {"gemma3", Spelling::GemmaPieces}, {"phi3", Spelling::Phi3Pieces}}};

[[noreturn]] void fault(const GgufFile& file, const std::string& what, const char* mend = "Fetch the file again, or use the model's safetensors.") {
    throw Error(textOf(file.path()), what, mend);
}

const Json* valueOf(const GgufFile& file, std::string_view key) { return file.find(std::string(kPrefix) + std::string(key)); }

std::vector<std::string> textsOf(const GgufFile& file, std::string_view key) {
    const Json* list = valueOf(file, key);
    if (!list || !list->isArray()) fault(file, "The tokenizer has no list " + std::string(kPrefix) + std::string(key) + ".");
    std::vector<std::string> texts;
    texts.reserve(list->size());
    for (const Json& item : list->asArray()) {
        if (!item.isString()) fault(file, std::string(kPrefix) + std::string(key) + " should hold texts, found " + item.dump() + ".");
        texts.push_back(item.asString());
    }
    return texts;
}

/// The kind of each token; empty when the file does not say.
std::vector<int64_t> kindsOf(const GgufFile& file) {
    std::vector<int64_t> kinds;
    if (const Json* list = valueOf(file, "token_type"); list && list->isArray())
        for (const Json& kind : list->asArray()) kinds.push_back(kind.isInteger() ? kind.asInteger() : 0);
    return kinds;
}

Spelling spellingOf(const GgufFile& file) {
    const std::string kind = file.text("tokenizer.ggml.model"), family = file.text("general.architecture");
    if (kind == "gpt2") return Spelling::Bytes;
    if (kind != "llama")
        fault(file, kind.empty() ? "The file holds no tokenizer." : "The tokenizer is of the kind \"" + kind + "\" of " + family + ", which cannot be used.",
              "Use the model's safetensors with their tokenizer.json.");
    for (const OwnPieces& own : kOwnPieces)
        if (own.architecture == family) return own.spelling;
    return Spelling::Pieces;
}

/// Gemma's tokens of several blanks are written as blanks.
std::string gemmaSpelling(const std::string& token) {
    const bool blank = token.find(' ') != std::string::npos && token.find_first_not_of(" \t\n\r\f\v") == std::string::npos;
    std::string spelled;
    for (size_t i = 0; blank && i < token.size(); ++i) spelled += "\u2581";
    return blank ? spelled : token;
}

std::string byteSpelling(const std::string& token) {
    if (alphabetBytes(token)) return token;
    std::string spelled;
    for (const char byte : token) appendUtf8(spelled, alphabetCharacter(static_cast<unsigned char>(byte)));
    return spelled;
}

/// Added tokens in the order in which Transformers adds them; ids as tokenizers gives them: the vocabulary's, else the next free one.
class AddedList {
public:
    explicit AddedList(const std::vector<std::string>& vocabulary) : next_(static_cast<int64_t>(vocabulary.size())) {
        for (size_t id = 0; id < vocabulary.size(); ++id) ids_[vocabulary[id]] = static_cast<int64_t>(id);
    }
    bool knows(const std::string& token) const { return ids_.contains(token); }
    void add(const std::string& token, bool special) {
        if (token.empty()) return;
        const auto [entry, fresh] = ids_.emplace(token, next_);
        next_ += fresh;
        Json::Object json{{"id", entry->second}, {"content", token}, {"single_word", false}, {"lstrip", false},
                          {"rstrip", false}, {"normalized", false}, {"special", special}};
        const auto place = places_.emplace(token, tokens_.size());
        if (place.second) tokens_.push_back(Json(std::move(json)));
        else tokens_[place.first->second] = Json(std::move(json));
    }
    Json take() {
        std::sort(tokens_.begin(), tokens_.end(), [](const Json& a, const Json& b) { return a.integerOr("id", 0) < b.integerOr("id", 0); });
        return Json(std::move(tokens_));
    }

private:
    std::unordered_map<std::string, int64_t> ids_;
    std::unordered_map<std::string, size_t> places_;
    Json::Array tokens_;
    int64_t next_;
};

Json byteLevel(bool prefix, bool regex) {
    return Json(Json::Object{{"type", "ByteLevel"}, {"add_prefix_space", prefix}, {"trim_offsets", true}, {"use_regex", regex}});
}

Json sequence(const char* list, Json::Array items) { return Json(Json::Object{{"type", "Sequence"}, {list, Json(std::move(items))}}); }

Json byteLevelSplit(const std::string& pre) {
    for (const Split& split : kSplits) {
        if (split.pre != pre) continue;
        const Json pattern(Json::Object{{"Regex", split.pattern}});
        return sequence("pretokenizers", {Json(Json::Object{{"type", "Split"}, {"pattern", pattern}, {"behavior", "Isolated"}, {"invert", false}}),
                                          byteLevel(false, false)});
    }
    return byteLevel(false, true);
}

Json vocabularyJson(const std::vector<std::string>& tokens) {
    Json::Object vocabulary;
    vocabulary.reserve(tokens.size());
    for (size_t id = 0; id < tokens.size(); ++id) vocabulary.emplace_back(tokens[id], static_cast<int64_t>(id));
    return Json(std::move(vocabulary));
}

Json bpeModel(const std::vector<std::string>& tokens, Json merges, Spelling spelling) {
    const bool sentencePiece = spelling != Spelling::Bytes;
    Json model(Json::Object{{"type", "BPE"}, {"dropout", nullptr}, {"unk_token", nullptr}, {"continuing_subword_prefix", nullptr}, {"end_of_word_suffix", nullptr},
                            {"fuse_unk", sentencePiece}, {"byte_fallback", sentencePiece}, {"ignore_merges", false}});
    if (!sentencePiece) model["continuing_subword_prefix"] = model["end_of_word_suffix"] = "";
    if (spelling == Spelling::GemmaPieces) model["unk_token"] = "<unk>";
    model["vocab"] = vocabularyJson(tokens);
    model["merges"] = std::move(merges);
    return model;
}

Json writtenMerges(const GgufFile& file) {
    Json::Array merges;
    for (const std::string& merge : textsOf(file, "merges")) {
        const size_t blank = merge.find(' ');
        if (blank == std::string::npos || merge.find(' ', blank + 1) != std::string::npos)
            fault(file, "The merge \"" + merge + "\" of the tokenizer is not a pair of tokens.");
        merges.push_back(Json(Json::Array{merge.substr(0, blank), merge.substr(blank + 1)}));
    }
    return Json(std::move(merges));
}

/// The file's own merges, else those that the order of its pieces implies: by score, of Gemma's by place.
Json sentencePieceMerges(const GgufFile& file, const std::vector<std::string>& tokens, Spelling spelling) {
    if (valueOf(file, "merges")) return writtenMerges(file);
    if (spelling == Spelling::GemmaPieces) {
        std::vector<double> places;
        for (size_t id = 0; id < tokens.size(); ++id) places.push_back(-static_cast<double>(id));
        return impliedMerges(tokens, places);
    }
    const Json* list = valueOf(file, "scores");
    if (!list || !list->isArray() || list->size() != tokens.size()) fault(file, "The tokenizer has neither merges nor a score for every token.");
    std::vector<double> scores;
    for (const Json& score : list->asArray()) scores.push_back(score.isNumber() ? score.asNumber() : 0);
    return impliedMerges(tokens, scores);
}

Json replaced(const char* what, const char* by) {
    return Json(Json::Object{{"type", "Replace"}, {"pattern", Json(Json::Object{{"String", what}})}, {"content", by}});
}

Json decoderOf(Spelling spelling) {
    if (spelling == Spelling::Bytes) return byteLevel(true, true);
    Json::Array steps{replaced("\u2581", " "), Json(Json::Object{{"type", "ByteFallback"}}), Json(Json::Object{{"type", "Fuse"}})};
    if (spelling != Spelling::GemmaPieces) steps.push_back(Json(Json::Object{{"type", "Strip"}, {"content", " "}, {"start", 1}, {"stop", 0}}));
    return sequence("decoders", std::move(steps));
}

Json normalizerOf(Spelling spelling) {
    if (spelling == Spelling::GemmaPieces) return replaced(" ", "\u2581");
    if (spelling != Spelling::Phi3Pieces) return {};
    return sequence("normalizers", {Json(Json::Object{{"type", "Prepend"}, {"prepend", "\u2581"}}), replaced(" ", "\u2581")});
}

/// A splitting rule that the file names holds for every vocabulary.
Json preTokenizerOf(Spelling spelling, const std::string& pre) {
    const bool known = std::any_of(kSplits.begin(), kSplits.end(), [&](const Split& split) { return split.pre == pre; });
    if (known || spelling == Spelling::Bytes) return byteLevelSplit(pre);
    if (spelling == Spelling::Phi3Pieces) return {};
    if (spelling == Spelling::Pieces) return Json(Json::Object{{"type", "Metaspace"}, {"replacement", "\u2581"}, {"prepend_scheme", "first"}, {"split", false}});
    return Json(Json::Object{{"type", "Split"}, {"pattern", Json(Json::Object{{"String", " "}})}, {"behavior", "MergedWithPrevious"}, {"invert", false}});
}

/// What the class that Transformers builds has of its own.
std::vector<const char*> ownTokens(Spelling spelling) {
    if (spelling == Spelling::Bytes) return {"<|endoftext|>"};
    if (spelling == Spelling::GemmaPieces) return {"<bos>", "<eos>", "<unk>", "<pad>", "<mask>"};
    return {"<s>", "</s>", "<unk>"};
}

Json element(const char* kind, const char* id, int type) {
    return Json(Json::Object{{kind, Json(Json::Object{{"id", id}, {"type_id", type}})}});
}

/// bos before and eos after each text, where the file says so.
Json template_(const std::string& bos, int64_t bosId, const std::string& eos, int64_t eosId) {
    Json::Array single, pair;
    Json special = Json::object();
    const auto name = [&](const std::string& token, int64_t id) {
        special[token] = Json(Json::Object{{"id", token}, {"ids", Json(Json::Array{id})}, {"tokens", Json(Json::Array{token})}});
    };
    const auto part = [&](const char* text, int type) {
        Json::Array parts;
        if (!bos.empty()) parts.push_back(element("SpecialToken", bos.c_str(), type));
        parts.push_back(element("Sequence", text, type));
        if (!eos.empty()) parts.push_back(element("SpecialToken", eos.c_str(), type));
        return parts;
    };
    single = pair = part("A", 0);
    for (Json& item : part("B", 1)) pair.push_back(std::move(item));
    if (!bos.empty()) name(bos, bosId);
    if (!eos.empty()) name(eos, eosId);
    return Json(Json::Object{{"type", "TemplateProcessing"}, {"single", Json(std::move(single))}, {"pair", Json(std::move(pair))}, {"special_tokens", special}});
}

/// The token that an id of the metadata names; nothing when the file does not say.
std::string named(const GgufFile& file, std::string_view key, const std::vector<std::string>& tokens) {
    const Json* id = valueOf(file, key);
    if (!id) return "";
    if (!id->isInteger() || id->asInteger() < 0 || id->asInteger() >= static_cast<int64_t>(tokens.size()))
        fault(file, std::string(kPrefix) + std::string(key) + " is " + id->dump() + ", which is no id of its " + std::to_string(tokens.size()) + " tokens.");
    return tokens[static_cast<size_t>(id->asInteger())];
}

constexpr std::array<std::pair<const char*, const char*>, 4> kNamed{
    {{"bos_token", "bos_token_id"}, {"eos_token", "eos_token_id"}, {"unk_token", "unknown_token_id"}, {"pad_token", "padding_token_id"}}};

Json addedTokens(const GgufFile& file, const std::vector<std::string>& written, const std::vector<std::string>& vocabulary, Spelling spelling) {
    AddedList added(vocabulary);
    for (const char* token : ownTokens(spelling)) added.add(token, true);
    const std::vector<int64_t> kinds = kindsOf(file);
    const auto each = [&](int64_t kind, const auto& add) {
        for (size_t id = 0; id < std::min(kinds.size(), written.size()); ++id)
            if (kinds[id] == kind) add(written[id]);
    };
    each(kControl, [&](const std::string& token) {
        if (spelling != Spelling::Bytes || alphabetBytes(token)) added.add(token, true);
    });
    each(kUserDefined, [&](const std::string& token) {
        if (added.knows(token)) added.add(token, false);
    });
    for (const auto& [name, key] : kNamed) added.add(named(file, key, written), true);
    return added.take();
}

Json postProcessor(const GgufFile& file, const std::vector<std::string>& tokens, bool bosByDefault) {
    const auto adds = [&](const char* key, bool fallback) {
        const Json* flag = valueOf(file, key);
        return flag && flag->isBool() ? flag->asBool() : fallback;
    };
    const std::string bos = adds("add_bos_token", bosByDefault) ? named(file, "bos_token_id", tokens) : "";
    const std::string eos = adds("add_eos_token", false) ? named(file, "eos_token_id", tokens) : "";
    const auto id = [&](const char* key) {
        const Json* value = valueOf(file, key);
        return value ? value->asInteger() : 0;
    };
    return template_(bos, bos.empty() ? 0 : id("bos_token_id"), eos, eos.empty() ? 0 : id("eos_token_id"));
}

}  // namespace

Json ggufTokenizer(const GgufFile& file) {
    const Spelling spelling = spellingOf(file);
    const bool bytes = spelling == Spelling::Bytes;
    const std::vector<std::string> written = textsOf(file, "tokens");
    if (written.empty()) fault(file, "The tokenizer has no tokens.");
    std::vector<std::string> tokens = written;
    if (bytes || spelling == Spelling::GemmaPieces) std::transform(written.begin(), written.end(), tokens.begin(), bytes ? byteSpelling : gemmaSpelling);
    Json json(Json::Object{{"version", "1.0"}, {"truncation", nullptr}, {"padding", nullptr}});
    json["added_tokens"] = addedTokens(file, written, tokens, spelling);
    json["normalizer"] = normalizerOf(spelling);
    json["pre_tokenizer"] = preTokenizerOf(spelling, file.text("tokenizer.ggml.pre"));
    json["post_processor"] = postProcessor(file, written, !bytes);
    json["decoder"] = decoderOf(spelling);
    json["model"] = bpeModel(tokens, bytes ? writtenMerges(file) : sentencePieceMerges(file, tokens, spelling), spelling);
    return json;
}

Json ggufTokenizerConfig(const GgufFile& file) {
    const std::vector<std::string> tokens = textsOf(file, "tokens");
    Json config = Json::object();
    for (const auto& [name, key] : kNamed)
        if (const std::string token = named(file, key, tokens); !token.empty()) config[name] = token;
    if (const std::string text = file.text("tokenizer.chat_template"); !text.empty()) config["chat_template"] = text;
    return config;
}

}  // namespace luthier
