// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/json.h"
#include "core/base/problem.h"

namespace luthier {

/// Rotary position embedding (arXiv 2104.09864), and Llama 3's stretching of its long waves.
struct RopeSettings {
    enum class Kind { Default, Llama3 };
    Kind kind = Kind::Default;
    double theta = 10000;
    double factor = 1, lowFrequencyFactor = 1, highFrequencyFactor = 4;
    int64_t originalMaxPositions = 8192;

    /// One angle per position and pair of features. (headSize / 2)
    std::vector<double> inverseFrequencies(int64_t headSize) const;
};

/// Sizes and switches of a decoder-only transformer, read from config.json by its family.
struct DecoderConfig {
    std::string modelType;
    int64_t vocabulary = 0, hidden = 0, intermediate = 0, layers = 0, heads = 0, kvHeads = 0, headSize = 0;
    int64_t maxPositions = 0;
    double normEps = 1e-6;
    RopeSettings rope;
    bool tied = false;
    bool qkvBias = false, outputBias = false, mlpBias = false;
    double attentionDropout = 0;
    double initializerRange = 0.02;
    std::string weightFormat = "float32";  ///< "dtype" of config.json, for what is written with init: random
    std::vector<int64_t> eosIds;
    Json source;  ///< config.json as read; what is written again

    int64_t queryWidth() const { return heads * headSize; }
    int64_t kvWidth() const { return kvHeads * headSize; }
};

/// One tensor a checkpoint must hold.
struct TensorShape {
    std::string name;
    std::vector<int64_t> shape;
};
/// Every tensor of the published checkpoint, in file order of the reference; lm_head.weight only when it is not tied.
std::vector<TensorShape> expectedTensors(const DecoderConfig& config);
/// Module paths of all linear maps but the head: "model.layers.0.self_attn.q_proj", …
std::vector<std::string> linearModules(const DecoderConfig& config);
int64_t parameterCount(const DecoderConfig& config);

/// How llama.cpp writes a family's GGUF files: its names for what a layer holds ("attn_q" for "self_attn.q_proj"), and whether it orders the
/// rows of queries and keys by pairs. A family that has no such line cannot be opened from GGUF.
struct GgufNames {
    struct Pair {
        std::string_view gguf, published;
    };
    std::vector<Pair> model, layer;  ///< modules; ".weight" and ".bias" follow
    bool pairedRows = false;
};
/// The names that the Llama-like families share.
GgufNames llamaLikeGgufNames();

/// One family: how its config.json is read. One file in architectures/, one line in architectures.def.
struct Architecture {
    std::string modelType;   ///< config.json's model_type
    std::string label;       ///< "Llama 2/3, TinyLlama, SmolLM"
    std::string modelClass;  ///< "LlamaForCausalLM": what config.json's "architectures" names
    /// Anything in config.json that would change numbers and is not known becomes a Problem by name.
    DecoderConfig (*read)(const Json& config, Problems& problems);
    std::optional<GgufNames> gguf = std::nullopt;  ///< its files' general.architecture is modelType
};
const Architecture* architectureOf(std::string_view modelType);  ///< null when there is none
const std::vector<Architecture>& architectures();

struct ConfigRead {
    DecoderConfig config;
    Problems problems;  ///< unsupported family or switch, missing keys; where = file and key
};
/// Reads config.json of a model folder, or what a GGUF file says of itself. A missing file or broken JSON is a problem too.
ConfigRead readDecoderConfig(const std::filesystem::path& model);

}  // namespace luthier
