// SPDX-License-Identifier: Apache-2.0
#include "core/model/stored_names_config.h"

#include <algorithm>
#include <bit>
#include <cstring>
#include <string_view>
#include <utility>

#include "core/base/os.h"

namespace luthier {
namespace {

/// The value at a place, of a tensor that lies plainly in one of the formats of weights.
float valueAt(const StoredTensor& tensor, size_t place) {
    const std::byte* at = tensor.bytes.data() + place * bytesOf(tensor.format);
    if (tensor.format == NumberFormat::Float32) {
        float value;
        std::memcpy(&value, at, sizeof value);
        return value;
    }
    uint16_t bits;
    std::memcpy(&bits, at, sizeof bits);
    return tensor.format == NumberFormat::Float16 ? halfValue(bits) : std::bit_cast<float>(static_cast<uint32_t>(bits) << 16);
}

/// Whether the values in [begin, end) are the same. Both tensors lie plainly, in formats of weights.
bool sameBetween(const StoredTensor& one, const StoredTensor& other, size_t begin, size_t end) {
    if (one.format == other.format) {
        const size_t each = bytesOf(one.format);
        return std::memcmp(one.bytes.data() + begin * each, other.bytes.data() + begin * each, (end - begin) * each) == 0;
    }
    for (size_t place = begin; place < end; ++place)
        if (valueAt(one, place) != valueAt(other, place)) return false;
    return true;
}

/// Compared block by block; pages that were read are let go, for they would count as memory of the process.
bool sameValues(const StoredTensor& one, const StoredTensor& other) {
    if (&one == &other) return true;
    if (one.shape != other.shape || !one.isPlain() || !other.isPlain() || !isWeightFormat(one.format) || !isWeightFormat(other.format)) return false;
    constexpr size_t kBlock = size_t{1} << 22;
    const auto count = static_cast<size_t>(one.elements());
    bool same = true;
    for (size_t begin = 0; begin < count && same; begin += kBlock) {
        const size_t end = std::min(count, begin + kBlock);
        same = sameBetween(one, other, begin, end);
        for (const StoredTensor* tensor : {&one, &other}) {
            const size_t each = bytesOf(tensor->format);
            os::forgetPages(tensor->bytes.data() + begin * each, (end - begin) * each);
        }
    }
    return same;
}

}  // namespace

bool isWeightFormat(NumberFormat format) { return format == NumberFormat::Float32 || format == NumberFormat::Float16 || format == NumberFormat::BFloat16; }

StoredNames::StoredNames(const DecoderConfig& config, const Checkpoint& checkpoint) 
    : config_(config), checkpoint_(checkpoint), base_(config.base + "."), inBase_(base_) {
    const std::string embedding = config.embedding.substr(base_.size()) + ".weight";
    using Spelling = std::pair<std::string, std::string>;  // inside the base, outside of it
    for (const auto& [inBase, outside] : {Spelling{base_, ""}, Spelling{"", ""}, Spelling{"language_model." + base_, "language_model."},
                                          Spelling{base_ + "language_model.", ""}, Spelling{"model." + base_, "model."},
                                          Spelling{"module." + base_, "module."}, Spelling{"base_model.model." + base_, "base_model.model."}}) {
        if (!checkpoint.find(inBase + embedding)) continue;
        inBase_ = inBase;
        outside_ = outside;
        return;
    }
}

std::string StoredNames::of(const std::string& expected) const {
    const std::string name = spelled(expected);
    if (checkpoint_.find(name)) return name;
    const std::string other = standIn(expected);
    return other.empty() ? name : other;
}

/// Another tensor that stands for one that is not stored under its own name; empty when there is none.
std::string StoredNames::standIn(const std::string& expected) const {
    if (config_.tied && expected == config_.embedding + ".weight") {
        const std::string head = spelled(config_.head + ".weight");
        return checkpoint_.find(head) ? head : "";
    }
    const std::string name = spelled(expected);
    for (const auto& [ending, older] : {std::pair("LayerNorm.weight", "LayerNorm.gamma"), std::pair("LayerNorm.bias", "LayerNorm.beta")})
        if (name.ends_with(ending)) return name.substr(0, name.size() - std::string_view(ending).size()) + older;
    return "";
}

std::string StoredNames::spelled(const std::string& expected) const {
    if (expected.starts_with(base_)) return inBase_ + expected.substr(base_.size());
    const std::string published = outside_ + publishedName(config_, expected);
    return checkpoint_.find(published) ? published : outside_ + expected;
}

DecoderConfig believingTheFile(DecoderConfig config, const Checkpoint& checkpoint) {
    if (!config.tied) return config;
    const StoredNames names(config, checkpoint);
    const StoredTensor *head = checkpoint.find(names.of(config.head + ".weight")), *embedding = checkpoint.find(names.of(config.embedding + ".weight"));
    config.ownHead = head && embedding && !sameValues(*head, *embedding);
    config.tied = !config.ownHead;
    return config;
}

std::vector<std::string> drawnModules(const DecoderConfig& config, const Checkpoint& checkpoint) {
    std::vector<std::string> drawn;
    const StoredNames names(config, checkpoint);
    for (const TensorShape& tensor : expectedTensors(config))
        if (tensor.name.ends_with(".weight") && mayBeDrawn(config, tensor.name) && !checkpoint.find(names.of(tensor.name)))
            drawn.push_back(tensor.name.substr(0, tensor.name.rfind('.')));
    return drawn;
}

}  // namespace luthier
