// SPDX-License-Identifier: Apache-2.0
#include "core/model/gguf_config.h"

#include <cmath>
#include <cstring>

#include "core/text/gguf_metadata.h"

namespace luthier {
namespace {

// llama.cpp's converter computes the factors in double from the same formula as Transformers does in float32.
constexpr double kFactorTolerance = 1e-5;

void refuse(ConfigRead& read, const std::string& key, const std::string& what, const std::string& mend) {
    read.problems.push_back(error("config.json: " + key, what, mend));
}

/// Factors by which the file divides the rotation's frequencies, against those of the settings read from them.
void checkRotation(const GgufFile& file, ConfigRead& read) {
    const std::vector<float> factors = ggufRopeFactors(file);
    if (factors.empty()) return;
    if (read.config.ropes.empty()) return;
    const RopeSettings& rope = read.config.ropes.front();
    RopeSettings plain = rope;
    plain.kind = RopeSettings::Kind::Default;
    const std::vector<double> stretched = rope.inverseFrequencies(read.config.headSize);
    const std::vector<double> usual = plain.inverseFrequencies(read.config.headSize);
    bool same = factors.size() == usual.size();
    for (size_t i = 0; same && i < factors.size(); ++i) same = std::abs(usual[i] / stretched[i] / factors[i] - 1) < kFactorTolerance;
    if (!same) {
        refuse(read, "rope_freqs.weight", "stretches the rotation in another way than Llama 3 does, which cannot be run.",
               "Choose a model without this kind of position scaling.");
    }
}

}  // namespace

GgufNames llamaLikeGgufNames() {
    return {{{"token_embd", "model.embed_tokens"}, {"output_norm", "model.norm"}, {"output", "lm_head"}},
            {{"attn_norm", "input_layernorm"},
             {"ffn_norm", "post_attention_layernorm"},
             {"attn_q", "self_attn.q_proj"},
             {"attn_k", "self_attn.k_proj"},
             {"attn_v", "self_attn.v_proj"},
             {"attn_output", "self_attn.o_proj"},
             {"attn_q_norm", "self_attn.q_norm"},
             {"attn_k_norm", "self_attn.k_norm"},
             {"ffn_gate", "mlp.gate_proj"},
             {"ffn_up", "mlp.up_proj"},
             {"ffn_down", "mlp.down_proj"}}};
}

void checkGguf(const GgufFile& file, ConfigRead& read) {
    const Architecture* family = architectureOf(read.config.modelType);
    if (!family || !family->gguf) {
        refuse(read, "general.architecture", "is \"" + read.config.modelType + "\", which cannot be opened from GGUF yet.",
               "Use the model's safetensors, or choose another model.");
        return;
    }
    const Json* parts = file.find("split.count");
    if (parts && parts->isInteger() && parts->asInteger() > 1)
        refuse(read, "split.count", "says that this is one of " + std::to_string(parts->asInteger()) + " files of a model that was cut up.",
               "Join them with llama.cpp's llama-gguf-split --merge, or get the model as one file.");
    checkRotation(file, read);
}

}  // namespace luthier
