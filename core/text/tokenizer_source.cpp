// SPDX-License-Identifier: Apache-2.0
#include "core/text/tokenizer_source.h"

#include <algorithm>

#include "core/base/error.h"
#include "core/text/section_reader.h"

namespace luthier {
namespace {

struct Form {
    const char* file;
    TokenizerSource (*read)(const ModelFiles&, const std::string& content, const std::string& place);
};
/// In the order in which they count when a folder holds several.
constexpr Form kForms[] = {
    {"tokenizer.json", readTokenizerJson},           {"tekken.json", readTekken},           {"tokenizer.model", readTokenizerModel}, {"tiktoken.model", readTiktoken},
    {"sentencepiece.bpe.model", readTokenizerModel}, {"spiece.model", readTokenizerModel}, {"vocab.json", readVocabJson},           {"vocab.txt", readVocabTxt},
};

}  // namespace

Json configFile(const ModelFiles& files, std::string_view name) {
    const std::optional<std::string> text = files.read(name);
    if (!text) return Json::object();
    Json json = parsedJson(*text, files.placeOf(name));
    if (!json.isObject()) refuseBroken(files.placeOf(name), "The file must hold a JSON object.");
    return json;
}

TokenizerSource readTokenizerJson(const ModelFiles& files, const std::string& content, const std::string& place) {
    const Json config = configFile(files, "tokenizer_config.json");
    if (const Json* versions = config.find("fast_tokenizer_files"); versions && versions->isArray())
        for (const Json& name : versions->asArray())
            if (!(name == Json("tokenizer.json"))) refuse(place, "a file for each version of Transformers (fast_tokenizer_files)");
    TokenizerSource source;
    source.file = place;
    source.sections = parsedJson(content, place);
    return source;
}

std::string tokenText(const Json* value, std::string fallback) {
    if (!value) return fallback;
    return value->isString() ? value->asString() : value->stringOr("content", std::move(fallback));
}

std::vector<std::string> furtherTokenTexts(const Json& config) {
    const Json* list = config.find("extra_special_tokens");
    if (!list || list->size() == 0) list = config.find("additional_special_tokens");
    std::vector<std::string> texts;
    if (list && list->isArray())
        for (const Json& token : list->asArray()) texts.push_back(tokenText(&token, ""));
    if (list && list->isObject())
        for (const auto& [name, token] : list->asObject()) texts.push_back(name);
    std::erase(texts, "");
    return texts;
}

bool holdsTokenizer(const std::filesystem::path& folder) {
    return std::any_of(std::begin(kForms), std::end(kForms), [&](const Form& form) { return std::filesystem::exists(folder / form.file); });
}

TokenizerSource tokenizerSource(const ModelFiles& files) {
    std::string names;
    for (const Form& form : kForms) {
        if (const auto content = files.read(form.file)) return form.read(files, *content, files.placeOf(form.file));
        names += (names.empty() ? "" : ", ") + std::string(form.file);
    }
    throw Error(files.placeOf(kForms[0].file), "There is no tokenizer in this folder.", "Give the folder of a model that holds one of " + names + ".");
}

}  // namespace luthier
