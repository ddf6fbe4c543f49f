// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>
#include <cstdio>

#include "core/base/error.h"
#include "core/base/json.h"
#include "core/model/checkpoint.h"

namespace luthier {
namespace {

namespace fs = std::filesystem;

/// How the reference orders formats: its enumeration, backwards, which puts the widest first.
int rankOf(NumberFormat format) {
    static constexpr std::array kDescending{NumberFormat::Int64,    NumberFormat::Float64, NumberFormat::Float32, NumberFormat::Int32,
                                            NumberFormat::BFloat16, NumberFormat::Float16, NumberFormat::Int16,   NumberFormat::Int8,
                                            NumberFormat::UInt8,    NumberFormat::Bool};
    return static_cast<int>(std::find(kDescending.begin(), kDescending.end(), format) - kDescending.begin());
}

std::vector<const TensorToWrite*> inFileOrder(const std::vector<TensorToWrite>& tensors) {
    std::vector<const TensorToWrite*> order;
    for (const TensorToWrite& tensor : tensors) order.push_back(&tensor);
    std::sort(order.begin(), order.end(), [](const TensorToWrite* a, const TensorToWrite* b) {
        return std::pair(rankOf(a->format), std::string_view(a->name)) < std::pair(rankOf(b->format), std::string_view(b->name));
    });
    return order;
}

Json shapeJson(const std::vector<int64_t>& shape) {
    Json array = Json::array();
    for (int64_t size : shape) array.push_back(size);
    return array;
}

/// Length, JSON and padding, as they stand at the beginning of the file.
std::string headerOf(const std::vector<const TensorToWrite*>& order, const std::map<std::string, std::string>& metadata) {
    Json header = Json::object();
    if (!metadata.empty()) {
        Json& words = header["__metadata__"] = Json::object();
        for (const auto& [key, value] : metadata) words[key] = value;
    }
    int64_t begin = 0;
    for (const TensorToWrite* tensor : order) {
        const int64_t end = begin + static_cast<int64_t>(bytesOf(*tensor));
        header.asObject().emplace_back(tensor->name, Json(Json::Object{{"dtype", nameOf(tensor->format)},
                                                                       {"shape", shapeJson(tensor->shape)},
                                                                       {"data_offsets", Json(Json::Array{begin, end})}}));
        begin = end;
    }
    std::string text = header.dump();
    text.resize((text.size() + 7) / 8 * 8, ' ');
    std::string result;
    for (int i = 0; i < 8; ++i) result += static_cast<char>((text.size() >> (8 * i)) & 0xFF);
    return result + text;
}

/// Cut where the next tensor would pass the limit; a tensor above the limit has a shard of its own.
std::vector<std::vector<TensorToWrite>> shardsOf(const std::vector<TensorToWrite>& tensors, uint64_t limit) {
    std::vector<std::vector<TensorToWrite>> shards;
    std::vector<TensorToWrite> current;
    uint64_t held = 0;
    for (const TensorToWrite& tensor : tensors) {
        const uint64_t bytes = bytesOf(tensor);
        if (bytes > limit) {
            shards.push_back({tensor});
            continue;
        }
        if (held + bytes > limit) {
            shards.push_back(std::move(current));
            current.clear();
            held = 0;
        }
        current.push_back(tensor);
        held += bytes;
    }
    if (!current.empty() || shards.empty()) shards.push_back(std::move(current));
    return shards;
}

std::string shardName(size_t index, size_t count) {
    std::array<char, 64> name{};
    std::snprintf(name.data(), name.size(), "model-%05zu-of-%05zu.safetensors", index + 1, count);
    return name.data();
}

std::string indexOf(const std::vector<std::vector<TensorToWrite>>& shards, const std::vector<std::string>& names) {
    Json weights = Json::object();
    int64_t bytes = 0, parameters = 0;
    for (size_t i = 0; i < shards.size(); ++i) {
        for (const TensorToWrite& tensor : shards[i]) {
            weights.asObject().emplace_back(tensor.name, names[i]);
            bytes += static_cast<int64_t>(bytesOf(tensor));
            parameters += static_cast<int64_t>(bytesOf(tensor) / bytesOf(tensor.format));
        }
    }
    Json index(
        Json::Object{{"metadata", Json(Json::Object{{"total_parameters", parameters}, {"total_size", bytes}})}, {"weight_map", weights}});
    Json::Style style;
    style.indent = 2;
    style.keySeparator = ": ";
    style.sortKeys = true;
    return index.dump(style) + "\n";
}

}  // namespace

uint64_t bytesOf(const TensorToWrite& tensor) {
    uint64_t bytes = bytesOf(tensor.format);
    for (int64_t size : tensor.shape) bytes *= static_cast<uint64_t>(size);
    return bytes;
}

void writeSafetensors(const fs::path& file, const std::vector<TensorToWrite>& tensors, const std::map<std::string, std::string>& metadata) {
    const std::vector<const TensorToWrite*> order = inFileOrder(tensors);
    AtomicFile out(file);
    out.write(headerOf(order, metadata));
    for (const TensorToWrite* tensor : order) {
        uint64_t given = 0;
        tensor->bytes([&](std::span<const std::byte> piece) {
            out.write(piece);
            given += piece.size();
        });
        if (given != bytesOf(*tensor)) {
            throw Error(
                textOf(file),
                "Tensor " + tensor->name + " gave " + std::to_string(given) + " bytes instead of " + std::to_string(bytesOf(*tensor)) + ".",
                "This is a fault of the program; please report it.");
        }
    }
    out.commit();
}

void writeSafetensors(const fs::path& file, const std::vector<StoredTensor>& tensors, const std::map<std::string, std::string>& metadata) {
    std::vector<TensorToWrite> all;
    for (const StoredTensor& tensor : tensors) {
        all.push_back({tensor.name, tensor.format, tensor.shape, [bytes = tensor.bytes](const auto& put) { put(bytes); }});
    }
    writeSafetensors(file, all, metadata);
}

std::vector<std::string> writeCheckpoint(const fs::path& folder, const std::vector<TensorToWrite>& tensors, uint64_t shardBytes) {
    const std::vector<std::vector<TensorToWrite>> shards = shardsOf(tensors, shardBytes);
    if (shards.size() == 1) {
        writeSafetensors(folder / "model.safetensors", shards.front());
        return {"model.safetensors"};
    }
    std::vector<std::string> names;
    for (size_t i = 0; i < shards.size(); ++i) {
        names.push_back(shardName(i, shards.size()));
        writeSafetensors(folder / names.back(), shards[i]);
    }
    writeFileAtomically(folder / "model.safetensors.index.json", indexOf(shards, names));
    names.push_back("model.safetensors.index.json");
    return names;
}

}  // namespace luthier
