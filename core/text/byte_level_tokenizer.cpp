// SPDX-License-Identifier: Apache-2.0
// vocab.json and merges.txt of byte-level BPE as the tokenizer that Transformers 5.23 makes of them: tokenization_gpt2.py, tokenization_roberta.py,
// tokenization_qwen2.py, tokenization_gpt_neox.py.
#include <algorithm>
#include <string_view>
#include <vector>

#include "core/text/section_reader.h"
#include "core/text/tokenizer_class.h"
#include "core/text/tokenizer_source.h"

namespace luthier {
namespace {

// PRETOKENIZE_REGEX of tokenization_qwen2.py.
constexpr const char* kQwen2Split =
    R"((?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}| ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+)";

Json byteLevel(bool prefix, bool regex) {
    return Json(Json::Object{{"type", "ByteLevel"}, {"add_prefix_space", prefix}, {"trim_offsets", true}, {"use_regex", regex}});
}

Json gpt2Split(bool prefix) { return byteLevel(prefix, true); }

Json qwen2Split(bool prefix) {
    Json split(Json::Object{{"type", "Split"}, {"pattern", Json(Json::Object{{"Regex", kQwen2Split}})}, {"behavior", "Isolated"}, {"invert", false}});
    return Json(Json::Object{{"type", "Sequence"}, {"pretokenizers", Json(Json::Array{std::move(split), byteLevel(prefix, false)})}});
}

struct NamedToken {
    const char *name, *text;
};

/// What differs between the classes of Transformers that read such files.
struct ByteLevelClass {
    std::string_view name;
    bool composes;  ///< NFC first
    Json (*split)(bool prefix);
    std::vector<NamedToken> named;
    TokenizerSource::Around around;
};

/// A further class of Transformers is one entry here.
const std::vector<ByteLevelClass>& classes() {
    static const char* const end = "<|endoftext|>";
    static const TokenizerSource::Around asked{"bos_token", "eos_token", true};
    static const std::vector<ByteLevelClass> known{
        {"GPT2Tokenizer", false, gpt2Split, {{"unk_token", end}, {"bos_token", end}, {"eos_token", end}}, asked},
        {"GPTNeoXTokenizer", true, gpt2Split, {{"unk_token", end}, {"bos_token", end}, {"eos_token", end}, {"pad_token", "<|padding|>"}}, asked},
        {"Qwen2Tokenizer", true, qwen2Split, {{"unk_token", end}, {"eos_token", end}, {"pad_token", end}}, asked},
        {"RobertaTokenizer", false, gpt2Split,
         {{"bos_token", "<s>"}, {"eos_token", "</s>"}, {"unk_token", "<unk>"}, {"sep_token", "</s>"}, {"pad_token", "<pad>"}, {"cls_token", "<s>"}, {"mask_token", "<mask>"}},
         {"cls_token", "sep_token"}},
    };
    return known;
}

Json mergesOf(const std::string& text) {
    Json::Array merges;
    for (size_t at = 0; at < text.size();) {
        const size_t end = std::min(text.find('\n', at), text.size());
        std::string_view line = std::string_view(text).substr(at, end - at);
        if (line.ends_with('\r')) line.remove_suffix(1);
        if (!line.starts_with("#version")) merges.push_back(line);
        at = end + 1;
    }
    return Json(std::move(merges));
}

}  // namespace

TokenizerSource readVocabJson(const ModelFiles& files, const std::string& content, const std::string& place) {
    const std::string name = tokenizerClass(files);
    const auto known = std::find_if(classes().begin(), classes().end(), [&](const ByteLevelClass& each) { return each.name == name; });
    if (known == classes().end()) refuse(place, "vocab.json in the manner of " + name);
    const auto merges = files.read("merges.txt");
    if (!merges) refuseBroken(place, "There is no merges.txt beside it.");
    const Json config = configFile(files, "tokenizer_config.json");
    TokenizerSource source;
    source.file = place;
    if (known->composes) source.sections["normalizer"] = Json(Json::Object{{"type", "NFC"}});
    source.sections["pre_tokenizer"] = known->split(config.boolOr("add_prefix_space", false));
    source.sections["decoder"] = byteLevel(true, true);
    source.sections["model"] = Json(Json::Object{{"type", "BPE"}, {"vocab", parsedJson(content, place)}, {"merges", mergesOf(*merges)}});
    for (const NamedToken& token : known->named) source.named[token.name] = token.text;
    source.around = known->around;
    return source;
}

}  // namespace luthier
