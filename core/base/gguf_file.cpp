// SPDX-License-Identifier: Apache-2.0
#include "core/base/gguf_file.h"

#include <algorithm>
#include <array>
#include <cstring>
#include <limits>

#include "core/base/disk.h"
#include "core/base/error.h"
#include "core/base/unicode.h"

namespace luthier {
namespace {

namespace fs = std::filesystem;

const char* const kFetchAgain = "Fetch or copy the file again; it is not a whole GGUF file.";
// Far beyond every published file, and small enough that what a lying file asks for fits into memory.
constexpr uint64_t kMostKeys = 1 << 16, kMostTensors = 1 << 20, kMostValues = 1 << 22, kLongestText = 64 << 20;
constexpr uint64_t kMostAlignment = 1 << 20, kMostDimensions = 4;
constexpr int kDeepest = 4;

constexpr std::array<GgmlType, 34> kTypes{
    {{0, "F32", 1, 4},       {1, "F16", 1, 2},        {2, "Q4_0", 32, 18},     {3, "Q4_1", 32, 20},     {6, "Q5_0", 32, 22},
     {7, "Q5_1", 32, 24},    {8, "Q8_0", 32, 34},     {9, "Q8_1", 32, 40},     {10, "Q2_K", 256, 84},   {11, "Q3_K", 256, 110},
     {12, "Q4_K", 256, 144}, {13, "Q5_K", 256, 176},  {14, "Q6_K", 256, 210},  {15, "Q8_K", 256, 292},  {16, "IQ2_XXS", 256, 66},
     {17, "IQ2_XS", 256, 74}, {18, "IQ3_XXS", 256, 98}, {19, "IQ1_S", 256, 50}, {20, "IQ4_NL", 32, 18}, {21, "IQ3_S", 256, 110},
     {22, "IQ2_S", 256, 82}, {23, "IQ4_XS", 256, 136}, {24, "I8", 1, 1},       {25, "I16", 1, 2},       {26, "I32", 1, 4},
     {27, "I64", 1, 8},      {28, "F64", 1, 8},       {29, "IQ1_M", 256, 56},  {30, "BF16", 1, 2},      {34, "TQ1_0", 256, 54},
     {35, "TQ2_0", 256, 66}, {39, "MXFP4", 32, 17},   {40, "NVFP4", 64, 36},   {41, "Q1_0", 128, 18}}};

const GgmlType* typeOf(uint32_t id) {
    const auto* found = std::find_if(kTypes.begin(), kTypes.end(), [&](const GgmlType& type) { return type.id == id; });
    return found == kTypes.end() ? nullptr : found;
}

/// Kinds of metadata values, as the format numbers them.
enum Kind : uint32_t { kU8, kI8, kU16, kI16, kU32, kI32, kF32, kBool, kText, kArray, kU64, kI64, kF64, kKinds };
constexpr std::array<uint64_t, kKinds> kLeastBytes{1, 1, 2, 2, 4, 4, 4, 1, 8, 12, 8, 8, 8};

/// Walks over the bytes; no step leaves them.
class Cursor {
public:
    Cursor(std::span<const std::byte> bytes, const fs::path& file) : bytes_(bytes), file_(file) {}

    [[noreturn]] void fault(const std::string& what, const char* mend = kFetchAgain) const { throw Error(textOf(file_), what, mend); }
    uint64_t at() const { return at_; }
    uint64_t left() const { return bytes_.size() - at_; }

    template <class Number>
    Number number(const char* what) {
        if (left() < sizeof(Number)) fault(std::string("The file ends within ") + what + " (byte " + std::to_string(at_) + ").");
        Number value;
        std::memcpy(&value, bytes_.data() + at_, sizeof(Number));
        at_ += sizeof(Number);
        return value;
    }

    std::string text(const std::string& what) {
        const auto length = number<uint64_t>(what.c_str());
        if (length > kLongestText || length > left()) {
            fault("The length of " + what + " is said to be " + std::to_string(length) + " bytes, but " +
                  (length > left() ? "only " + std::to_string(left()) + " follow." : "at most " + std::to_string(kLongestText) + " are read."));
        }
        std::string value(reinterpret_cast<const char*>(bytes_.data()) + at_, length);
        if (!isValidUtf8(value)) fault("The text of " + what + " is not UTF-8 (byte " + std::to_string(at_) + ").");
        at_ += length;
        return value;
    }

