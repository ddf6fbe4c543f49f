// SPDX-License-Identifier: Apache-2.0
// What a composition says about its checkpoint: names and shapes of tensors, paths of modules, counts.
#include <algorithm>
#include <bit>
#include <cmath>
#include <numeric>

#include "core/model/decoder_config.h"

namespace luthier {
namespace {

using Role = TensorShape::Role;

void addLinear(const std::string& parent, const LinearPlan& map, std::vector<TensorShape>& all, bool outward = false) {
    if (!map.present()) return;
    all.push_back({parent + map.name + ".weight", map.inOut ? std::vector{map.in, map.out} : std::vector{map.out, map.in}, Role::Matrix, outward});
    if (map.bias) all.push_back({parent + map.name + ".bias", {map.out}, Role::Bias});
}

void addNorm(const std::string& parent, const NormPlan& norm, std::vector<TensorShape>& all) {
    if (!norm.present()) return;
    const Role role = norm.kind == NormPlan::Kind::RmsOnePlus ? Role::NormFromZero : Role::Norm;
    if (norm.apart) {
        for (int64_t row = 0; row < norm.shape[0]; ++row)
            all.push_back({parent + norm.name + ".norms." + std::to_string(row) + ".weight", {norm.columns()}, role});
        return;
    }
    all.push_back({parent + norm.name + ".weight", norm.shape, role});
    if (norm.bias) all.push_back({parent + norm.name + ".bias", norm.shape, Role::Bias});
}

void addExperts(const std::string& parent, const LayerPlan& layer, std::vector<TensorShape>& all) {
    const ExpertsPlan& experts = layer.mlp.experts;
    const int64_t width = layer.attention.o.out;
    all.push_back({parent + experts.router + ".weight", {experts.count, width}});
    for (int64_t expert = 0; expert < experts.count; ++expert) {
        const std::string at = parent + experts.prefix + "." + std::to_string(expert) + ".";
        all.push_back({at + experts.gate + ".weight", {experts.intermediate, width}});
        all.push_back({at + experts.up + ".weight", {experts.intermediate, width}});
        all.push_back({at + experts.down + ".weight", {width, experts.intermediate}});
    }
}

std::vector<const LinearPlan*> attentionMaps(const AttentionPlan& plan) { return {&plan.q, &plan.k, &plan.v, &plan.fused, &plan.o}; }
std::vector<const LinearPlan*> mlpMaps(const MlpPlan& plan) { return {&plan.gate, &plan.gateUp, &plan.up, &plan.down}; }
std::vector<const NormPlan*> layerNorms(const LayerPlan& plan) {
    return {&plan.preAttention, &plan.postAttention, &plan.preMlp, &plan.postMlp};
}

void addMaps(const std::string& parent, const std::vector<const LinearPlan*>& maps, bool adaptable, std::vector<Module>& all) {
    all.push_back({parent});
    for (const LinearPlan* map : maps)
        if (map->present()) all.push_back({parent + "." + map->name, map, adaptable});
}

void addNorms(const std::string& parent, const std::vector<const NormPlan*>& norms, std::vector<Module>& all) {
    for (const NormPlan* norm : norms) {
        if (!norm->present()) continue;
        all.push_back({parent + norm->name});
        for (int64_t row = 0; norm->apart && row < norm->shape[0]; ++row) all.push_back({parent + norm->name + ".norms." + std::to_string(row)});
    }
}

/// PEFT takes names such as gate_proj for the stacked experts wherever a model has experts, so plain products beside them get no adapter either.
bool hasExperts(const DecoderConfig& config) {
    return std::any_of(config.plans.begin(), config.plans.end(), [](const LayerPlan& layer) { return layer.mlp.experts.count > 0; });
}

void addLayerModules(const LayerPlan& layer, bool experts, std::vector<Module>& all) {
    const std::string attention = layer.inside(layer.attention.name), mlp = layer.inside(layer.mlp.name);
    all.push_back({layer.path});
    addMaps(attention, attentionMaps(layer.attention), true, all);
    addNorms(attention + ".", {&layer.attention.qNorm, &layer.attention.kNorm}, all);
    addMaps(mlp, mlpMaps(layer.mlp), !experts, all);
    if (layer.mlp.experts.count > 0) {
        all.push_back({mlp + "." + layer.mlp.experts.router});
        all.push_back({mlp + "." + layer.mlp.experts.prefix});
    } else {
        all.push_back({mlp + ".act_fn"});
    }
    addNorms(layer.path + ".", layerNorms(layer), all);
}

int64_t productsOf(const std::vector<const LinearPlan*>& maps) {
    int64_t count = 0;
    for (const LinearPlan* map : maps) count += map->out * map->in;
    return count;
}

/// 2^(-8/n), 2^(-16/n), … for n a power of two; for others those of the next smaller one, then every second of the next larger one.
std::vector<float> alibiSlopes(int64_t heads) {
    const auto power = static_cast<int64_t>(std::bit_floor(static_cast<uint64_t>(heads)));
    const auto baseOf = [](int64_t n) { return static_cast<float>(std::pow(2.0, -std::pow(2.0, -(std::log2(static_cast<double>(n)) - 3)))); };
    std::vector<float> slopes;
    for (int64_t i = 1; i <= power; ++i) slopes.push_back(std::pow(baseOf(power), static_cast<float>(i)));
    for (int64_t i = 1; static_cast<int64_t>(slopes.size()) < heads; i += 2) slopes.push_back(std::pow(baseOf(2 * power), static_cast<float>(i)));
    return slopes;
}

float toBFloat16(float value) {
    const auto bits = std::bit_cast<uint32_t>(value);
    return std::bit_cast<float>((bits + 0x7FFFu + ((bits >> 16) & 1u)) & 0xFFFF0000u);
}

}  // namespace

std::vector<float> AlibiPlan::biases(int64_t heads, int64_t positions) const {
    std::vector<float> all;
    for (float slope : alibiSlopes(heads)) {
        if (roundedToBFloat16) slope = toBFloat16(slope);
        for (int64_t position = 0; position < positions; ++position) {
            const auto place = static_cast<float>(position);
            const float bias = roundedToBFloat16 ? toBFloat16(slope * toBFloat16(place)) : slope * place;
            all.push_back(bias * static_cast<float>(factor));
        }
    }
    return all;
}

std::vector<TensorShape> layerTensors(const LayerPlan& layer) {
    std::vector<TensorShape> all;
    const std::string attention = layer.inside(layer.attention.name) + ".", mlp = layer.inside(layer.mlp.name) + ".";
    for (const LinearPlan* map : attentionMaps(layer.attention)) addLinear(attention, *map, all, map == &layer.attention.o);
    for (const NormPlan* norm : {&layer.attention.qNorm, &layer.attention.kNorm}) addNorm(attention, *norm, all);
    for (const LinearPlan* map : mlpMaps(layer.mlp)) addLinear(mlp, *map, all, map == &layer.mlp.down);
    if (layer.mlp.experts.count > 0) addExperts(mlp, layer, all);
    for (const NormPlan* norm : layerNorms(layer)) addNorm(layer.path + ".", *norm, all);
    return all;
}

std::vector<TensorShape> expectedTensors(const DecoderConfig& config) {
    std::vector<TensorShape> all{{config.embedding + ".weight", {config.vocabulary, config.hidden}}};
    if (!config.positionEmbedding.empty()) all.push_back({config.positionEmbedding + ".weight", {config.positionOffset + config.maxPositions, config.hidden}});
    if (!config.typeEmbedding.empty()) all.push_back({config.typeEmbedding + ".weight", {config.tokenTypes, config.hidden}});
    addNorm("", config.embeddingNorm, all);
    for (const LayerPlan& layer : config.plans)
        for (TensorShape& tensor : layerTensors(layer)) all.push_back(std::move(tensor));
    addNorm("", config.finalNorm, all);
    if (config.task.classes > 0) {
        addLinear("", config.labelHead.dense, all);
        addNorm("", config.labelHead.norm, all);
    }
    if (config.head.empty()) return all;
    if (!config.tied) all.push_back({config.head + ".weight", {config.headRows(), config.hidden}});
    if (config.headBias) all.push_back({config.head + ".bias", {config.headRows()}, Role::Bias});
    return all;
}

std::string publishedName(const DecoderConfig& config, const std::string& name) {
    const bool renamed = !config.publishedHead.empty() && name.starts_with(config.head + ".");
    return renamed ? config.publishedHead + name.substr(config.head.size()) : name;
}

std::vector<Module> modulesOf(const DecoderConfig& config) {
    std::vector<Module> all{{""}, {config.base}, {config.embedding, nullptr, true}};
    if (!config.positionEmbedding.empty()) all.push_back({config.positionEmbedding});
    if (!config.typeEmbedding.empty()) all.push_back({config.typeEmbedding});
    addNorms("", {&config.embeddingNorm}, all);
    if (!config.plans.empty()) all.push_back({config.plans.front().path.substr(0, config.plans.front().path.rfind('.'))});
    const bool experts = hasExperts(config);
    for (const LayerPlan& layer : config.plans) addLayerModules(layer, experts, all);
    addNorms("", {&config.finalNorm}, all);
    if (!config.ropes.empty()) all.push_back({config.base + ".rotary_emb"});
    const LabelHeadPlan& labels = config.labelHead;
    if (config.task.classes > 0 && labels.dense.present()) {
        if (const size_t end = labels.dense.name.rfind('.'); end != std::string::npos) all.push_back({labels.dense.name.substr(0, end)});
        all.push_back({labels.dense.name, &labels.dense, true});
        addNorms("", {&labels.norm}, all);
    }
    if (!config.head.empty()) all.push_back({config.head, nullptr, true});
    return all;
}

std::vector<std::string> linearModules(const DecoderConfig& config) {
    std::vector<std::string> all;
    for (const Module& module : modulesOf(config))
        if (module.map && module.adaptable) all.push_back(module.path);
    return all;
}

int64_t TensorShape::numbers() const { return std::accumulate(shape.begin(), shape.end(), int64_t{1}, std::multiplies<>()); }

int64_t parameterCount(const DecoderConfig& config) {
    int64_t count = 0;
    for (const TensorShape& tensor : expectedTensors(config)) count += tensor.numbers();
    return count;
}

int64_t productsPerToken(const DecoderConfig& config) {
    int64_t count = 0;
    for (const LayerPlan& layer : config.plans) {
        count += productsOf(attentionMaps(layer.attention)) + productsOf(mlpMaps(layer.mlp));
        const ExpertsPlan& experts = layer.mlp.experts;
        count += config.hidden * (experts.count + 3 * experts.perToken * experts.intermediate);
    }
    return count;
}

}  // namespace luthier
