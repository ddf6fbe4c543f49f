// SPDX-License-Identifier: Apache-2.0
#include "core/model/config_fields.h"

namespace luthier {
namespace {

void refuseSlidingWindow(ConfigFields& fields) {
    fields.onlyNeutral("use_sliding_window", false, "attention to a sliding window");
    const Json* types = fields.present("layer_types");
    if (!types) return;
    if (!types->isArray())
        return fields.fault("layer_types", "should be a list, found " + types->dump() + ".",
                            "Use the config.json of the model as published.");
    for (const Json& type : types->asArray()) {
        if (type == Json("full_attention")) continue;
        return fields.fault("layer_types", "names " + type.dump() + "; only \"full_attention\" can be run.",
                            "Choose a model with full attention.");
    }
}

}  // namespace

/// Defaults of Transformers 5.23, Qwen2Config. Query, key and value always have a bias, the output never.
Architecture qwen2Architecture() {
    return {"qwen2", "Qwen2, Qwen2.5", "Qwen2ForCausalLM", [](const Json& json, Problems& problems) {
                ConfigFields fields(json, problems);
                DecoderConfig config = readLlamaLike(fields, {151936, 4096, 22016, 32, 32, 32768, 32});
                config.qkvBias = true;
                refuseSlidingWindow(fields);
                fields.onlyNeutral("use_mrope", false, "rotation in several dimensions");
                return config;
            }, llamaLikeGgufNames()};
}

}  // namespace luthier
