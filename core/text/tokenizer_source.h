// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <memory>
#include <string>

#include "core/base/json.h"
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
TokenizerSource tokenizerSource(const std::filesystem::path& folder);

bool holdsTokenizer(const std::filesystem::path& folder);

/// A JSON file of the folder; an empty object when there is none. Throws Error when it is no JSON object.
Json configFile(const std::filesystem::path& file);

// Each form's reader; a further form is one file, one line here and one entry in tokenizer_source.cpp. `file` exists.
TokenizerSource readTokenizerJson(const std::filesystem::path& file);
TokenizerSource readTokenizerModel(const std::filesystem::path& file);

}  // namespace luthier
