// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <functional>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/base/json.h"
#include "core/base/problem.h"
#include "core/model/decoder_config.h"

namespace luthier {

/// Reads the members of a config.json, with every fault a Problem at "config.json: key". A key that is missing or null has its family's
/// default, as in Transformers. What was asked for is remembered: it is written out again, and the rest is known to be foreign.
class ConfigFields {
public:
    ConfigFields(const Json& config, Problems& problems) : config_(config), problems_(problems) {}

    /// A whole number from 1 to most.
    int64_t size(std::string_view key, std::optional<int64_t> fallback, int64_t most);
    double number(std::string_view key, double fallback, double least, double most);
    std::optional<double> number(std::string_view key, double least, double most);  ///< nothing when missing or null
    bool flag(std::string_view key, bool fallback);
    std::string text(std::string_view key, const std::string& fallback);
    Activation activation(std::string_view key, const std::string& fallback);
    double largestDropout(std::initializer_list<std::string_view> keys);
    /// One text a layer, each among `known`; nothing when missing.
    std::optional<std::vector<std::string>> perLayer(std::string_view key, int64_t layers, std::initializer_list<std::string_view> known);
    std::vector<double> numbers(std::string_view key, size_t count, double least, double most);
    /// A switch that would change numbers and that only its neutral value can be run with (missing and null are neutral too).
    void onlyNeutral(std::string_view key, const Json& neutral, const std::string& what);
    void refuse(std::string_view key, const std::string& what);  ///< a switch that is there and cannot be run
    void fault(std::string_view key, const std::string& what, const std::string& mend);
    const Json* present(std::string_view key) const;  ///< null pointer when missing or null
    /// From now on `other` is another name of `key`, which wins where both are there (Transformers' attribute_map). Both live as long as the reading.
    void alsoCalled(const char* key, const char* other) { otherNames_.emplace_back(key, other); }
    const Json& json() const { return config_; }
    const Json& spelled() const { return spelled_; }
    bool asked(std::string_view key) const { return spelled_.find(key) != nullptr; }
    Problems& problems() { return problems_; }

private:
    std::string_view nameOf(std::string_view key) const;  ///< under which the file has it

