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
#include "core/model/gguf_form.h"
#include "core/model/layer_plan.h"
#include "core/model/rope_config.h"

namespace luthier {

/// Scores fall with distance instead of turned queries and keys (arXiv 2108.12409).
struct AlibiPlan {
    bool present = false;
    bool roundedToBFloat16 = false;  ///< Falcon's biases are
    double factor = 1;
    /// What is added to the scores of a key at each position, head by head. (heads, positions)
    std::vector<float> biases(int64_t heads, int64_t positions) const;
};

/// A head that answers a whole text with labels, in the place of the one that writes on: asked for (what the data needs), or found.
struct TaskHead {
    int64_t classes = 0;              ///< numbers it answers with; 0: the model writes
    std::vector<std::string> labels;  ///< of the classes, by their ids
    std::string problemType;          ///< Transformers' word: single_label_classification, multi_label_classification, regression
    uint64_t seed = 0;                ///< that a new one is drawn from
    bool fresh = false;               ///< asked for: a new one even where the checkpoint has one
    bool own = false;                 ///< found: the checkpoint holds it
    std::vector<std::string> drawn = {};  ///< found when weights are loaded: modules before the last map that no file holds
};

/// How new weights are drawn, as the family's _init_weights does it: normal numbers around 0, norms 1 (or 0 where 1 is added), biases 0.
struct InitialPlan {
    double range = 0.02;      ///< standard deviation
    double outwardRange = 0;  ///< of the maps out of attention and MLP; 0: the same
    double cutoff = 0;        ///< no number is further out than so many standard deviations; 0: any may be
    bool sinusoidalPositions = false;  ///< learnt positions begin as waves (arXiv 1706.03762, 3.5; sine and cosine take turns)
    bool paddingZero = true;  ///< the row of the padding token is 0, and that of the last place before the first position
};

/// Sizes and composition of a decoder-only transformer, or of an encoder, read from config.json by its family.
struct DecoderConfig {
    std::string modelType;
    int64_t vocabulary = 0, hidden = 0, intermediate = 0, layers = 0, heads = 0, kvHeads = 0, headSize = 0;
    int64_t maxPositions = 0;
    bool tied = false;
    double modelDropout = 0;               ///< the largest of the base model's own dropout rates
    InitialPlan initial;
    std::string weightFormat = "float32";  ///< "dtype" of config.json, for what is written with init: random
    std::vector<int64_t> eosIds;
    Json source;   ///< config.json as read; what is written again
    Json spelled;  ///< every key that was asked for with the value it has, defaults included

    std::string base = "model";            ///< module of everything but the head; weights saved without a head lack it
    std::string embedding = "model.embed_tokens", head = "lm_head";  ///< no head: nothing answers (an encoder that was asked for none)
    int64_t paddingId = -1;                ///< the token whose embedding learns nothing from where it is read; -1: none
    std::string publishedHead;             ///< what files call the head where its module is called otherwise
    std::string positionEmbedding;         ///< learnt positions; empty: none
    int64_t positionOffset = 0;            ///< the row of the first position; maxPositions more follow
    std::string typeEmbedding;             ///< of token types, of which only the first occurs; empty: none
    int64_t tokenTypes = 0;
    NormPlan embeddingNorm, finalNorm;     ///< names are whole paths
    bool headBias = false;
    double embeddingScale = 1;
    double logitScale = 1, logitCap = 0;   ///< logits are multiplied, then become cap tanh(logit / cap)
    TaskHead task;                         ///< classes: the head is labelHead's last map, and nothing writes
    LabelHeadPlan labelHead;               ///< what config.task is answered with
    std::string writingHead;               ///< what files call the head that this stands in for
    bool ownHead = false;                  ///< found when weights are loaded: config.json calls the ends tied, the file holds two that differ
    std::vector<std::string> leftOut;      ///< parts of the names of tensors that files may hold and this model has no use for
    std::vector<RopeSettings> ropes;
    AlibiPlan alibi;
    std::vector<LayerPlan> plans;          ///< one a layer

