// SPDX-License-Identifier: Apache-2.0
#include "core/base/error.h"
#include "core/base/gguf_file.h"
#include "tests/fuzz/fuzz_target.h"

namespace luthier::testing {
namespace {

bool run(std::string_view bytes) {
    try {
        const GgufFile file(fuzzFile("model.gguf", bytes));
        uint64_t sum = 0, counted = 0;
        for (const GgufFile::Tensor& tensor : file.tensors()) {
            for (std::byte byte : tensor.bytes) sum += static_cast<uint64_t>(byte);  // every byte can be read
            counted += tensor.bytes.size();
        }
        if (counted > bytes.size() || sum > 255 * counted) __builtin_trap();
        file.metadata().dump();
        return true;
    } catch (const Error&) {
        return false;
    }
}

}  // namespace

FuzzTarget ggufTarget() { return {"gguf", run}; }

}  // namespace luthier::testing