    const Json& config_;
    Problems& problems_;
    Json spelled_ = Json::object();
    std::vector<std::pair<std::string_view, std::string_view>> otherNames_;
};

/// Far beyond every published model, and small enough that no count of weights passes 64 bits.
constexpr int64_t kMostWidth = int64_t{1} << 20, kMostVocabulary = int64_t{1} << 24, kMostHeads = 4096, kMostHeadSize = 16384, kMostLayers = 4096;
constexpr int64_t kMostPositions = int64_t{1} << 32, kMostExperts = 4096;
constexpr const char* kAsPublished = "Use the config.json of the model as published.";

/// What config.json calls the sizes.
struct SizeKeys {
    const char *hidden = "hidden_size", *layers = "num_hidden_layers", *heads = "num_attention_heads", *kvHeads = "num_key_value_heads",
               *intermediate = "intermediate_size", *maxPositions = "max_position_embeddings", *headSize = "head_dim";
};
struct SizeDefaults {
    int64_t vocabulary, hidden, intermediate, layers, heads, maxPositions;
    std::optional<int64_t> kvHeads = {};   ///< nothing: as many as heads
    std::optional<int64_t> headSize = {};  ///< nothing: hidden / heads
    bool tied = false;
    int64_t paddingId = -1;  ///< "pad_token_id" where it is missing
};
/// Sizes, tied ends, eos, number format. A null key of SizeKeys is not asked for (kvHeads: as many as heads; intermediate: 4 hidden; maxPositions: no
/// limit; headSize: hidden / heads).
DecoderConfig readSizes(ConfigFields& fields, const SizeDefaults& defaults, const SizeKeys& keys = {});

struct RopeDefaults {
    double theta = 10000, partial = 1;
    bool mayBePartial = false;  ///< the family turns a part of each head where config.json says so; others would ignore it
    bool outside = true;        ///< "rope_theta" and "partial_rotary_factor" count beside the description too
    bool nested = false;        ///< one of several descriptions
    int64_t originalMaxPositions = 0;  ///< a default of the family's own, which wins over what the description says
};
/// RoPE in both spellings: "rope_scaling" (older files) wins over "rope_parameters" (Transformers 5), values inside over outside.
RopeSettings readRope(ConfigFields& fields, const DecoderConfig& config, const RopeDefaults& defaults = {});
/// A problem where the reference would turn half a pair of each head: it cannot, in the families whose attention cuts the heads itself.
void checkPairs(ConfigFields& fields, const DecoderConfig& config);
/// From one description; `key` is where it stands.
RopeSettings ropeFrom(ConfigFields& fields, const Json* described, const std::string& key, const DecoderConfig& config, const RopeDefaults& defaults);

/// Llama's layer, from which most others differ in a few points: separate q, k, v and o, norms before both halves, a gated product.
struct LlamaForm {
    NormPlan::Kind norm = NormPlan::Kind::Rms;
    double eps = 1e-6;
    bool normBias = false;
    Activation activation = Activation::Silu;
    bool qkvBias = false, outputBias = false, mlpBias = false;
};
/// Plans of all layers, and the norm after them.
void composeLlama(DecoderConfig& config, const LlamaForm& form);
/// The same plan for every layer; paths are `layers` and a number.
void repeatLayer(DecoderConfig& config, const LayerPlan& plan, const std::string& layers);
/// q, k and v as one map, without bias.
void fuseHeads(AttentionPlan& attention, const std::string& name, std::vector<int64_t> order);
/// Gemma's layer: Llama's with (1 + w) norms, and embeddings scaled by the root of their width.
void composeGemma(ConfigFields& fields, DecoderConfig& config, Activation activation);
/// Gemma 2's norms: before and after both halves.
void normAfterHalves(DecoderConfig& config);
/// The attention of "layer_types" (or `byRule` for each layer where the key is missing): true where it slides. A problem where it is no list of these.
std::vector<bool> slidingLayers(ConfigFields& fields, int64_t layers, const std::function<bool(int64_t layer)>& byRule);

/// "sliding_window": the default when missing, 0 when null.
int64_t slidingWindow(ConfigFields& fields, int64_t fallback);
/// Qwen's rule: with "use_sliding_window" the layers from "max_window_layers" on slide, unless "layer_types" says otherwise.
void slideUpperLayers(ConfigFields& fields, DecoderConfig& config, int64_t maxWindowLayers);

/// BERT's embeddings and layers under `base` ("bert"): learnt positions and token types, norms over the sums, attention to all tokens.
void composeBert(ConfigFields& fields, DecoderConfig& config, const std::string& base);
/// Its sizes, with defaults of BertConfig but for padding token and vocabulary.
DecoderConfig readBertSizes(ConfigFields& fields, int64_t paddingId, int64_t vocabulary = 30522);
/// RoBERTa: BERT's layers, positions that begin after the padding token's id, and a head of its own.
DecoderConfig readRoberta(ConfigFields& fields, int64_t vocabulary);

/// The class of Transformers that a config.json names first; null pointer where it names none.
const Json* namedClass(const Json& source);

/// Whether "is_causal" is false: Transformers then lets every token of a decoder see later ones too.
bool asksBothWays(const ConfigFields& fields);
/// Makes an encoder of a decoder: tokens see later ones too, of a window as many as before them, and nothing writes.
void seeBothWays(DecoderConfig& config);

NormPlan rmsNormPlan(std::string name, int64_t columns, double eps);
NormPlan layerNormPlan(std::string name, int64_t columns, double eps, bool bias = true);

/// How a map that gives queries, keys and values together orders its heads.
std::vector<int64_t> concatenatedHeads(int64_t heads, int64_t kvHeads);                    ///< all q, all k, all v
std::vector<int64_t> groupedHeads(int64_t heads, int64_t kvHeads);  ///< of each key head: its queries, its key, its value; none where kvHeads does not divide heads

}  // namespace luthier
