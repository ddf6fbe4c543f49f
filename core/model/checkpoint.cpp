// SPDX-License-Identifier: Apache-2.0
#include "core/model/checkpoint.h"

#include <algorithm>
#include <array>
#include <cstring>
#include <limits>
#include <set>
#include <string_view>

#include "core/base/error.h"
#include "core/base/gguf_file.h"
#include "core/base/json.h"

namespace luthier {
namespace {

namespace fs = std::filesystem;

constexpr uint64_t kLengthBytes = 8;
constexpr uint64_t kMaxHeaderBytes = 100'000'000;  // safetensors' own limit
constexpr int64_t kMaxDimensions = 16;
const char* const kFetchAgain = "Fetch or copy the file again; it is not a whole safetensors file.";

struct FormatRow {
    NumberFormat format;
    const char* name;
    size_t bytes;
};
constexpr std::array<FormatRow, 10> kFormats{{{NumberFormat::Float32, "F32", 4},
                                              {NumberFormat::Float16, "F16", 2},
                                              {NumberFormat::BFloat16, "BF16", 2},
                                              {NumberFormat::Float64, "F64", 8},
                                              {NumberFormat::Int64, "I64", 8},
                                              {NumberFormat::Int32, "I32", 4},
                                              {NumberFormat::Int16, "I16", 2},
                                              {NumberFormat::Int8, "I8", 1},
                                              {NumberFormat::UInt8, "U8", 1},
                                              {NumberFormat::Bool, "BOOL", 1}}};

const FormatRow& rowOf(NumberFormat format) {
    return *std::find_if(kFormats.begin(), kFormats.end(), [&](const FormatRow& row) { return row.format == format; });
}

/// What is wrong with one file; every message names it.
class FileFault {
public:
    explicit FileFault(const fs::path& file) : where_(textOf(file)) {}
    [[noreturn]] void operator()(const std::string& what, const std::string& mend = kFetchAgain) const { throw Error(where_, what, mend); }

private:
    std::string where_;
};

/// The first name that stands twice in one object of a valid JSON text; empty when none does. Json::parse keeps only the last of them.
class RepeatedName {
public:
    explicit RepeatedName(std::string_view text) : text_(text) {}
    std::string find() {
        for (; at_ < text_.size(); ++at_) {
            if (text_[at_] == '{') open_.emplace_back();
            else if (text_[at_] == '}') open_.pop_back();
            else if (text_[at_] == '"' && repeats()) return name_;
        }
        return {};
    }

private:
    /// Reads the string at at_; true when it is a name that its object already has.
    bool repeats() {
        const size_t begin = at_;
        for (++at_; text_[at_] != '"'; ++at_) at_ += text_[at_] == '\\';
        const size_t next = text_.find_first_not_of(" \t\r\n", at_ + 1);
        if (next == std::string_view::npos || text_[next] != ':') return false;
        name_ = Json::parse(text_.substr(begin, at_ + 1 - begin)).asString();
        return !open_.back().insert(name_).second;
    }

