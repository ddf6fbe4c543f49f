// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "core/base/gguf_file.h"

namespace luthier {

/// The text files of a base model by name: read from its folder, or told out of a GGUF file's metadata as the folder would hold them that
/// Transformers (5.23) makes of it (config.json, tokenizer.json, tokenizer_config.json with the chat template).
class ModelFiles {
public:
    explicit ModelFiles(std::filesystem::path model);  ///< a folder or a GGUF file; throws Error for a broken one

    /// The file's content; nothing when there is no such file. Throws Error when it cannot be read or is larger than limit bytes.
    std::optional<std::string> read(std::string_view name, uint64_t limit = uint64_t{1} << 31) const;
    std::string placeOf(std::string_view name) const;  ///< for errors: the file's path, or the GGUF file's
    const GgufFile* gguf() const { return gguf_.get(); }  ///< null for a folder

private:
    std::filesystem::path model_;
    std::shared_ptr<const GgufFile> gguf_;
};

}  // namespace luthier
