// SPDX-License-Identifier: Apache-2.0
#include "core/engine/prepare_weights.h"

#include <algorithm>
#include <map>

#include "core/base/error.h"
#include "core/base/os.h"
#include "core/model/checkpoint.h"
#include "core/model/stored_names_config.h"

namespace luthier {
namespace {

constexpr int64_t kLibtorchBytes = 107'000'000;  // that a program grows by when it opens the engine (measured with libtorch 2.13 for the processor)

std::string formatOf(const StoredTensor& tensor) {
    if (tensor.packing) return "packed";
    if (tensor.format == NumberFormat::Float16) return "float16";
    return tensor.format == NumberFormat::BFloat16 ? "bfloat16" : "float32";
}

/// That most numbers of matrices lie in.
std::string formatOfMatrices(const Checkpoint& checkpoint) {
    std::map<std::string, int64_t> numbers{{"float32", 0}};
    for (const auto& [name, tensor] : checkpoint.tensors())
        if (tensor.shape.size() > 1) numbers[formatOf(tensor)] += tensor.elements();
    return std::max_element(numbers.begin(), numbers.end(), [](const auto& one, const auto& other) { return one.second < other.second; })->first;
}

}  // namespace

void readWeightFacts(Prepared& prepared) {
    try {
        const Checkpoint checkpoint = Checkpoint::open(prepared.modelFolder);
        prepared.weights = {0, formatOfMatrices(checkpoint)};
        for (const std::filesystem::path& file : checkpoint.files()) prepared.weights.bytes += static_cast<int64_t>(std::filesystem::file_size(file));
        prepared.config = believingTheFile(prepared.config, checkpoint);
    } catch (const Error&) {
        prepared.weights = {};
    }
}

void lookAtMemory(Prepared& prepared) {
    const os::ProcessMemory now = os::processMemory();
    prepared.programBytes = static_cast<int64_t>(now.resident) + (os::libraryIsOpen(os::libraryFileName("torch_cpu")) ? 0 : kLibtorchBytes);
    prepared.leastBytes = static_cast<int64_t>(now.peakResident);
}

}  // namespace luthier