    std::string_view text_;
    size_t at_ = 0;
    std::vector<std::set<std::string>> open_;
    std::string name_;
};

Json parsedHeader(std::string_view text, const FileFault& fault) {
    try {
        Json header = Json::parse(text, 16);
        if (!header.isObject()) fault("The header should be a JSON object.");
        const std::string repeated = RepeatedName(text).find();
        if (!repeated.empty()) fault("The header names \"" + repeated + "\" twice.");
        return header;
    } catch (const JsonError& broken) {
        fault(std::string("The header is not JSON: ") + broken.what() + " (byte " + std::to_string(broken.offset) + ").");
    }
}

/// The header's bytes, after every check that can be made without reading it.
std::string_view headerOf(std::span<const std::byte> bytes, const FileFault& fault) {
    if (bytes.size() < kLengthBytes) {
        fault("A safetensors file begins with 8 bytes of header length; this one ends after byte " + std::to_string(bytes.size()) + ".");
    }
    uint64_t length = 0;
    for (uint64_t i = 0; i < kLengthBytes; ++i) length |= std::to_integer<uint64_t>(bytes[i]) << (8 * i);
    if (length > kMaxHeaderBytes) {
        fault("The header's length should be at most " + std::to_string(kMaxHeaderBytes) + " bytes and is said to be " +
              std::to_string(length) + ".");
    }
    if (length > bytes.size() - kLengthBytes) {
        fault("The header is said to hold " + std::to_string(length) + " bytes, but only " + std::to_string(bytes.size() - kLengthBytes) +
              " follow.");
    }
    const std::string_view text(reinterpret_cast<const char*>(bytes.data()) + kLengthBytes, length);
    if (text.empty() || text.front() != '{') fault("The header should begin with '{'.");
    return text;
}

NumberFormat formatOf(const Json& entry, const std::string& name, const FileFault& fault) {
    const std::string dtype = entry.stringOr("dtype", "");
    for (const FormatRow& row : kFormats) {
        if (dtype == row.name) return row.format;
    }
    fault("Tensor " + name + " has the number format \"" + dtype + "\"; supported are F32, F16, BF16, F64, I64, I32, I16, I8, U8 and BOOL.",
          "Use the model in one of these formats.");
}

std::vector<int64_t> shapeOf(const Json& entry, const std::string& name, const FileFault& fault) {
    const Json* shape = entry.find("shape");
    if (!shape || !shape->isArray() || shape->size() > kMaxDimensions) fault("Tensor " + name + " has no usable shape.");
    std::vector<int64_t> sizes;
    for (const Json& size : shape->asArray()) {
        if (!size.isInteger() || size.asInteger() < 0)
            fault("Tensor " + name + " has a size in its shape that is no whole number from 0: " + size.dump() + ".");
        sizes.push_back(size.asInteger());
    }
    return sizes;
}

/// Bytes that a tensor of this shape takes; a product beyond 64 bits is a fault.
uint64_t bytesNeeded(const StoredTensor& tensor, const FileFault& fault) {
    uint64_t bytes = bytesOf(tensor.format);
    for (int64_t size : tensor.shape) {
        const auto factor = static_cast<uint64_t>(size);
        if (factor != 0 && bytes > std::numeric_limits<int64_t>::max() / factor) {
            fault("The shape of tensor " + tensor.name + " is beyond what any file holds.");
        }
        bytes *= factor;
    }
    return bytes;
}

struct Range {
    uint64_t begin = 0, end = 0;
};

Range rangeOf(const Json& entry, const std::string& name, uint64_t room, const FileFault& fault) {
    const Json* offsets = entry.find("data_offsets");
    const bool pair =
        offsets && offsets->isArray() && offsets->size() == 2 && offsets->asArray()[0].isInteger() && offsets->asArray()[1].isInteger();
    if (!pair) fault("Tensor " + name + " has no data_offsets [begin, end].");
    const int64_t begin = offsets->asArray()[0].asInteger(), end = offsets->asArray()[1].asInteger();
    if (begin < 0 || end < begin)
        fault("Tensor " + name + " has the impossible data_offsets [" + std::to_string(begin) + ", " + std::to_string(end) + "].");
    if (static_cast<uint64_t>(end) > room) {
        fault("Tensor " + name + " ends at byte " + std::to_string(end) + " of the data, but the file holds only " + std::to_string(room) +
              ".");
    }
    return {static_cast<uint64_t>(begin), static_cast<uint64_t>(end)};
}

struct Placed {
    StoredTensor tensor;
    Range range;
};

Placed placed(const std::string& name, const Json& entry, std::span<const std::byte> data, const FileFault& fault) {
    if (!entry.isObject()) fault("Tensor " + name + " should be described by an object with dtype, shape and data_offsets.");
    Placed result;
    result.tensor.name = name;
    result.tensor.format = formatOf(entry, name, fault);
    result.tensor.shape = shapeOf(entry, name, fault);
    result.range = rangeOf(entry, name, data.size(), fault);
    const uint64_t needed = bytesNeeded(result.tensor, fault), given = result.range.end - result.range.begin;
    if (needed != given) {
        fault("Tensor " + name + " needs " + std::to_string(needed) + " bytes by its shape and format, but its data_offsets span " +
              std::to_string(given) + ".");
    }
    result.tensor.bytes = data.subspan(result.range.begin, given);
    return result;
}

/// Tensors must cover the data without hole or overlap.
void checkCover(std::vector<Placed>& tensors, uint64_t room, const FileFault& fault) {
    std::sort(tensors.begin(), tensors.end(), [](const Placed& a, const Placed& b) {
        return std::pair(a.range.begin, a.range.end) < std::pair(b.range.begin, b.range.end);
    });
    uint64_t covered = 0;
    for (const Placed& next : tensors) {
        if (next.range.begin < covered) fault("Tensor " + next.tensor.name + " overlaps the one before it in the data.");
        if (next.range.begin > covered) {
            fault("The data has a hole before tensor " + next.tensor.name + ", from byte " + std::to_string(covered) + " to byte " + std::to_string(next.range.begin) + ".");
        }
        covered = next.range.end;
    }
    if (covered != room) fault("The last tensor ends at byte " + std::to_string(covered) + " of the data, and the file goes on to byte " + std::to_string(room) + ".");
}

std::map<std::string, std::string> metadataOf(const Json& header, const FileFault& fault) {
    std::map<std::string, std::string> result;
    const Json* metadata = header.find("__metadata__");
    if (!metadata || metadata->isNull()) return result;
    if (!metadata->isObject()) fault("__metadata__ should be an object of texts.");
    for (const auto& [key, value] : metadata->asObject()) {
        if (!value.isString()) fault("__metadata__ should hold only texts, but \"" + key + "\" is " + value.dump() + ".");
        result[key] = value.asString();
    }
    return result;
}

std::map<std::string, StoredTensor> tensorsOf(const Json& header, std::span<const std::byte> data, const FileFault& fault) {
    std::vector<Placed> all;
    for (const auto& [name, entry] : header.asObject()) {
        if (name != "__metadata__") all.push_back(placed(name, entry, data, fault));
    }
    checkCover(all, data.size(), fault);
    std::map<std::string, StoredTensor> result;
    for (Placed& one : all) result.emplace(one.tensor.name, std::move(one.tensor));
    return result;
}

/// weight_map of an index: tensor name -> file name in the same folder.
std::map<std::string, std::string> weightMapOf(const fs::path& index) {
    const FileFault fault(index);
    const Json json = parsedHeader(readFile(index, kMaxHeaderBytes), fault);
    const Json* weights = json.find("weight_map");
    if (!weights || !weights->isObject() || weights->size() == 0) fault("The index should hold a \"weight_map\" from tensor names to files.");
    std::map<std::string, std::string> result;
    for (const auto& [name, file] : weights->asObject()) {
        const std::string text = file.isString() ? file.asString() : "";
        const bool plain = !text.empty() && text != "." && text != ".." && text.find_first_of("/\\:") == std::string::npos &&
                           text.find('\0') == std::string::npos;
        if (!plain) fault("Tensor " + name + " is said to lie in " + file.dump() + ", which is no file name of this folder.");
        result[name] = text;
    }
    return result;
}

[[noreturn]] void refuseFolder(const fs::path& folder) {
    if (const auto other = weightsInAnotherForm(folder)) throw Error(other->where, other->what, other->mend);
    throw Error(textOf(folder), "No weights here: neither model.safetensors nor model.safetensors.index.json.",
                "Give the folder of a model in the Hugging Face layout, or set model.init to random.");
}

}  // namespace

std::optional<Problem> weightsInAnotherForm(const fs::path& folder) {
    std::error_code failed;
    if (holdsWeights(folder)) return std::nullopt;
    for (const char* name : {"pytorch_model.bin", "pytorch_model.bin.index.json", "consolidated.safetensors", "consolidated.00.pth", "tf_model.h5", "flax_model.msgpack"})
        if (fs::exists(folder / name, failed))
            return error(textOf(folder), std::string("The weights are in ") + name + "; only model.safetensors, or its shards, can be read.",
                         "Get the model.safetensors of this model, or save the model again with save_pretrained of a recent Transformers.");
    return std::nullopt;
}

size_t bytesOf(NumberFormat format) { return rowOf(format).bytes; }
std::string nameOf(NumberFormat format) { return rowOf(format).name; }

int64_t StoredTensor::elements() const {
    int64_t product = 1;
    for (int64_t size : shape) product *= size;
    return product;
}

/// Where a row lies.
static int64_t placeOf(const StoredTensor& tensor, int64_t row) {
    if (!tensor.rowBlocks.empty()) {
        const int64_t size = tensor.shape.front() / static_cast<int64_t>(tensor.rowBlocks.size());
        return tensor.rowBlocks[static_cast<size_t>(row / size)] * size + row % size;
    }
    const int64_t half = tensor.pairedHeads > 0 ? tensor.shape.front() / tensor.pairedHeads / 2 : 0;
    if (half == 0) return row;
    const int64_t within = row % (2 * half);
    return row - within + within % half * 2 + within / half;
}

void StoredTensor::readRows(int64_t begin, int64_t end, std::byte* values) const {
    const int64_t rows = transposed ? shape.back() : shape.front(), numbers = elements() / rows;
    const size_t stored = bytes.size() / static_cast<size_t>(rows), read = static_cast<size_t>(numbers) * bytesOf(format);
    for (int64_t row = begin; row < end; ++row, values += read) {
        const std::byte* from = bytes.data() + static_cast<size_t>(placeOf(*this, row)) * stored;
        if (!packing) {
            std::copy_n(from, read, values);
            continue;
        }
        for (int64_t at = 0; at < numbers; at += packing->values, from += packing->bytes) packing->unpack(from, reinterpret_cast<float*>(values) + at);
    }
}

Checkpoint Checkpoint::open(const fs::path& model) {
    const std::optional<fs::path> gguf = ggufOf(model);
    return gguf ? openGguf(*gguf) : openFolder(model);
}

Checkpoint Checkpoint::openFile(const fs::path& file) {
    const FileFault fault(file);
    Checkpoint result;
    result.maps_.push_back(std::make_shared<MappedFile>(file));
    result.files_.push_back(file);
    const std::span<const std::byte> bytes = result.maps_.front()->bytes();
    const std::string_view text = headerOf(bytes, fault);
    const Json header = parsedHeader(text, fault);
    result.metadata_ = metadataOf(header, fault);
    result.tensors_ = tensorsOf(header, bytes.subspan(kLengthBytes + text.size()), fault);
    return result;
}

Checkpoint Checkpoint::openShards(const fs::path& index) {
    const FileFault fault(index);
    const std::map<std::string, std::string> weights = weightMapOf(index);
    std::set<std::string> names;
    for (const auto& [tensor, file] : weights) names.insert(file);
    Checkpoint result;
    std::map<std::string, std::string> homes;
    for (const std::string& name : names) {
        std::error_code failed;
        if (!fs::exists(index.parent_path() / name, failed))
            fault("The index names the file " + name + ", which is not in the folder.", "Fetch the missing file.");
        Checkpoint shard = openFile(index.parent_path() / name);
        for (auto& [tensor, stored] : shard.tensors_) {
            const auto [home, fresh] = homes.emplace(tensor, name);
            if (!fresh) fault("Tensor " + tensor + " stands in both " + home->second + " and " + name + ".");
            result.tensors_.emplace(tensor, std::move(stored));
        }
        result.metadata_.insert(shard.metadata_.begin(), shard.metadata_.end());
        result.maps_.push_back(shard.maps_.front());
        result.files_.push_back(shard.files_.front());
    }
    for (const auto& [tensor, file] : weights) {
        const auto home = homes.find(tensor);
        if (home == homes.end() || home->second != file)
            fault("The index says that " + file + " holds tensor " + tensor + ", but it does not.");
    }
    return result;
}

Checkpoint Checkpoint::openFolder(const fs::path& folder) {
    std::error_code failed;
    if (fs::exists(folder / "model.safetensors", failed)) return openFile(folder / "model.safetensors");
    if (fs::exists(folder / "model.safetensors.index.json", failed)) return openShards(folder / "model.safetensors.index.json");
    refuseFolder(folder);
}

const StoredTensor* Checkpoint::find(const std::string& name) const {
    const auto found = tensors_.find(name);
    return found == tensors_.end() ? nullptr : &found->second;
}

uint64_t Checkpoint::bytes() const {
    uint64_t sum = 0;
    for (const auto& [name, tensor] : tensors_) sum += tensor.bytes.size();
    return sum;
}

}  // namespace luthier
