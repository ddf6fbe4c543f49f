// SPDX-License-Identifier: Apache-2.0
#include "core/base/error.h"
#include "core/model/decoder_config.h"
#include "tests/fuzz/fuzz_target.h"

namespace luthier::testing {
namespace {

bool run(std::string_view bytes) {
    try {
        const auto [config, problems] = readDecoderConfig(fuzzFile("config.json", bytes).parent_path());
        if (hasError(problems)) return false;
        if (config.layers < 1 || config.plans.size() != static_cast<size_t>(config.layers) || parameterCount(config) < 1) __builtin_trap();
        if (expectedTensors(config).empty() || modulesOf(config).empty()) __builtin_trap();
        return true;
    } catch (const Error&) {
        return false;
    }
}

}  // namespace

FuzzTarget modelConfigTarget() { return {"model_config", run}; }

}  // namespace luthier::testing
