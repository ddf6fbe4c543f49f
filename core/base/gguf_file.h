// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "core/base/file.h"
#include "core/base/json.h"

namespace luthier {

/// How ggml lays numbers out: blocks of `values` numbers in `bytes` bytes (gguf 0.19, constants.py).
struct GgmlType {
    uint32_t id = 0;
    const char* name = "";
    uint64_t values = 1, bytes = 1;
};

/// A GGUF file (version 2 or 3, little-endian), mapped, with everything checked that its header says: lengths, counts, kinds, names that stand
/// twice, shapes, alignment, tensors beyond the file or over one another. A file that lies throws Error and asks for no memory first.
class GgufFile {
public:
    struct Tensor {
        std::string name;
        const GgmlType* type = nullptr;
        std::vector<int64_t> shape;  ///< slowest dimension first, as in safetensors
        std::span<const std::byte> bytes;
    };

    explicit GgufFile(const std::filesystem::path& file);

    const std::filesystem::path& path() const { return path_; }
    /// The metadata in file order; arrays become JSON arrays.
    const Json& metadata() const { return metadata_; }
    const Json* find(std::string_view key) const;  ///< null pointer when the file does not say
    std::string text(std::string_view key) const;  ///< empty when missing or no text
    const std::vector<Tensor>& tensors() const { return tensors_; }
    const Tensor* tensor(const std::string& name) const;
    const std::shared_ptr<MappedFile>& map() const { return map_; }

private:
    std::filesystem::path path_;
    std::shared_ptr<MappedFile> map_;
    Json metadata_ = Json::object();
    std::unordered_map<std::string, size_t> keys_, names_;
    std::vector<Tensor> tensors_;
};

/// GGUF files of a folder that may be base models (not the projectors of pictures that lie beside some), by name.
std::vector<std::filesystem::path> ggufFilesIn(const std::filesystem::path& folder);
/// Whether a folder holds safetensors of a model, in one file or several.
bool holdsSafetensors(const std::filesystem::path& folder);
/// The GGUF file that a model path means: the path itself when it is a file, or the only GGUF file of a folder without safetensors.
std::optional<std::filesystem::path> ggufOf(const std::filesystem::path& model);
/// Whether a model path, file or folder, holds weights that Checkpoint::open finds.
bool holdsWeights(const std::filesystem::path& model);

}  // namespace luthier
