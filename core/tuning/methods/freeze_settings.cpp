// SPDX-License-Identifier: Apache-2.0
#include "core/tuning/method_settings.h"

namespace luthier {
namespace {

Problems checkLayers(const MethodSettings& settings, const DecoderConfig& config) {
    if (settings.layers >= 1 && settings.layers <= config.layers) return {};
    return {error(
        "method.layers",
        "should be from 1 to the model's " + std::to_string(config.layers) + " layers, found " + std::to_string(settings.layers) + ".",
        "Set method.layers to how many of the last layers shall learn.")};
}

int64_t countLayers(const MethodSettings& settings, const DecoderConfig& config) {
    DecoderConfig none = config;
    none.layers = 0;
    const int64_t ofLayers = parameterCount(config) - parameterCount(none);
    return ofLayers / config.layers * settings.layers;
}

}  // namespace

MethodFacts freezeFacts() {
    return {"freeze", "Last layers",
            "Only the last layers of the model learn. Between the two others: more than a light touch, less than everything; the result is a whole model.",
            2e-5, "small, because whole layers of the model learn", false, checkLayers, countLayers};
}

}  // namespace luthier
