// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>
#include <numbers>
#include <set>

#include <ATen/Parallel.h>

#include "core/base/error.h"
#include "core/base/hash.h"
#include "core/model/decoder.h"
#include "core/ops/elementwise.h"

namespace luthier {
namespace {

using Weights = std::map<std::string, at::Tensor>;

at::ScalarType scalarTypeOf(NumberFormat format) {
    switch (format) {
        case NumberFormat::Float32: return at::kFloat;
        case NumberFormat::Float16: return at::kHalf;
        case NumberFormat::BFloat16: return at::kBFloat16;
        case NumberFormat::Float64: return at::kDouble;
        case NumberFormat::Int64: return at::kLong;
        case NumberFormat::Int32: return at::kInt;
        case NumberFormat::Int16: return at::kShort;
        case NumberFormat::Int8: return at::kChar;
        case NumberFormat::UInt8: return at::kByte;
        case NumberFormat::Bool: return at::kBool;
    }
    throw std::logic_error("number format");
}

NumberFormat formatOf(at::ScalarType type) {
    for (int format = 0; format <= static_cast<int>(NumberFormat::Bool); ++format)
        if (scalarTypeOf(static_cast<NumberFormat>(format)) == type) return static_cast<NumberFormat>(format);
    throw Error("tensor", std::string("a tensor of type ") + c10::toString(type) + " has no safetensors format", "Convert it to float32 first.");
}

/// The values of a tensor that is packed or has its rows in another order.
at::Tensor unpacked(const StoredTensor& stored) {
    at::Tensor values = at::empty(stored.shape, at::TensorOptions(scalarTypeOf(stored.format)));
    const int64_t rows = stored.shape.front(), width = stored.elements() / rows;
    auto* out = static_cast<std::byte*>(values.data_ptr());
    at::parallel_for(0, rows, std::max<int64_t>(1, 65536 / width), [&](int64_t begin, int64_t end) {
        stored.readRows(begin, end, out + static_cast<size_t>(begin * width) * bytesOf(stored.format));
    });
    return values;
}

/// A view of the stored bytes that keeps `owner` alive; a copy where they are not the values as they are, or do not lie at a multiple of their
/// number's size.
at::Tensor viewOf(const StoredTensor& stored, std::shared_ptr<const void> owner) {
    const auto options = at::TensorOptions(scalarTypeOf(stored.format));
    void* bytes = const_cast<std::byte*>(stored.bytes.data());
    const auto shape = at::IntArrayRef(stored.shape);
    if (stored.bytes.empty()) return at::empty(shape, options);
    if (!stored.isPlain()) return unpacked(stored);
    if (reinterpret_cast<uintptr_t>(bytes) % bytesOf(stored.format) == 0)
        return at::from_blob(bytes, shape, [owner = std::move(owner)](void*) {}, options);
    at::Tensor copy = at::empty(shape, options);
    std::copy(stored.bytes.begin(), stored.bytes.end(), static_cast<std::byte*>(copy.data_ptr()));
    return copy;
}

/// The decoder's structure with its paths; weights by name from `weights`.
std::unique_ptr<Decoder> assembled(const DecoderConfig& config, const Weights& weights) {
    auto decoder = std::make_unique<Decoder>();
    decoder->config = config;
    const auto weightOf = [&](const std::string& name) {
        const auto found = weights.find(name);
        return found == weights.end() ? at::Tensor() : found->second;
    };
    const auto map = [&](const std::string& path) { return Linear{path, weightOf(path + ".weight"), weightOf(path + ".bias"), nullptr}; };
    decoder->embedding = {"model.embed_tokens", weightOf("model.embed_tokens.weight"), nullptr};
    for (int64_t l = 0; l < config.layers; ++l) {
        const std::string at = "model.layers." + std::to_string(l) + ".", attention = at + "self_attn.", gated = at + "mlp.";
        decoder->layers.push_back({weightOf(at + "input_layernorm.weight"), weightOf(at + "post_attention_layernorm.weight"),
                                   map(attention + "q_proj"), map(attention + "k_proj"), map(attention + "v_proj"), map(attention + "o_proj"),
                                   map(gated + "gate_proj"), map(gated + "up_proj"), map(gated + "down_proj")});
    }
    decoder->norm = weightOf("model.norm.weight");
    decoder->head = map("lm_head");
    if (config.tied) decoder->head.weight = decoder->embedding.weight;
    return decoder;
}

std::string shapeText(const std::vector<int64_t>& shape) {
    std::string text;
    for (int64_t size : shape) text += (text.empty() ? "" : " x ") + std::to_string(size);
    return text.empty() ? "a single number" : text;
}

std::string listed(const std::vector<std::string>& names) {
    constexpr size_t kMost = 8;
    std::string text;
    for (size_t i = 0; i < std::min(kMost, names.size()); ++i) text += (i ? ", " : "") + names[i];
    return names.size() > kMost ? text + " and " + std::to_string(names.size() - kMost) + " more" : text;
}

bool mayBeLeftOver(const std::string& name, const DecoderConfig& config) {
    return name.ends_with("rotary_emb.inv_freq") || (config.tied && name == "lm_head.weight");
}

bool isFloat(NumberFormat format) { return format == NumberFormat::Float32 || format == NumberFormat::Float16 || format == NumberFormat::BFloat16; }

/// Everything about names, shapes and formats that does not fit the config.
Problems misfits(const DecoderConfig& config, const Checkpoint& checkpoint) {
    const std::string where = checkpoint.files().empty() ? "model.safetensors" : textOf(checkpoint.files().front());
    Problems problems;
    std::vector<std::string> missing, surplus;
    std::set<std::string> expected;
    for (const TensorShape& tensor : expectedTensors(config)) {
        expected.insert(tensor.name);
        const StoredTensor* stored = checkpoint.find(tensor.name);
        if (!stored) {
            missing.push_back(tensor.name);
        } else if (stored->shape != tensor.shape) {
            problems.push_back(error(where, tensor.name + " is " + shapeText(stored->shape) + ", config.json asks for " + shapeText(tensor.shape),
                                     "Use the config.json and the weights of the same model."));
        } else if (!isFloat(stored->format)) {
            problems.push_back(error(where, tensor.name + " is stored as " + nameOf(stored->format) + "; expected F32, BF16 or F16",
                                     "Use the model's unquantized weights."));
        }
    }
    for (const auto& [name, stored] : checkpoint.tensors())
        if (!expected.contains(name) && !mayBeLeftOver(name, config)) surplus.push_back(name);
    if (!missing.empty())
        problems.push_back(error(where, std::to_string(missing.size()) + " weights are missing: " + listed(missing),
                                 "Fetch the model again, or use the config.json that belongs to these weights."));
    if (!surplus.empty())
        problems.push_back(warning(where, std::to_string(surplus.size()) + " weights are not part of this model and are left out: " + listed(surplus),
                                   "Check that config.json belongs to these weights."));
    return problems;
}

/// Two independent uniform numbers make two normal ones (Box and Muller, 1958): elements 2 pair and 2 pair + 1, a function of key and place alone.
void normalPair(uint64_t key, uint64_t pair, double range, float* out, int64_t count) {
    constexpr double kUnit = 1.0 / 9007199254740992.0;  // 2^-53
    const uint64_t first = mixed(key + 2 * pair), second = mixed(key + 2 * pair + 1);
    const double radius = range * std::sqrt(-2 * std::log((static_cast<double>(first >> 11) + 1) * kUnit));
    const double angle = 2 * std::numbers::pi * static_cast<double>(second >> 11) * kUnit;
    out[0] = static_cast<float>(radius * std::cos(angle));
    if (count > 1) out[1] = static_cast<float>(radius * std::sin(angle));
}

bool isNorm(const std::string& name) { return name.ends_with("norm.weight"); }

at::Tensor randomWeight(const TensorShape& tensor, double range, uint64_t seed) {
    if (isNorm(tensor.name)) return at::ones(tensor.shape);
    if (tensor.name.ends_with(".bias")) return at::zeros(tensor.shape);
    at::Tensor weight = at::empty(tensor.shape);
    float* values = weight.data_ptr<float>();
    const uint64_t key = mixed(mixed(seed) ^ nameHash(tensor.name));
    const int64_t count = weight.numel();
    at::parallel_for(0, (count + 1) / 2, 2048, [&](int64_t begin, int64_t end) {
        for (int64_t pair = begin; pair < end; ++pair) normalPair(key, static_cast<uint64_t>(pair), range, values + 2 * pair, count - 2 * pair);
    });
    return weight;
}

}  // namespace

std::unique_ptr<Decoder> Decoder::load(const DecoderConfig& config, const Checkpoint& checkpoint, Problems& problems, Store store) {
    const at::NoGradGuard noGrad;
    const Problems found = misfits(config, checkpoint);
    problems.insert(problems.end(), found.begin(), found.end());
    if (hasError(found)) return nullptr;
    const auto owner = std::make_shared<const Checkpoint>(checkpoint);  // its maps live as long as a tensor that looks into them
    Weights weights;
    for (const TensorShape& expected : expectedTensors(config)) {
        const at::Tensor view = viewOf(*owner->find(expected.name), owner);
        if (!allFinite(view))
            throw Error(expected.name, "the weight holds NaN or infinite numbers",
                        "The file is damaged, or its training had diverged: fetch the model again.");
        const bool asStored = store == Store::AsStored && expected.shape.size() == 2;
        weights[expected.name] = asStored ? view : view.to(at::kFloat);
    }
    return assembled(config, weights);
}

std::unique_ptr<Decoder> Decoder::random(const DecoderConfig& config, uint64_t seed) {
    const at::NoGradGuard noGrad;
    Weights weights;
    for (const TensorShape& tensor : expectedTensors(config)) weights[tensor.name] = randomWeight(tensor, config.initializerRange, seed);
    return assembled(config, weights);
}

at::Tensor tensorOf(const StoredTensor& stored) { return viewOf(stored, nullptr); }

StoredTensor storedOf(const std::string& name, const at::Tensor& tensor) {
    TORCH_CHECK(tensor.is_contiguous() && tensor.is_cpu(), name, " must be contiguous and on the CPU to be written");
    const std::span bytes(static_cast<const std::byte*>(tensor.const_data_ptr()), tensor.nbytes());
    return {name, formatOf(tensor.scalar_type()), tensor.sizes().vec(), bytes};
}

}  // namespace luthier
