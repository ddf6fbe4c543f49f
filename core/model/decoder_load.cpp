// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>
#include <numbers>
#include <utility>

#include <ATen/Parallel.h>

#include "core/base/error.h"
#include "core/base/hash.h"
#include "core/base/os.h"
#include "core/model/decoder.h"
#include "core/model/stored_names_config.h"
#include "core/model/stored_weights_config.h"
#include "core/ops/elementwise.h"
#include "core/ops/packed_weight.h"

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

at::Tensor viewOf(const StoredTensor& stored, std::shared_ptr<const void> owner);

/// The values without what a GGUF file's converter did to all of them.
at::Tensor undone(StoredTensor stored, const std::shared_ptr<const void>& owner) {
    const bool transposed = std::exchange(stored.transposed, false);
    const double shift = std::exchange(stored.shift, 0);
    if (transposed) std::swap(stored.shape.front(), stored.shape.back());
    const at::Tensor lying = viewOf(stored, owner), values = transposed ? lying.t().contiguous() : lying;
    return shift == 0 ? values : values + shift;
}

/// A view of the stored bytes that keeps `owner` alive; a copy where they are not the values as they are, or do not lie at a multiple of their
/// number's size.
at::Tensor viewOf(const StoredTensor& stored, std::shared_ptr<const void> owner) {
    const auto options = at::TensorOptions(scalarTypeOf(stored.format));
    void* bytes = const_cast<std::byte*>(stored.bytes.data());
    const auto shape = at::IntArrayRef(stored.shape);
    if (stored.bytes.empty()) return at::empty(shape, options);
    if (stored.transposed || stored.shift != 0) return undone(stored, owner);
    if (!stored.isPlain()) return unpacked(stored);
    if (reinterpret_cast<uintptr_t>(bytes) % bytesOf(stored.format) == 0)
        return at::from_blob(bytes, shape, [owner = std::move(owner)](void*) {}, options);
    at::Tensor copy = at::empty(shape, options);
    std::copy(stored.bytes.begin(), stored.bytes.end(), static_cast<std::byte*>(copy.data_ptr()));
    return copy;
}

/// A weight that stays packed; keeps `owner` alive.
at::Tensor packedView(const StoredTensor& stored, std::shared_ptr<const void> owner) {
    const int64_t rows = stored.shape.front();
    return packedWeight(rows, stored.elements() / rows, [stored, owner = std::move(owner)](int64_t begin, int64_t end, float* values) {
        stored.readRows(begin, end, reinterpret_cast<std::byte*>(values));
    });
}

/// Calls work(begin, end) for blocks of the rows of a packed weight.
template <typename Work>
void overRowBlocks(const at::Tensor& weight, Work work) {
    constexpr int64_t kNumbers = int64_t{1} << 20;
    const int64_t rows = weight.size(0), step = std::max<int64_t>(1, kNumbers / std::max<int64_t>(1, weight.size(1)));
    for (int64_t begin = 0; begin < rows; begin += step) work(begin, std::min(rows, begin + step));
}

/// Neither NaN nor infinity anywhere.
bool holdsNumbers(const at::Tensor& weight) {
    if (!isPacked(weight)) return allFinite(weight);
    bool finite = true;
    overRowBlocks(weight, [&](int64_t begin, int64_t end) { finite = finite && allFinite(unpackedRows(weight, begin, end)); });
    return finite;
}

/// A copy of a weight in bfloat16, made a block at a time; the weight itself when it lies in that.
at::Tensor rounded(const at::Tensor& weight) {
    if (!isPacked(weight)) return weight.to(at::kBFloat16);
    at::Tensor copy = at::empty(weight.sizes(), at::kBFloat16);
    overRowBlocks(weight, [&](int64_t begin, int64_t end) { copy.narrow(0, begin, end - begin).copy_(unpackedRows(weight, begin, end)); });
    return copy;
}

/// Whether a weight needs the file's bytes from now on.
bool readsTheFile(const at::Tensor& weight, const StoredTensor& stored) { return isPacked(weight) || weight.const_data_ptr() == stored.bytes.data(); }

/// The weight of a file as `store` wants it. Of what is copied the file's pages are let go at once, so that no model is in memory twice.
at::Tensor loaded(const TensorShape& expected, const StoredTensor& stored, const std::shared_ptr<const Checkpoint>& owner, const Store& store) {
    const bool matrix = expected.role == TensorShape::Role::Matrix, asStored = matrix && store.kind != Store::Float32;
    const bool packed = stored.packing && !stored.transposed && stored.shift == 0;
    const at::Tensor view = asStored && packed ? packedView(stored, owner) : viewOf(stored, owner);
    if (!holdsNumbers(view))
        throw Error(expected.name, "the weight holds NaN or infinite numbers", "The file is damaged, or its training had diverged: fetch the model again.");
    // Small ones are copied, so that the file is let go once no matrix looks into it.
    const at::Tensor weight = store.rounds(expected) ? rounded(view) : asStored ? view : view.to(at::kFloat, false, !matrix);
    if (!readsTheFile(weight, stored)) os::forgetPages(stored.bytes.data(), stored.bytes.size());
    return weight;
}

