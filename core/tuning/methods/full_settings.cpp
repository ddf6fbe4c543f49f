// SPDX-License-Identifier: Apache-2.0
#include "core/tuning/method_settings.h"

namespace luthier {

MethodFacts fullFacts() {
    return {"full", "Deep (all weights)",
            "Every weight of the model learns. It can change the most, takes the most memory and time, and the result is a whole model.",
            2e-5, "small, because every weight of the model learns", false,
            [](const MethodSettings&, const DecoderConfig&) { return Problems{}; },
            [](const MethodSettings&, const DecoderConfig& config) { return learningOf(config, [](const std::string&) { return true; }); }};
}

}  // namespace luthier
