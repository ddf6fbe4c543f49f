// SPDX-License-Identifier: Apache-2.0
#include "core/tuning/method_settings.h"

namespace luthier {

MethodFacts fullFacts() {
    return {"full", 2e-5, "small, because every weight of the model learns", false,
            [](const MethodSettings&, const DecoderConfig&) { return Problems{}; },
            [](const MethodSettings&, const DecoderConfig& config) { return parameterCount(config); }};
}

}  // namespace luthier