    Json value(uint32_t kind, const std::string& key, int depth = 0) {
        switch (kind) {
            case kU8: return Json(int64_t{number<uint8_t>("a number")});
            case kI8: return Json(int64_t{number<int8_t>("a number")});
            case kU16: return Json(int64_t{number<uint16_t>("a number")});
            case kI16: return Json(int64_t{number<int16_t>("a number")});
            case kU32: return Json(int64_t{number<uint32_t>("a number")});
            case kI32: return Json(int64_t{number<int32_t>("a number")});
            case kF32: return Json(double{number<float>("a number")});
            case kBool: return Json(number<uint8_t>("a switch") != 0);
            case kText: return Json(text("the value of " + key));
            case kArray: return array(key, depth);
            case kU64: return Json(number<uint64_t>("a number"));
            case kI64: return Json(number<int64_t>("a number"));
            case kF64: return Json(number<double>("a number"));
            default: fault("The value of " + key + " is of the unknown kind " + std::to_string(kind) + ".");
        }
    }

private:
    Json array(const std::string& key, int depth) {
        const auto kind = number<uint32_t>("the head of a list");
        const auto count = number<uint64_t>("the head of a list");
        if (kind >= kKinds) fault("The list " + key + " holds values of the unknown kind " + std::to_string(kind) + ".");
        if (depth >= kDeepest) fault("The lists in " + key + " lie more than " + std::to_string(kDeepest) + " deep.");
        values_ += std::min(count, kMostValues);
        if (count > left() / kLeastBytes[kind] || values_ > kMostValues) {
            fault("The list " + key + " is said to hold " + std::to_string(count) + " values, more than " +
                  (count > left() / kLeastBytes[kind] ? "the file has room for." : "any model needs."));
        }
        Json::Array items;
        items.reserve(count);
        for (uint64_t i = 0; i < count; ++i) items.push_back(value(kind, key, depth + 1));
        return Json(std::move(items));
    }

