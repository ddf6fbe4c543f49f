// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "core/text/added_tokens.h"
#include "core/text/model_files.h"

namespace luthier {

/// The tokens that a model's tokenizer_config.json (or, without its added_tokens_decoder, special_tokens_map.json) names and that
/// `known` lacks, in the order in which Transformers (5.23, tokenization_utils_tokenizers.py) adds them. Throws Error.
std::vector<AddedToken> configuredTokens(const ModelFiles& files, const AddedTokens& known);

}  // namespace luthier