    bool isEncoder() const { return writingHead.empty() && (head.empty() || task.classes > 0); }
    int64_t headRows() const { return task.classes > 0 ? task.classes : vocabulary; }
    int64_t queryWidth() const { return heads * headSize; }
    int64_t kvWidth() const { return kvHeads * headSize; }
};

/// One tensor a checkpoint must hold.
struct TensorShape {
    enum class Role { Matrix, Norm, NormFromZero, Bias };
    std::string name;
    std::vector<int64_t> shape;
    Role role = Role::Matrix;
    bool outward = false;  ///< a map out of attention or MLP

    int64_t numbers() const;  ///< that it holds
};
/// Every tensor of the published checkpoint, in file order of the reference; the head's weight only when it is not tied.
std::vector<TensorShape> expectedTensors(const DecoderConfig& config);
/// What files call a tensor; its module's path and "weight" or "bias" but for a few heads.
std::string publishedName(const DecoderConfig& config, const std::string& name);
/// Those of one layer.
std::vector<TensorShape> layerTensors(const LayerPlan& layer);

/// One module of the reference's tree.
struct Module {
    std::string path;
    const LinearPlan* map = nullptr;  ///< of a linear map inside a layer
    bool adaptable = false;           ///< a linear map or an embedding: can carry an adapter
};
/// In the reference's order, the head last.
std::vector<Module> modulesOf(const DecoderConfig& config);
/// Module paths of all linear maps but the head: "model.layers.0.self_attn.q_proj", …
std::vector<std::string> linearModules(const DecoderConfig& config);
int64_t parameterCount(const DecoderConfig& config);
/// Weights that one token is multiplied with on its way, embedding and head aside.
int64_t productsPerToken(const DecoderConfig& config);

class ConfigFields;

/// One family: how its config.json is read. One file in architectures/, one line in architectures.def.
struct Architecture {
    std::string modelType;   ///< config.json's model_type
    std::string label;       ///< "Llama 2/3, TinyLlama, SmolLM"
    std::string modelClass;  ///< "LlamaForCausalLM": what config.json's "architectures" names
    std::string classifierClass;  ///< "LlamaForSequenceClassification"; empty where Transformers has none
    /// Anything in config.json that would change numbers and is not known becomes a Problem by name.
    DecoderConfig (*read)(ConfigFields& fields);
    std::optional<GgufFamily> gguf = std::nullopt;  ///< nothing: it cannot be opened from GGUF
};
const Architecture* architectureOf(std::string_view modelType);  ///< null when there is none
const Architecture* architectureOf(const GgufFile& file);         ///< null when there is none
const std::vector<Architecture>& architectures();
std::string familyClassifier(const std::string& modelType);  ///< its classifierClass

struct ConfigRead {
    DecoderConfig config;
    Problems problems;  ///< unsupported family or switch, missing keys; where = file and key
};
/// Reads config.json of a model folder, or what a GGUF file says of itself. A missing file or broken JSON is a problem too.
/// `head`: the one asked for. A checkpoint that has one of its own keeps it unless another one is asked for (fresh); it then tells its labels in config.task, whatever
/// was asked.
ConfigRead readDecoderConfig(const std::filesystem::path& model, const TaskHead& head = {});
/// The same from the JSON itself; where = "config.json: key".
ConfigRead readDecoderConfig(const Json& json, const TaskHead& head = {});
/// Puts the head in (task_config.cpp).
void putTask(const TaskHead& asked, ConfigRead& read);
/// Whether a tensor is the last map of a head that no file holds: it is drawn from task.seed as Transformers' _init_weights does.
bool isDrawn(const DecoderConfig& config, const std::string& tensor);
/// Whether a tensor comes before it: it is drawn too where the file lacks it.
bool mayBeDrawn(const DecoderConfig& config, const std::string& tensor);

}  // namespace luthier
