// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>
#include <utility>

#include "core/base/error.h"
#include "core/base/gguf_file.h"
#include "core/model/checkpoint.h"
#include "core/model/config_fields.h"

namespace luthier {
namespace {

/// ggml's plain number formats; none of them is packed.
constexpr std::array<std::pair<std::string_view, NumberFormat>, 8> kPlainFormats{{{"F32", NumberFormat::Float32},
                                                                                   {"F16", NumberFormat::Float16},
                                                                                   {"BF16", NumberFormat::BFloat16},
                                                                                   {"F64", NumberFormat::Float64},
                                                                                   {"I8", NumberFormat::Int8},
                                                                                   {"I16", NumberFormat::Int16},
                                                                                   {"I32", NumberFormat::Int32},
                                                                                   {"I64", NumberFormat::Int64}}};
/// These are part of the config.
constexpr std::array<std::string_view, 3> kFactors{"rope_freqs.weight", "rope_factors_long.weight", "rope_factors_short.weight"};

/// "blk.7.attn_q.weight" -> "7", "attn_q", ".weight"; without a layer -> "", "output_norm", ".weight".
struct Place {
    std::string layer, module, ending;
};
Place placeOf(const std::string& tensor) {
    Place place;
    const size_t dot = tensor.rfind('.');
    if (dot == std::string::npos) return {"", tensor, ""};
    place.ending = tensor.substr(dot);
    place.module = tensor.substr(0, dot);
    const size_t number = place.module.find('.') + 1, leaf = place.module.find('.', number) + 1;
    if (!place.module.starts_with("blk.") || leaf == 0) return place;
    place.layer = place.module.substr(number, leaf - 1 - number);
    place.module = place.module.substr(leaf);
    return place;
}

/// The tensors of one file as the family publishes them.
class PublishedTensors {
public:
    PublishedTensors(const GgufFile& file, const Architecture& family) : file_(file), settings_(file), form_(family.gguf->read(settings_)) {}

    /// One, or as many as it stacks.
    std::vector<StoredTensor> of(const GgufFile::Tensor& tensor) {
        const Place place = placeOf(tensor.name);
        StoredTensor stored = plain(tensor);
        change(place, stored);
        const std::string name = nameOf(place);
        stored.name = name.empty() ? tensor.name : name;
        const size_t star = name.find('*');
        return star == std::string::npos ? std::vector{std::move(stored)} : cut(stored, star);
    }

private:
    [[noreturn]] void fault(const std::string& what) const { throw Error(textOf(file_.path()), what, "Fetch the file again: its metadata and weights do not belong together."); }

    /// Empty where the family has no name for it.
    std::string nameOf(const Place& place) const {
        if (place.ending != ".weight" && place.ending != ".bias") return "";
        for (const auto& [gguf, published] : place.layer.empty() ? form_.model : form_.layer)
            if (place.module == gguf) return (place.layer.empty() ? "" : std::string(form_.layers) + place.layer + ".") + std::string(published) + place.ending;
        return "";
    }

    StoredTensor plain(const GgufFile::Tensor& tensor) const {
        StoredTensor stored{.name = tensor.name, .shape = tensor.shape, .bytes = tensor.bytes};
        for (const auto& [plain, format] : kPlainFormats) {
            if (plain != tensor.type->name) continue;
            stored.format = format;
            return stored;
        }
        stored.packing = blockFormat(tensor.type->name);
        if (!stored.packing) {
            throw Error(textOf(file_.path()), "Tensor " + tensor.name + " is packed as " + tensor.type->name + ", which cannot be unpacked here.",
                        "Get this model as F32, F16, BF16, Q8_0, Q4_0, Q4_1, Q5_0, Q5_1, Q4_K, Q5_K or Q6_K.");
        }
        if (stored.shape.size() < 2) fault("Tensor " + tensor.name + " is packed as " + tensor.type->name + ", though it is no matrix.");
        return stored;
    }

