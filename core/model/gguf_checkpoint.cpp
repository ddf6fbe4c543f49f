// SPDX-License-Identifier: Apache-2.0
#include <array>
#include <utility>

#include "core/base/error.h"
#include "core/base/gguf_file.h"
#include "core/model/checkpoint.h"
#include "core/model/decoder_config.h"

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

std::string publishedModule(const std::string& module, const GgufNames& names) {
    for (const auto& [gguf, published] : names.model)
        if (module == gguf) return std::string(published);
    const size_t number = module.find('.') + 1, leaf = module.find('.', number) + 1;
    if (!module.starts_with("blk.") || leaf == 0) return "";
    for (const auto& [gguf, published] : names.layer)
        if (std::string_view(module).substr(leaf) == gguf) return "model.layers." + module.substr(number, leaf - number) + std::string(published);
    return "";
}

/// The published name of a tensor; the file's own where the family has none for it.
std::string publishedName(const std::string& name, const GgufNames& names) {
    const size_t dot = name.rfind('.');
    const std::string ending = dot == std::string::npos ? "" : name.substr(dot);
    const std::string module = ending == ".weight" || ending == ".bias" ? publishedModule(name.substr(0, dot), names) : "";
    return module.empty() ? name : module + ending;
}

StoredTensor storedOf(const GgufFile::Tensor& tensor, const std::string& name, const GgufFile& file) {
    StoredTensor stored{.name = name, .shape = tensor.shape, .bytes = tensor.bytes};
    for (const auto& [plain, format] : kPlainFormats) {
        if (plain != tensor.type->name) continue;
        stored.format = format;
        return stored;
    }
    stored.packing = blockFormat(tensor.type->name);
    if (!stored.packing) {
        throw Error(textOf(file.path()), "Tensor " + tensor.name + " is packed as " + tensor.type->name + ", which cannot be unpacked here.",
                    "Get this model as F32, F16, BF16, Q8_0, Q4_0, Q4_1, Q5_0, Q5_1, Q4_K, Q5_K or Q6_K.");
    }
    return stored;
}

/// In how many heads the rows of a tensor are paired: queries and keys of families that llama.cpp rotates so.
int64_t pairedHeads(const StoredTensor& tensor, const GgufFile& file, const std::string& architecture) {
    const bool query = tensor.name.find(".self_attn.q_proj.") != std::string::npos;
    if (!query && tensor.name.find(".self_attn.k_proj.") == std::string::npos) return 0;
    const auto said = [&](const char* key) {
        const Json* value = file.find(architecture + key);
        return value && value->isInteger() ? value->asInteger() : 0;
    };
    const int64_t heads = said(".attention.head_count"), keyHeads = said(".attention.head_count_kv");
    const int64_t own = query || keyHeads == 0 ? heads : keyHeads;
    if (own > 0 && tensor.shape.front() % (2 * own) == 0) return own;
    throw Error(textOf(file.path()), "The rows of tensor " + tensor.name + " cannot be divided among " + std::to_string(own) + " heads.",
                "Fetch the file again: its metadata and weights do not belong together.");
}

}  // namespace

Checkpoint Checkpoint::openGguf(const std::filesystem::path& path) {
    const GgufFile file(path);
    const std::string name = file.text("general.architecture");
    const Architecture* family = architectureOf(name);
    if (!family || !family->gguf)
        throw Error(textOf(path), "GGUF files of the family \"" + name + "\" cannot be opened here.", "Choose a model of a supported family.");
    Checkpoint result;
    result.maps_.push_back(file.map());
    result.files_.push_back(path);
    for (const GgufFile::Tensor& tensor : file.tensors()) {
        if (tensor.name == "rope_freqs.weight") continue;  // part of the config
        StoredTensor stored = storedOf(tensor, publishedName(tensor.name, *family->gguf), file);
        if (family->gguf->pairedRows) stored.pairedHeads = pairedHeads(stored, file, name);
        const std::string key = stored.name;
        if (!result.tensors_.emplace(key, std::move(stored)).second) throw Error(textOf(path), "Tensor " + key + " stands there twice.", "Fetch the file again.");
    }
    return result;
}

}  // namespace luthier