/// Puts a decoder together from its plans and weights by name.
class Assembly {
public:
    Assembly(const DecoderConfig& config, const Weights& weights) : config_(config), weights_(weights) {}

    std::unique_ptr<Decoder> decoder() const {
        auto decoder = std::make_unique<Decoder>();
        decoder->config = config_;
        decoder->embedding = {config_.embedding, weightOf(config_.embedding + ".weight"), nullptr, config_.embeddingScale, config_.paddingId};
        if (!config_.positionEmbedding.empty())
            decoder->positions = {config_.positionEmbedding, weightOf(config_.positionEmbedding + ".weight"), nullptr, 1, config_.positionOffset - 1};
        if (!config_.typeEmbedding.empty()) decoder->types = {config_.typeEmbedding, weightOf(config_.typeEmbedding + ".weight"), nullptr};
        decoder->embeddingNorm = norm("", config_.embeddingNorm);
        for (const LayerPlan& plan : config_.plans) decoder->layers.push_back(layer(plan));
        decoder->norm = norm("", config_.finalNorm);
        if (config_.task.classes > 0) {
            decoder->dense = map("", config_.labelHead.dense);
            decoder->denseNorm = norm("", config_.labelHead.norm);
        }
        decoder->head = {config_.head, weightOf(config_.head + ".weight"), weightOf(config_.head + ".bias"), nullptr};
        if (config_.tied) decoder->head.weight = decoder->embedding.weight;
        return decoder;
    }

private:
    at::Tensor weightOf(const std::string& name) const {
        const auto found = weights_.find(name);
        return found == weights_.end() ? at::Tensor() : found->second;
    }

    Linear map(const std::string& path, bool inOut = false) const {
        return {path, weightOf(path + ".weight"), weightOf(path + ".bias"), nullptr, inOut};
    }

    Linear map(const std::string& parent, const LinearPlan& plan) const { return plan.present() ? map(parent + plan.name, plan.inOut) : Linear(); }

    Norm norm(const std::string& parent, const NormPlan& plan) const {
        if (!plan.present()) return {};
        Norm norm{plan, parent + plan.name, weightOf(parent + plan.name + ".weight"), weightOf(parent + plan.name + ".bias"), {}};
        for (int64_t row = 0; plan.apart && row < plan.shape[0]; ++row)
            norm.apart.push_back(weightOf(norm.path + ".norms." + std::to_string(row) + ".weight"));
        return norm;
    }

    MlpPart mlp(const std::string& at, const MlpPlan& plan) const {
        MlpPart part{plan, map(at, plan.gate), map(at, plan.up), map(at, plan.down), map(at, plan.gateUp), {}, {}};
        const ExpertsPlan& experts = plan.experts;
        if (experts.count > 0) part.router = map(at + experts.router);
        for (int64_t expert = 0; expert < experts.count; ++expert) {
            const std::string each = at + experts.prefix + "." + std::to_string(expert) + ".";
            part.experts.push_back({map(each + experts.gate), map(each + experts.up), map(each + experts.down)});
        }
        return part;
    }

    DecoderLayer layer(const LayerPlan& plan) const {
        const std::string at = plan.path + ".", in = plan.inside(plan.attention.name) + ".";
        const AttentionPlan& a = plan.attention;
        return {plan,
                norm(at, plan.preAttention),
                norm(at, plan.postAttention),
                norm(at, plan.preMlp),
                norm(at, plan.postMlp),
                {a, map(in, a.q), map(in, a.k), map(in, a.v), map(in, a.fused), map(in, a.o), norm(in, a.qNorm), norm(in, a.kNorm)},
                mlp(plan.inside(plan.mlp.name) + ".", plan.mlp)};
    }

    const DecoderConfig& config_;
    const Weights& weights_;
};

/// How the numbers of a drawn weight are spread: their standard deviation, and how far out they may be in such units (0: any way).
struct Spread {
    double range, cutoff;
};
Spread spreadOf(const DecoderConfig& config, const TensorShape& tensor) {
    const LabelHeadPlan& labels = config.labelHead;
    const auto either = [&](double range) { return Spread{range > 0 ? range : config.initial.range, config.initial.cutoff}; };
    if (config.task.classes > 0 && tensor.name == config.head + ".weight") return either(labels.lastRange);
    if (config.task.classes > 0 && tensor.name == labels.dense.name + ".weight") return either(labels.denseRange);
    return either(tensor.outward ? config.initial.outwardRange : 0);
}

