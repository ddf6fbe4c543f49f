// SPDX-License-Identifier: Apache-2.0
#include "core/model/config_fields.h"

namespace luthier {

/// Defaults of Transformers 5.23, LlamaConfig.
Architecture llamaArchitecture() {
    GgufNames gguf = llamaLikeGgufNames();
    gguf.pairedRows = true;
    return {"llama", "Llama 2 and 3, TinyLlama, SmolLM", "LlamaForCausalLM", [](const Json& json, Problems& problems) {
                ConfigFields fields(json, problems);
                DecoderConfig config = readLlamaLike(fields, {32000, 4096, 11008, 32, 32, 2048, std::nullopt});
                config.qkvBias = config.outputBias = fields.flag("attention_bias", false);
                config.mlpBias = fields.flag("mlp_bias", false);
                fields.onlyNeutral("pretraining_tp", 1, "products split as in tensor-parallel pretraining");
                return config;
            }, gguf};
}

}  // namespace luthier
