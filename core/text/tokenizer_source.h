// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <memory>
#include <string>

#include "core/base/json.h"
#include "core/text/model_files.h"
#include "core/text/token_model.h"

namespace luthier {

/// What a model folder's tokenizer is made of, whichever file says it.
struct TokenizerSource {
    Json sections = Json::object();      ///< as those of tokenizer.json
    std::unique_ptr<TokenModel> model;   ///< set: instead of sections' "model"
    Json named = Json::object();         ///< bos_token and kin that this kind of file implies where tokenizer_config.json is silent
    bool postProcessorByConfig = false;  ///< add_bos_token and add_eos_token of tokenizer_config.json say what is added
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

}  // namespace luthier