    std::span<const std::byte> bytes_;
    const fs::path& file_;
    uint64_t at_ = 0, values_ = 0;
};

struct Counts {
    uint64_t tensors = 0, keys = 0;
};

Counts readHead(Cursor& in) {
    const auto magic = in.number<uint32_t>("the four letters GGUF");
    if (magic != 0x46554747u) in.fault("A GGUF file begins with the four letters GGUF; this one does not.", "Give a GGUF file, or a folder with safetensors.");
    const auto version = in.number<uint32_t>("the version");
    if (version == 0x02000000u || version == 0x03000000u)
        in.fault("The file is written for big-endian machines.", "Get the usual, little-endian file of this model.");
    if (version != 2 && version != 3)
        in.fault("The file is of GGUF version " + std::to_string(version) + "; versions 2 and 3 can be read.", "Get a newer file of this model.");
    Counts counts;
    counts.tensors = in.number<uint64_t>("the number of tensors");
    counts.keys = in.number<uint64_t>("the number of metadata");
    if (counts.tensors > kMostTensors || counts.tensors > in.left() / 24)
        in.fault("The file is said to hold " + std::to_string(counts.tensors) + " tensors, more than it has room for.");
    if (counts.keys > kMostKeys || counts.keys > in.left() / 13)
        in.fault("The file is said to hold " + std::to_string(counts.keys) + " metadata, more than it has room for.");
    return counts;
}

uint64_t alignmentOf(const Json* said, const Cursor& in) {
    if (!said) return 32;
    const int64_t value = said->isInteger() ? said->asInteger() : 0;
    if (value <= 0 || static_cast<uint64_t>(value) > kMostAlignment || (value & (value - 1)) != 0)
        in.fault("general.alignment should be a power of two up to " + std::to_string(kMostAlignment) + ", found " + said->dump() + ".");
    return static_cast<uint64_t>(value);
}

struct Placed {
    GgufFile::Tensor tensor;
    uint64_t offset = 0, bytes = 0;
};

std::vector<int64_t> readShape(Cursor& in, const std::string& name) {
    const auto dimensions = in.number<uint32_t>("a tensor's shape");
    if (dimensions == 0 || dimensions > kMostDimensions)
        in.fault("Tensor " + name + " has " + std::to_string(dimensions) + " dimensions; 1 to " + std::to_string(kMostDimensions) + " are possible.");
    std::vector<int64_t> shape(dimensions);
    uint64_t product = 1;
    for (size_t i = dimensions; i-- > 0;) {
        const auto size = in.number<uint64_t>("a tensor's shape");
        if (size == 0 || size > (uint64_t{1} << 60) / product) in.fault("The shape of tensor " + name + " is beyond what any file holds.");
        product *= size;
        shape[i] = static_cast<int64_t>(size);
    }
    return shape;
}

Placed readTensor(Cursor& in, uint64_t alignment) {
    Placed placed;
    GgufFile::Tensor& tensor = placed.tensor;
    tensor.name = in.text("a tensor's name");
    tensor.shape = readShape(in, tensor.name);
    const auto id = in.number<uint32_t>("a tensor's number format");
    placed.offset = in.number<uint64_t>("a tensor's place");
    tensor.type = typeOf(id);
    if (!tensor.type) in.fault("Tensor " + tensor.name + " has the unknown number format " + std::to_string(id) + ".", "Get this model in a usual format, such as Q8_0 or F16.");
    const auto row = static_cast<uint64_t>(tensor.shape.back());
    if (row % tensor.type->values != 0) {
        in.fault("Rows of tensor " + tensor.name + " hold " + std::to_string(row) + " numbers, which is no multiple of the " +
                 std::to_string(tensor.type->values) + " that a block of " + tensor.type->name + " holds.");
    }
    if (placed.offset % alignment != 0) in.fault("Tensor " + tensor.name + " does not begin at a multiple of " + std::to_string(alignment) + " bytes.");
    uint64_t blocks = 1;
    for (const int64_t size : tensor.shape) blocks *= static_cast<uint64_t>(size);
    blocks /= tensor.type->values;
    if (blocks > std::numeric_limits<int64_t>::max() / tensor.type->bytes) in.fault("The shape of tensor " + tensor.name + " is beyond what any file holds.");
    placed.bytes = blocks * tensor.type->bytes;
    return placed;
}

/// No tensor leaves the data or lies over another.
void checkPlaces(const std::vector<Placed>& tensors, uint64_t room, const Cursor& in) {
    std::vector<const Placed*> byPlace;
    for (const Placed& one : tensors) {
        if (one.offset > room || one.bytes > room - one.offset) {
            in.fault("Tensor " + one.tensor.name + " should end at byte " + std::to_string(one.offset) + " + " + std::to_string(one.bytes) +
                     " of the data, but the file holds only " + std::to_string(room) + ".");
        }
        byPlace.push_back(&one);
    }
    std::sort(byPlace.begin(), byPlace.end(), [](const Placed* a, const Placed* b) { return a->offset < b->offset; });
    for (size_t i = 1; i < byPlace.size(); ++i) {
        if (byPlace[i - 1]->offset + byPlace[i - 1]->bytes > byPlace[i]->offset)
            in.fault("Tensor " + byPlace[i]->tensor.name + " overlaps the one before it in the data.");
    }
}

bool isProjector(const std::string& name) { return name.find("mmproj") != std::string::npos; }

}  // namespace

GgufFile::GgufFile(const fs::path& file) : path_(file), map_(std::make_shared<MappedFile>(file)) {
    const std::span<const std::byte> bytes = map_->bytes();
    Cursor in(bytes, path_);
    const Counts counts = readHead(in);
    for (uint64_t i = 0; i < counts.keys; ++i) {
        std::string key = in.text("a metadata key");
        const auto kind = in.number<uint32_t>("a metadata kind");
        if (!keys_.emplace(key, metadata_.size()).second) in.fault("The metadata name " + key + " twice.");
        Json value = in.value(kind, key);
        metadata_.asObject().emplace_back(std::move(key), std::move(value));
    }
    const uint64_t alignment = alignmentOf(find("general.alignment"), in);
    std::vector<Placed> placed;
    for (uint64_t i = 0; i < counts.tensors; ++i) {
        placed.push_back(readTensor(in, alignment));
        if (!names_.emplace(placed.back().tensor.name, i).second) in.fault("The file names tensor " + placed.back().tensor.name + " twice.");
    }
    const uint64_t begin = std::min<uint64_t>((in.at() + alignment - 1) / alignment * alignment, bytes.size());
    checkPlaces(placed, bytes.size() - begin, in);
    for (Placed& one : placed) {
        one.tensor.bytes = bytes.subspan(begin + one.offset, one.bytes);
        tensors_.push_back(std::move(one.tensor));
    }
}

const Json* GgufFile::find(std::string_view key) const {
    const auto found = keys_.find(std::string(key));
    return found == keys_.end() ? nullptr : &metadata_.asObject()[found->second].second;
}

std::string GgufFile::text(std::string_view key) const {
    const Json* value = find(key);
    return value && value->isString() ? value->asString() : "";
}

const GgufFile::Tensor* GgufFile::tensor(const std::string& name) const {
    const auto found = names_.find(name);
    return found == names_.end() ? nullptr : &tensors_[found->second];
}

std::vector<fs::path> ggufFilesIn(const fs::path& folder) {
    std::vector<fs::path> found;
    std::error_code fault;
    for (const auto& entry : fs::directory_iterator(folder, fault)) {
        const fs::path& path = entry.path();
        if (path.extension() == ".gguf" && entry.is_regular_file(fault) && !isProjector(textOf(path.filename()))) found.push_back(path);
    }
    std::sort(found.begin(), found.end());
    return found;
}

bool holdsSafetensors(const fs::path& folder) { return isThere(folder / "model.safetensors") || isThere(folder / "model.safetensors.index.json"); }

std::optional<fs::path> ggufOf(const fs::path& model) {
    std::error_code fault;
    if (fs::is_regular_file(model, fault)) return model;
    if (holdsSafetensors(model)) return std::nullopt;
    const std::vector<fs::path> found = ggufFilesIn(model);
    return found.size() == 1 ? std::optional(found.front()) : std::nullopt;
}

bool holdsWeights(const fs::path& model) { return holdsSafetensors(model) || ggufOf(model); }

}  // namespace luthier
