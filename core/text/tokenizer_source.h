// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/json.h"
#include "core/text/model_files.h"
#include "core/text/token_model.h"

namespace luthier {

/// What a model folder's tokenizer is made of, whichever file says it.
struct TokenizerSource {
    Json sections = Json::object();      ///< as those of tokenizer.json
    std::unique_ptr<TokenModel> model;   ///< set: instead of sections' "model"
    Json named = Json::object();         ///< bos_token and kin that this kind of file implies where tokenizer_config.json is silent
    /// Which named tokens stand around a text, instead of sections' "post_processor".
    struct Around {
        const char* before = nullptr;  ///< null: none
        const char* after = nullptr;
        bool asked = false;  ///< only where add_bos_token and add_eos_token of tokenizer_config.json say so
    };
    std::optional<Around> around;
    std::string file;                    ///< for errors
};

/// Reads tokenizer.json, or the file of an older form that the folder holds, converted as Transformers (5.23) does. Throws Error.
TokenizerSource tokenizerSource(const ModelFiles& files);

bool holdsTokenizer(const std::filesystem::path& folder);

/// A JSON file of the model; an empty object when there is none. Throws Error when it is no JSON object.
Json configFile(const ModelFiles& files, std::string_view name);

// Each form's reader, given the file's content and its place; a further form is one file, one line here and one entry in
// tokenizer_source.cpp.
TokenizerSource readTokenizerJson(const ModelFiles& files, const std::string& content, const std::string& place);
TokenizerSource readTokenizerModel(const ModelFiles& files, const std::string& content, const std::string& place);
TokenizerSource readTekken(const ModelFiles& files, const std::string& content, const std::string& place);
TokenizerSource readTiktoken(const ModelFiles& files, const std::string& content, const std::string& place);
TokenizerSource readVocabJson(const ModelFiles& files, const std::string& content, const std::string& place);
TokenizerSource readVocabTxt(const ModelFiles& files, const std::string& content, const std::string& place);

bool looksLikeTiktoken(std::string_view content);  ///< a file of that name can hold either form

/// A token as configuration files write it, a text or {"content": …}; fallback where it is neither.
std::string tokenText(const Json* value, std::string fallback);
/// extra_special_tokens, or the older additional_special_tokens.
std::vector<std::string> furtherTokenTexts(const Json& config);

}  // namespace luthier