    /// What the converter did to it, to be undone when it is read.
    void change(const Place& place, StoredTensor& stored) {
        const bool query = place.module == "attn_q";
        if (form_.pairedRows && !place.layer.empty() && (query || place.module == "attn_k")) stored.pairedHeads = divided(stored, query ? heads() : keyHeads(), 2);
        if (form_.joinedHeads && place.module == "attn_qkv") {
            divided(stored, heads() + 2 * keyHeads(), 1);
            stored.rowBlocks = groupedHeads(heads(), keyHeads());
            std::vector<int64_t> places(stored.rowBlocks.size());
            for (size_t block = 0; block < places.size(); ++block) places[static_cast<size_t>(stored.rowBlocks[block])] = static_cast<int64_t>(block);
            stored.rowBlocks = places;
        }
        if (form_.normsPlusOne && place.module.ends_with("_norm") && place.ending == ".weight") {
            if (stored.format != NumberFormat::Float32 || stored.packing) fault("Norm " + stored.name + " should be stored as F32.");
            stored.shift = -1;
        }
        if (form_.transposed && !place.layer.empty() && stored.shape.size() == 2) {
            stored.transposed = true;
            std::swap(stored.shape[0], stored.shape[1]);
        }
    }

    /// Its rows along the first dimension, each under the name of its place.
    std::vector<StoredTensor> cut(const StoredTensor& stack, size_t star) const {
        if (stack.shape.size() < 2 || stack.shape.front() < 1 || stack.shape.front() > kMostExperts || stack.bytes.empty() || (stack.packing && stack.shape.size() < 3)) fault("Tensor " + stack.name + " should be a stack.");
        std::vector<StoredTensor> pieces;
        const size_t bytes = stack.bytes.size() / static_cast<size_t>(stack.shape.front());
        for (int64_t piece = 0; piece < stack.shape.front(); ++piece) {
            pieces.push_back(stack);
            pieces.back().name.replace(star, 1, std::to_string(piece));
            pieces.back().shape.erase(pieces.back().shape.begin());
            pieces.back().bytes = stack.bytes.subspan(static_cast<size_t>(piece) * bytes, bytes);
        }
        return pieces;
    }

    /// `parts`, when the rows can be divided among them, each into so many.
    int64_t divided(const StoredTensor& stored, int64_t parts, int64_t each) const {
        if (parts < 1 || stored.shape.empty() || parts > stored.shape.front() || stored.shape.front() % (each * parts) != 0)
            fault("The rows of tensor " + stored.name + " cannot be divided among " + std::to_string(parts) + " heads.");
        return parts;
    }

    int64_t heads() { return std::clamp<int64_t>(settings_.whole("attention.head_count", 0), 0, kMostHeads); }
    int64_t keyHeads() {
        const int64_t own = std::clamp<int64_t>(settings_.whole("attention.head_count_kv", 0), 0, kMostHeads);
        return own > 0 && heads() % own == 0 ? own : heads();
    }

    const GgufFile& file_;
    GgufSettings settings_;
    GgufForm form_;
};

}  // namespace

Checkpoint Checkpoint::openGguf(const std::filesystem::path& path) {
    const GgufFile file(path);
    const Architecture* family = architectureOf(file);
    if (!family)
        throw Error(textOf(path), "GGUF files of the family \"" + file.text("general.architecture") + "\" cannot be opened here.", "Choose a model of a supported family.");
    Checkpoint result;
    result.maps_.push_back(file.map());
    result.files_.push_back(path);
    PublishedTensors published(file, *family);
    for (const GgufFile::Tensor& tensor : file.tensors()) {
        if (std::find(kFactors.begin(), kFactors.end(), tensor.name) != kFactors.end()) continue;
        for (StoredTensor& stored : published.of(tensor)) {
            const std::string key = stored.name;
            if (!result.tensors_.emplace(key, std::move(stored)).second) throw Error(textOf(path), "Tensor " + key + " stands there twice.", "Fetch the file again.");
        }
    }
    return result;
}

}  // namespace luthier
