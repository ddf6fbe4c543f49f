// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/base/json.h"
#include "core/text/added_tokens.h"
#include "core/text/model_files.h"
#include "core/text/tokenizer_source.h"

namespace luthier {

struct ConfiguredTokens {
    std::vector<AddedToken> added;             ///< in the order in which Transformers adds them; equal to known ones among them
    std::optional<std::string> before, after;  ///< what stands around a text
    bool splitSpecials = false;                ///< special tokens in a text are text
};

struct TokenAtId {
    int64_t id = 0;
    AddedToken token;
};

/// What a model's tokenizer_config.json (or, without its added_tokens_decoder, special_tokens_map.json and added_tokens.json) says
/// about tokens (Transformers 5.23, tokenization_utils_base.py and tokenization_utils_tokenizers.py). `implied`: names that hold where the
/// configuration is silent. `known`: what the tokenizer holds by now, `ofFile`: the added tokens of a tokenizer.json as it says. Throws Error.
ConfiguredTokens configuredTokens(const ModelFiles& files, const Json& implied, const std::optional<TokenizerSource::Around>& around, const AddedTokens& known,
                                  const std::vector<TokenAtId>& ofFile);

}  // namespace luthier
