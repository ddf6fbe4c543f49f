// SPDX-License-Identifier: Apache-2.0
#include "core/text/model_files.h"

#include "core/base/file.h"
#include "core/text/gguf_metadata.h"

namespace luthier {

ModelFiles::ModelFiles(std::filesystem::path model) : model_(std::move(model)) {
    if (const auto file = ggufOf(model_)) gguf_ = std::make_shared<const GgufFile>(*file);
}

std::optional<std::string> ModelFiles::read(std::string_view name, uint64_t limit) const {
    if (!gguf_) {
        const std::filesystem::path file = model_ / pathOf(name);
        if (!std::filesystem::exists(file)) return std::nullopt;
        return readFile(file, limit);
    }
    if (name == "config.json") return ggufConfig(*gguf_).dump();
    if (name == "tokenizer.json") return ggufTokenizer(*gguf_).dump();
    if (name == "tokenizer_config.json") return ggufTokenizerConfig(*gguf_).dump();
    return std::nullopt;
}

std::string ModelFiles::placeOf(std::string_view name) const { return textOf(gguf_ ? gguf_->path() : model_ / pathOf(name)); }

}  // namespace luthier
