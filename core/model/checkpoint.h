// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "core/base/file.h"
#include "core/base/problem.h"
#include "core/model/block_format.h"

namespace luthier {

enum class NumberFormat { Float32, Float16, BFloat16, Float64, Int64, Int32, Int16, Int8, UInt8, Bool };
size_t bytesOf(NumberFormat format);
std::string nameOf(NumberFormat format);            ///< safetensors' name: "F32", "BF16", …

/// One tensor of a checkpoint; `bytes` is a view of the mapped file (little-endian, row-major).
struct StoredTensor {
    std::string name;
    NumberFormat format = NumberFormat::Float32;  ///< of the values
    std::vector<int64_t> shape;
    std::span<const std::byte> bytes;
    const BlockFormat* packing = nullptr;  ///< not null: bytes are blocks of this format
    int64_t pairedHeads = 0;  ///< not 0: in each of so many heads, rows i and i + half lie beside one another, as llama.cpp rotates them
    std::vector<int64_t> rowBlocks = {};  ///< not empty: the rows are so many equal blocks, the i-th of which lies at the rowBlocks[i]-th place
    bool transposed = false;  ///< a matrix whose columns lie one after the other
    double shift = 0;         ///< is added to every value; float32 only
    int64_t elements() const;
    bool isInOrder() const { return pairedHeads == 0 && rowBlocks.empty() && !transposed; }  ///< row after row
    bool isPlain() const { return !packing && isInOrder() && shift == 0; }  ///< bytes are the values as they are
    /// The values of rows [begin, end) in their own order, in `format`, without the shift: (end - begin) x elements() / shape[0] numbers. Of a transposed
    /// matrix the rows that lie there: its columns.
    void readRows(int64_t begin, int64_t end, std::byte* values) const;
};

/// Weights on disk: safetensors files, single or sharded, or a GGUF file, memory-mapped and fully checked before a tensor is handed out
/// (header length, JSON, names, dtypes, shapes, offsets without hole or overlap, shard index against shards). Names are those of safetensors.
class Checkpoint {
public:
    static Checkpoint open(const std::filesystem::path& model);         ///< of a base model: a folder or a GGUF file; throws Error
    static Checkpoint openFile(const std::filesystem::path& file);      ///< throws Error
    static Checkpoint openFolder(const std::filesystem::path& folder);  ///< model.safetensors or model.safetensors.index.json; throws Error

    const StoredTensor* find(const std::string& name) const;
    const std::map<std::string, StoredTensor>& tensors() const { return tensors_; }
    const std::map<std::string, std::string>& metadata() const { return metadata_; }
    uint64_t bytes() const;  ///< of all tensors
    const std::vector<std::filesystem::path>& files() const { return files_; }

private:
    static Checkpoint openShards(const std::filesystem::path& index);
    static Checkpoint openGguf(const std::filesystem::path& file);

    std::vector<std::shared_ptr<MappedFile>> maps_;
    std::vector<std::filesystem::path> files_;
    std::map<std::string, StoredTensor> tensors_;
    std::map<std::string, std::string> metadata_;
};

/// What to say of a folder that has weights in forms alone that are not read (pytorch_model.bin …); nothing for any other.
std::optional<Problem> weightsInAnotherForm(const std::filesystem::path& folder);

/// Writes safetensors as the reference does (8-byte padded header, metadata {"format":"pt"}, tensors by descending alignment then name).
/// Atomic. Throws Error.
void writeSafetensors(const std::filesystem::path& file, const std::vector<StoredTensor>& tensors,
                      const std::map<std::string, std::string>& metadata = {{"format", "pt"}});

/// A tensor to be written, whose bytes are asked for when its turn comes, so that a model need not lie in memory twice.
struct TensorToWrite {
    std::string name;
    NumberFormat format = NumberFormat::Float32;
    std::vector<int64_t> shape;
    /// Hands all bytes (little-endian, row-major), in one piece or several, to `put`.
    std::function<void(const std::function<void(std::span<const std::byte>)>& put)> bytes;
};
uint64_t bytesOf(const TensorToWrite& tensor);
void writeSafetensors(const std::filesystem::path& file, const std::vector<TensorToWrite>& tensors,
                      const std::map<std::string, std::string>& metadata = {{"format", "pt"}});

/// Bytes of tensors that one file holds at most before a checkpoint is cut into shards.
constexpr uint64_t kShardBytes = 5'000'000'000;
/// Writes model.safetensors, or shards of at most shardBytes with model.safetensors.index.json (cut in the order given, as huggingface_hub
/// cuts them). Returns the file names, in order. Throws Error.
std::vector<std::string> writeCheckpoint(const std::filesystem::path& folder, const std::vector<TensorToWrite>& tensors,
                                         uint64_t shardBytes = kShardBytes);

}  // namespace luthier
