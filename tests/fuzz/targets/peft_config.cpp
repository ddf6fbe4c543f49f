// SPDX-License-Identifier: Apache-2.0
#include "core/base/error.h"
#include "core/tuning/peft_config.h"
#include "tests/fuzz/fuzz_target.h"

namespace luthier::testing {
namespace {

bool run(std::string_view bytes) {
    try {
        Problems problems;
        const PeftConfig config = readPeftConfig(fuzzFile("adapter_config.json", bytes).parent_path(), problems);
        if (hasError(problems)) return false;
        config.scaleOf("model.layers.0.self_attn.q_proj");
        const std::string text = peftConfigText(config);
        Problems none;
        const PeftConfig again = readPeftConfig(fuzzFile("adapter_config.json", text).parent_path(), none);
        if (hasError(none) || peftConfigText(again) != text) __builtin_trap();
        return true;
    } catch (const Error&) {
        return false;
    }
}

}  // namespace

FuzzTarget peftConfigTarget() { return {"peft_config", run}; }

}  // namespace luthier::testing
