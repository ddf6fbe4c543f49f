// SPDX-License-Identifier: Apache-2.0
// A sentencepiece file as the tokenizer that Transformers 5.23 makes of it: convert_slow_tokenizer.py (SentencePieceExtractor,
// build_tokenizer_from_spm_proto), tokenization_llama.py, tokenization_gemma.py, and the choice between them in tokenization_auto.py.
#include <algorithm>

#include "core/base/base64.h"
#include "core/base/unicode.h"
#include "core/text/bpe.h"
#include "core/text/section_reader.h"
#include "core/text/sentencepiece_file.h"
#include "core/text/tokenizer_class.h"
#include "core/text/tokenizer_source.h"
#include "core/text/unigram.h"

namespace luthier {
namespace {

constexpr const char* kUnderline = "\u2581";

Json object(std::initializer_list<Json::Member> members) { return Json(Json::Object(members)); }
Json list(std::initializer_list<Json> items) { return Json(Json::Array(items)); }

Json blanksReplaced(const char* type, const char* from, const char* to) {
    return object({{"type", type}, {"pattern", object({{"String", from}})}, {"content", to}});
}

Json decoderOf(bool byteFallback, bool strips) {
    Json steps = list({blanksReplaced("Replace", kUnderline, " ")});
    if (byteFallback) {
        steps.push_back(object({{"type", "ByteFallback"}}));
        steps.push_back(object({{"type", "Fuse"}}));
    }
    if (strips) steps.push_back(object({{"type", "Strip"}, {"content", " "}, {"start", 1}, {"stop", 0}}));
    return object({{"type", "Sequence"}, {"decoders", steps}});
}

/// What differs between the classes of Transformers that read such a file.
struct Pipeline {
    Json normalizer, preTokenizer, decoder, named = Json::object();
    bool byteFallback = true;
    std::optional<std::string> unknown;  ///< without one, characters that the vocabulary lacks are dropped
    std::vector<ScoredPiece> unigram;    ///< empty: byte pair encoding
    int64_t unknownId = 0;               ///< of unigram
    TokenizerSource::Around around{"bos_token", "eos_token", true};
    std::vector<std::string> further;  ///< special tokens behind the file's own
};

std::vector<ScoredPiece> scoredPieces(const SentencePieceFile& file, size_t from = 0) {
    std::vector<ScoredPiece> pieces;
    for (size_t id = from; id < file.pieces.size(); ++id) pieces.push_back({file.pieces[id].text, file.pieces[id].score});
    return pieces;
}

/// Words at blanks, each with the mark before it: what T5 and XLM-R share.
Pipeline wordsPipeline(const SentencePieceFile& file, bool prefix) {
    const Json metaspace = object({{"type", "Metaspace"}, {"replacement", kUnderline}, {"prepend_scheme", prefix ? "always" : "never"}, {"split", true}});
    Pipeline pipeline;
    if (!file.charsmap.empty()) pipeline.normalizer = object({{"type", "Precompiled"}, {"precompiled_charsmap", base64Of(file.charsmap)}});
    pipeline.preTokenizer = object({{"type", "Sequence"}, {"pretokenizers", list({object({{"type", "WhitespaceSplit"}}), metaspace})}});
    pipeline.decoder = metaspace;
    pipeline.byteFallback = false;
    return pipeline;
}

constexpr int64_t kMostSentinels = 10000;  // published files have 100

Pipeline t5Pipeline(const SentencePieceFile& file, const Json& config) {
    Pipeline pipeline = wordsPipeline(file, true);
    pipeline.unigram = scoredPieces(file);
    pipeline.unknownId = 2;
    pipeline.named = object({{"eos_token", "</s>"}, {"unk_token", "<unk>"}, {"pad_token", "<pad>"}});
    pipeline.around = {nullptr, "eos_token"};
    for (int64_t i = std::min<int64_t>(config.integerOr("extra_ids", 100), kMostSentinels) - 1; i >= 0; --i) {
        pipeline.further.push_back("<extra_id_" + std::to_string(i) + ">");
        pipeline.unigram.push_back({pipeline.further.back(), 0});
    }
    return pipeline;
}

/// The first three pieces give way to four tokens in fairseq's order, and the mask comes last.
Pipeline xlmRobertaPipeline(const SentencePieceFile& file, const Json& config) {
    Pipeline pipeline = wordsPipeline(file, config.boolOr("add_prefix_space", true));
    pipeline.named = object({{"bos_token", "<s>"}, {"eos_token", "</s>"}, {"sep_token", "</s>"}, {"cls_token", "<s>"}, {"unk_token", "<unk>"}, {"pad_token", "<pad>"}, {"mask_token", "<mask>"}});
    const auto textOf = [&](const char* name) { return tokenText(config.find(name), pipeline.named.stringOr(name, "")); };
    for (const char* name : {"bos_token", "pad_token", "eos_token", "unk_token"}) pipeline.unigram.push_back({textOf(name), 0});
    for (ScoredPiece& piece : scoredPieces(file, 3)) pipeline.unigram.push_back(std::move(piece));
    pipeline.unigram.push_back({textOf("mask_token"), 0});
    pipeline.unknownId = 3;
    pipeline.around = {"bos_token", "eos_token"};
    return pipeline;
}

Pipeline llamaPipeline(const SentencePieceFile&, const Json& config) {
    const bool prefix = config.boolOr("add_prefix_space", true);
    const char* scheme = !prefix ? "never" : config.boolOr("legacy", false) ? "always" : "first";
    Pipeline pipeline;
    pipeline.preTokenizer = object({{"type", "Metaspace"}, {"replacement", kUnderline}, {"prepend_scheme", scheme}, {"split", false}});
    pipeline.decoder = decoderOf(true, prefix);
    pipeline.named = object({{"bos_token", "<s>"}, {"eos_token", "</s>"}, {"unk_token", "<unk>"}});
    return pipeline;
}

Pipeline gemmaPipeline(const SentencePieceFile&, const Json& config) {
    Pipeline pipeline;
    pipeline.normalizer = blanksReplaced("Replace", " ", kUnderline);
    pipeline.decoder = decoderOf(true, false);
    pipeline.named = object({{"bos_token", "<bos>"}, {"eos_token", "<eos>"}, {"unk_token", "<unk>"}, {"pad_token", "<pad>"}, {"mask_token", "<mask>"}});
    pipeline.unknown = tokenText(config.find("unk_token"), "<unk>");
    return pipeline;
}

Pipeline plainPipeline(const SentencePieceFile& file, const Json&) {
    Pipeline pipeline;
    Json steps = Json::array();
    if (!file.charsmap.empty()) steps.push_back(object({{"type", "Precompiled"}, {"precompiled_charsmap", base64Of(file.charsmap)}}));
    steps.push_back(blanksReplaced("Replace", " ", kUnderline));
    pipeline.normalizer = object({{"type", "Sequence"}, {"normalizers", steps}});
    pipeline.decoder = decoderOf(file.byteFallback, false);
    if (file.bosId >= 0) pipeline.named["bos_token"] = file.bosPiece;
    if (file.eosId >= 0) pipeline.named["eos_token"] = file.eosPiece;
    if (file.unknownId >= 0) pipeline.named["unk_token"] = file.unknownPiece;
    pipeline.byteFallback = file.byteFallback;
    pipeline.unknown = file.unknownPiece;
    if (file.algorithm != SentencePieceFile::Unigram) return pipeline;
    pipeline.unigram = scoredPieces(file);
    pipeline.unknownId = file.unknownId;
    return pipeline;
}

struct ClassOf {
    std::string_view name;
    Pipeline (*pipeline)(const SentencePieceFile&, const Json&);
};
/// A further class of Transformers is one entry here; classes that it does not know either fall to the plain pipeline.
constexpr ClassOf kClasses[] = {
    {"LlamaTokenizer", llamaPipeline},           {"GemmaTokenizer", gemmaPipeline}, {"T5Tokenizer", t5Pipeline},
    {"XLMRobertaTokenizer", xlmRobertaPipeline}, {"TokenizersBackend", plainPipeline},
};
/// Classes with pipelines of their own that are not read here: refused, not taken for plain ones.
constexpr std::string_view kOtherClasses[] = {"AlbertTokenizer", "BarthezTokenizer", "BigBirdTokenizer", "CamembertTokenizer", "CodeLlamaTokenizer", "CpmTokenizer",
                                              "DebertaV2Tokenizer", "MBart50Tokenizer", "MBartTokenizer", "NllbTokenizer", "PegasusTokenizer", "ReformerTokenizer",
                                              "RemBertTokenizer", "SeamlessM4TTokenizer", "UdopTokenizer", "XGLMTokenizer", "XLNetTokenizer", "CohereTokenizer"};

Pipeline pipelineOf(const SentencePieceFile& file, const std::string& place, const Json& config, const std::string& name) {
    for (const ClassOf& known : kClasses)
        if (known.name == name) return known.pipeline(file, config);
    if (std::find(std::begin(kOtherClasses), std::end(kOtherClasses), name) != std::end(kOtherClasses)) refuse(place, "a sentencepiece file in the manner of " + name);
    return plainPipeline(file, config);
}

// ---- the model ----------------------------------------------------------------------------------------------------------

/// Where the configuration gives a piece's id another text, it stands for that one (placeholders of the file).
void renamePieces(const Json& config, Vocabulary& vocabulary) {
    const Json* named = config.find("added_tokens_decoder");
    if (!named || !named->isObject()) return;
    for (const auto& [key, token] : named->asObject()) {
        const std::string text = token.isString() ? token.asString() : token.stringOr("content", "");
        const int32_t id = key.size() < 9 && !key.empty() && std::all_of(key.begin(), key.end(), [](char c) { return c >= '0' && c <= '9'; }) ? std::stoi(key) : -1;
        if (const auto now = vocabulary.tokenOf(id); now && *now != text && !text.empty() && !vocabulary.idOf(text)) vocabulary.rename(id, text);
    }
}

/// Every way to put a piece together from two others is a merge; earlier pieces first, then shorter left halves (generate_merges).
MergeTable mergesOf(const SentencePieceFile& file, const Vocabulary& vocabulary) {
    MergeTable merges;
    merges.reserve(file.pieces.size() * 2);
    uint32_t rank = 0;
    for (size_t id = 0; id < file.pieces.size(); ++id) {
        const std::string_view piece = file.pieces[id].text;
        if (*vocabulary.idOf(piece) != static_cast<int32_t>(id)) continue;  // a later piece of equal text counts
        for (size_t cut = 0; cut < piece.size();) {
            nextCodePoint(piece, cut);
            const auto left = vocabulary.idOf(piece.substr(0, cut)), right = cut < piece.size() ? vocabulary.idOf(piece.substr(cut)) : std::nullopt;
            if (left && right) merges.set(*left, *right, rank++, static_cast<int32_t>(id));
        }
    }
    return merges;
}

std::unique_ptr<TokenModel> bpeOf(const SentencePieceFile& file, const Pipeline& pipeline, const std::string& place, const Json& config) {
    Vocabulary vocabulary;
    vocabulary.reserve(file.pieces.size());
    for (size_t id = 0; id < file.pieces.size(); ++id) vocabulary.add(file.pieces[id].text, static_cast<int32_t>(id));
    MergeTable merges = mergesOf(file, vocabulary);
    renamePieces(config, vocabulary);
    BpeOptions options;
    options.file = place;
    options.fuseUnknown = true;
    options.byteFallback = pipeline.byteFallback;
    options.unknown = pipeline.unknown;
    return std::make_unique<Bpe>(std::move(vocabulary), std::move(merges), std::move(options));
}

std::unique_ptr<TokenModel> modelOf(const SentencePieceFile& file, const Pipeline& pipeline, const std::string& place, const Json& config) {
    if (pipeline.unigram.empty()) return bpeOf(file, pipeline, place, config);
    UnigramOptions options;
    options.file = place;
    options.byteFallback = pipeline.byteFallback;
    options.unknownId = pipeline.unknownId;
    return std::make_unique<Unigram>(pipeline.unigram, std::move(options));
}

/// Control pieces are special tokens, user-defined ones plain added tokens.
Json addedPieces(const SentencePieceFile& file, const std::vector<std::string>& further) {
    Json tokens = Json::array();
    for (const auto& piece : file.pieces) {
        if (piece.type != SentencePieceFile::Control && piece.type != SentencePieceFile::UserDefined) continue;
        tokens.push_back(object({{"content", piece.text}, {"normalized", false}, {"special", piece.type == SentencePieceFile::Control}}));
    }
    for (const std::string& text : further) tokens.push_back(object({{"content", text}, {"normalized", false}, {"special", true}}));
    return tokens;
}

}  // namespace

TokenizerSource readTokenizerModel(const ModelFiles& files, const std::string& content, const std::string& place) {
    if (looksLikeTiktoken(content)) return readTiktoken(files, content, place);
    TokenizerSource source;
    source.file = place;
    const SentencePieceFile file = SentencePieceFile::parse(content, place);
    if (file.algorithm != SentencePieceFile::Bpe && file.algorithm != SentencePieceFile::Unigram) refuse(place, "a sentencepiece file of whole words or characters");
    const Json config = configFile(files, "tokenizer_config.json");
    Pipeline pipeline = pipelineOf(file, place, config, tokenizerClass(files));
    source.model = modelOf(file, pipeline, place, config);
    source.sections["normalizer"] = std::move(pipeline.normalizer);
    source.sections["pre_tokenizer"] = std::move(pipeline.preTokenizer);
    source.sections["decoder"] = std::move(pipeline.decoder);
    source.named = std::move(pipeline.named);
    // The configuration's own list replaces that of the file, even an empty one.
    if (!config.find("extra_special_tokens") && !config.find("additional_special_tokens")) source.named["extra_special_tokens"] = addedPieces(file, pipeline.further);
    source.around = pipeline.around;
    return source;
}

}  // namespace luthier