/// The row of an embedding that begins as zeros; -1: none.
int64_t zeroRow(const DecoderConfig& config, const std::string& tensor) {
    if (!config.initial.paddingZero) return -1;
    if (tensor == config.embedding + ".weight" && config.paddingId < config.vocabulary) return config.paddingId;
    return tensor == config.positionEmbedding + ".weight" ? config.positionOffset - 1 : -1;
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

/// Numbers beyond the cutoff are drawn again.
void drawAgain(at::Tensor& weight, uint64_t key, const Spread& spread) {
    float* values = weight.data_ptr<float>();
    for (int64_t i = 0; i < weight.numel(); ++i)
        for (uint64_t turn = 1; std::abs(values[i]) > spread.cutoff * spread.range; ++turn)
            normalPair(mixed(key + turn), static_cast<uint64_t>(i), spread.range, values + i, 1);
}

/// Positions as waves. (positions, width)
at::Tensor waves(const std::vector<int64_t>& shape) {
    at::Tensor table = at::empty(shape);
    float* out = table.data_ptr<float>();
    for (int64_t position = 0; position < shape[0]; ++position)
        for (int64_t i = 0; i < shape[1]; ++i) {
            const double angle = static_cast<double>(position) / std::pow(10000.0, static_cast<double>(i / 2 * 2) / static_cast<double>(shape[1]));
            *out++ = static_cast<float>(i % 2 == 0 ? std::sin(angle) : std::cos(angle));
        }
    return table;
}

at::Tensor randomWeight(const TensorShape& tensor, const DecoderConfig& config, uint64_t seed) {
    if (tensor.role == TensorShape::Role::Norm) return at::ones(tensor.shape);
    if (tensor.role != TensorShape::Role::Matrix) return at::zeros(tensor.shape);
    if (config.initial.sinusoidalPositions && tensor.name == config.positionEmbedding + ".weight") return waves(tensor.shape);
    at::Tensor weight = at::empty(tensor.shape);
    float* values = weight.data_ptr<float>();
    const Spread spread = spreadOf(config, tensor);
    const uint64_t key = mixed(mixed(seed) ^ nameHash(tensor.name));
    const int64_t count = weight.numel();
    at::parallel_for(0, (count + 1) / 2, 2048, [&](int64_t begin, int64_t end) {
        for (int64_t pair = begin; pair < end; ++pair) normalPair(key, static_cast<uint64_t>(pair), spread.range, values + 2 * pair, count - 2 * pair);
    });
    if (spread.cutoff > 0) drawAgain(weight, key, spread);
    if (const int64_t row = zeroRow(config, tensor.name); row >= 0) weight[row].zero_();
    return weight;
}

}  // namespace

std::unique_ptr<Decoder> Decoder::load(const DecoderConfig& asked, const Checkpoint& checkpoint, Problems& problems, const Store& store) {
    const at::NoGradGuard noGrad;
    const DecoderConfig config = believingTheFile(asked, checkpoint);
    const Problems faults = weightFaults(config, checkpoint);
    problems.insert(problems.end(), faults.begin(), faults.end());
    if (hasError(faults)) return nullptr;
    if (const auto surplus = surplusWeights(config, checkpoint)) problems.push_back(*surplus);
    const auto owner = std::make_shared<const Checkpoint>(checkpoint);  // its maps live as long as a tensor that looks into them
    Weights weights;
    const StoredNames names(config, checkpoint);
    for (const TensorShape& expected : expectedTensors(config)) {
        const bool lacking = mayBeDrawn(config, expected.name) && !owner->find(names.of(expected.name));
        if (lacking || isDrawn(config, expected.name)) weights[expected.name] = randomWeight(expected, config, config.task.seed);
        else weights[expected.name] = loaded(expected, *owner->find(names.of(expected.name)), owner, store);
    }
    auto decoder = Assembly(config, weights).decoder();
    decoder->config.task.drawn = drawnModules(config, checkpoint);
    return decoder;
}

std::unique_ptr<Decoder> Decoder::random(const DecoderConfig& config, uint64_t seed, const Store& store) {
    const at::NoGradGuard noGrad;
    Weights weights;
    for (const TensorShape& tensor : expectedTensors(config)) {
        const at::Tensor weight = randomWeight(tensor, config, seed);
        weights[tensor.name] = store.rounds(tensor) ? weight.to(at::kBFloat16) : weight;
    }
    return Assembly(config, weights).decoder();
}

at::Tensor tensorOf(const StoredTensor& stored) { return viewOf(stored, nullptr); }

StoredTensor storedOf(const std::string& name, const at::Tensor& tensor) {
    TORCH_CHECK(tensor.is_contiguous() && tensor.is_cpu(), name, " must be contiguous and on the CPU to be written");
    const std::span bytes(static_cast<const std::byte*>(tensor.const_data_ptr()), tensor.nbytes());
    return {name, formatOf(tensor.scalar_type()), tensor.sizes().vec(), bytes};
}

}  // namespace luthier
