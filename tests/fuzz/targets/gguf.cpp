// SPDX-License-Identifier: Apache-2.0
#include "core/base/error.h"
#include "core/base/gguf_file.h"
#include "core/model/checkpoint.h"
#include "core/model/decoder_config.h"
#include "tests/fuzz/fuzz_target.h"

namespace luthier::testing {
namespace {

bool run(std::string_view bytes) {
    try {
        const std::filesystem::path path = fuzzFile("model.gguf", bytes);
        const GgufFile file(path);
        uint64_t sum = 0, counted = 0;
        for (const GgufFile::Tensor& tensor : file.tensors()) {
            for (std::byte byte : tensor.bytes) sum += static_cast<uint64_t>(byte);  // every byte can be read
            counted += tensor.bytes.size();
        }
        if (counted > bytes.size() || sum > 255 * counted) __builtin_trap();
        file.metadata().dump();
        readDecoderConfig(path);
        std::vector<std::byte> row;
        const Checkpoint checkpoint = Checkpoint::open(path);
        for (const auto& [name, tensor] : checkpoint.tensors()) {
            if (tensor.bytes.empty()) continue;
            const int64_t rows = tensor.transposed ? tensor.shape.back() : tensor.shape.front();
            row.resize(static_cast<size_t>(tensor.elements() / rows) * bytesOf(tensor.format));
            tensor.readRows(rows - 1, rows, row.data());
        }
        return true;
    } catch (const Error&) {
        return false;
    }
}

}  // namespace

FuzzTarget ggufTarget() { return {"gguf", run}; }

}  // namespace luthier::testing
