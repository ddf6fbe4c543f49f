// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <string>

#include "core/base/file.h"
#include "core/model/checkpoint.h"
#include "core/model/decoder.h"
#include "tests/support/temp_folder.h"
#include "tests/support/torch_batch.h"

namespace luthier {

/// The decoder of a model folder; a test that calls it fails where the folder has problems.
inline std::unique_ptr<Decoder> decoderOf(const std::filesystem::path& folder) {
    ConfigRead read = readDecoderConfig(folder);
    if (hasError(read.problems)) throw std::runtime_error(read.problems.front().where + " " + read.problems.front().what);
    Problems problems;
    auto decoder = Decoder::load(read.config, Checkpoint::openFolder(folder), problems);
    if (!decoder) throw std::runtime_error(problems.front().where + " " + problems.front().what);
    return decoder;
}

/// One sample whose tokens are all learnt.
inline Batch textBatch(const at::Tensor& tokens) {
    std::vector<int64_t> ids;
    for (int64_t i = 0; i < tokens.numel(); ++i) ids.push_back(tokens[i].item<int64_t>());
    return packed({{ids, ids}});
}

inline at::Tensor logitsOf(Decoder& decoder, const at::Tensor& tokens) {
    const at::NoGradGuard noGradient;
    return decoder.logits(decoder.hidden(textBatch(tokens)));
}

/// A copy of a tensor of a safetensors file.
inline at::Tensor tensorIn(const Checkpoint& file, const std::string& name) { return tensorOf(*file.find(name)).clone(); }

}  // namespace luthier
