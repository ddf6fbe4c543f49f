// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>
#include <cstring>
#include <string>

#include "core/text/gguf_metadata.h"

namespace luthier {
namespace {

struct Renamed {
    const char *gguf, *config;
};
/// After "FAMILY.".
constexpr std::array<Renamed, 9> kSizes{{{"context_length", "max_position_embeddings"},
                                         {"block_count", "num_hidden_layers"},
                                         {"feed_forward_length", "intermediate_size"},
                                         {"embedding_length", "hidden_size"},
                                         {"rope.freq_base", "rope_theta"},
                                         {"attention.head_count", "num_attention_heads"},
                                         {"attention.head_count_kv", "num_key_value_heads"},
                                         {"attention.layer_norm_rms_epsilon", "rms_norm_eps"},
                                         {"vocab_size", "vocab_size"}}};
constexpr std::array<Renamed, 4> kIds{{{"bos_token_id", "bos_token_id"},
                                       {"eos_token_id", "eos_token_id"},
                                       {"unknown_token_id", "unk_token_id"},
                                       {"padding_token_id", "pad_token_id"}}};

/// The number format of all matrices; float32 when they differ or are packed.
std::string formatOfMatrices(const GgufFile& file) {
    std::string common;
    for (const GgufFile::Tensor& tensor : file.tensors()) {
        if (tensor.shape.size() < 2) continue;
        const std::string name = tensor.type->name;
        const std::string format = name == "F16" ? "float16" : name == "BF16" ? "bfloat16" : "float32";
        if (!common.empty() && common != format) return "float32";
        common = format;
    }
    return common.empty() ? "float32" : common;
}

/// Positions stretched evenly, or as in YaRN; what belongs to one family alone its own file reads.
constexpr std::array<Renamed, 5> kStretching{{{"factor", "factor"},
                                              {"original_context_length", "original_max_position_embeddings"},
                                              {"yarn_attn_factor", "attention_factor"},
                                              {"yarn_beta_fast", "beta_fast"},
                                              {"yarn_beta_slow", "beta_slow"}}};

constexpr const char* kOldFactor = "rope.scale_linear";

/// Where files do not say how positions are stretched but by how much, llama.cpp takes it for evenly (src/llama-model.cpp).
std::string scalingOf(const GgufFile& file, const std::string& family) {
    const std::string kind = file.text(family + "rope.scaling.type");
    const Json* factor = file.find(family + "rope.scaling.factor");
    if (!factor) factor = file.find(family + kOldFactor);
    const bool stretched = factor && factor->isNumber() && factor->asNumber() != 0 && factor->asNumber() != 1;
    return kind.empty() && stretched ? "linear" : kind;
}

/// Rotation stretched as Llama 3.1's: llama.cpp keeps only the factors, the largest of which is the stretch; the rest is the same in all of them.
void writeRope(const GgufFile& file, const std::string& family, Json& config) {
    const std::string kind = scalingOf(file, family);
    const std::vector<float> factors = ggufRopeFactors(file);
    if (!kind.empty() && kind != "none") {
        config["rope_scaling"]["rope_type"] = kind;
        for (const auto& [gguf, own] : kStretching)
            if (const Json* value = file.find(family + "rope.scaling." + gguf)) config["rope_scaling"][own] = *value;
        if (const Json* value = file.find(family + kOldFactor); value && !config["rope_scaling"].find("factor")) config["rope_scaling"]["factor"] = *value;
    } else if (!factors.empty()) {
        config["rope_scaling"] = Json(Json::Object{{"rope_type", "llama3"},
                                                   {"factor", static_cast<double>(*std::max_element(factors.begin(), factors.end()))},
                                                   {"low_freq_factor", 1.0},
                                                   {"high_freq_factor", 4.0},
                                                   {"original_max_position_embeddings", 8192}});
    }
}

}  // namespace

std::vector<float> ggufRopeFactors(const GgufFile& file) {
    const GgufFile::Tensor* tensor = file.tensor("rope_freqs.weight");
    if (!tensor || std::string(tensor->type->name) != "F32") return {};
    std::vector<float> factors(tensor->bytes.size() / sizeof(float));
    std::memcpy(factors.data(), tensor->bytes.data(), tensor->bytes.size());
    return factors;
}

Json ggufConfig(const GgufFile& file) {
    const std::string name = file.text("general.architecture"), family = name + ".";
    Json config = Json::object();
    config["model_type"] = name;
    for (const auto& [gguf, own] : kSizes)
        if (const Json* value = file.find(family + gguf)) config[own] = *value;
    for (const auto& [gguf, own] : kIds)
        if (const Json* value = file.find(std::string("tokenizer.ggml.") + gguf)) config[own] = *value;
    const Json* tokens = file.find("tokenizer.ggml.tokens");
    if (tokens && !config.find("vocab_size")) config["vocab_size"] = static_cast<int64_t>(tokens->size());
    config["tie_word_embeddings"] = file.tensor("output.weight") == nullptr;
    config["attention_bias"] = file.tensor("blk.0.attn_q.bias") != nullptr;
    config["mlp_bias"] = file.tensor("blk.0.ffn_gate.bias") != nullptr;
    config["dtype"] = formatOfMatrices(file);
    if (const Json* width = file.find(family + "attention.key_length")) config["head_dim"] = *width;
    writeRope(file, family, config);
    return config;
}

}  // namespace luthier
