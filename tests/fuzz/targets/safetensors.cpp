// SPDX-License-Identifier: Apache-2.0
#include "core/base/error.h"
#include "core/model/checkpoint.h"
#include "tests/fuzz/fuzz_target.h"

namespace luthier::testing {
namespace {

bool run(std::string_view bytes) {
    try {
        const Checkpoint checkpoint = Checkpoint::openFile(fuzzFile("model.safetensors", bytes));
        uint64_t sum = 0, counted = 0;
        for (const auto& [name, tensor] : checkpoint.tensors()) {
            for (std::byte byte : tensor.bytes) sum += static_cast<uint64_t>(byte);  // every byte can be read
            counted += tensor.bytes.size();
            if (static_cast<uint64_t>(tensor.elements()) * bytesOf(tensor.format) != tensor.bytes.size()) __builtin_trap();
        }
        if (counted != checkpoint.bytes() || sum > 255 * counted) __builtin_trap();
        return true;
    } catch (const Error&) {
        return false;
    }
}

}  // namespace

FuzzTarget safetensorsTarget() { return {"safetensors", run}; }

}  // namespace luthier::testing
