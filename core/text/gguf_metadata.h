// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "core/base/gguf_file.h"
#include "core/base/json.h"

namespace luthier {

// What Transformers (5.23: modeling_gguf_pytorch_utils.py, integrations/gguf) makes of a GGUF file's metadata, in its own file forms.

/// config.json. Where Transformers drops what changes numbers (biases, rotation stretched as in Llama 3.1) it is kept.
Json ggufConfig(const GgufFile& file);
/// tokenizer.json, as the tokenizers library writes it. Throws Error that names the file for a tokenizer of a kind that cannot be told.
Json ggufTokenizer(const GgufFile& file);
/// tokenizer_config.json: bos_token and kin, chat_template.
Json ggufTokenizerConfig(const GgufFile& file);

/// By what the file divides each frequency of its rotation; empty when it does not say.
std::vector<float> ggufRopeFactors(const GgufFile& file);

}  // namespace luthier
