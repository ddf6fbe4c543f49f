// SPDX-License-Identifier: Apache-2.0
#include "core/tuning/methods/freeze_settings.h"

#include <algorithm>
#include <functional>
#include <set>

#include "core/tuning/method_settings.h"
#include "core/tuning/targets.h"

namespace luthier {
namespace {

Problems checkFreeze(const MethodSettings& settings, const DecoderConfig& config) {
    Problems problems;
    unfrozen(settings, config, problems);
    return problems;
}

Learning learningFrozen(const MethodSettings& settings, const DecoderConfig& config) {
    Problems ignored;
    return learningOf(config, unfrozen(settings, config, ignored));
}

}  // namespace

std::function<bool(const std::string&)> unfrozen(const MethodSettings& settings, const DecoderConfig& config, Problems& problems) {
    std::vector<std::string> beginnings;
    if (!settings.modules.empty()) {
        for (const std::string& module : modulesToSave(settings.modules, config, problems, "method.modules"))
            beginnings.push_back((config.tied && module == config.head ? config.embedding : module) + ".");
    } else if (settings.layers < 1 || settings.layers > config.layers) {
        problems.push_back(error(
            "method.layers",
            "should be from 1 to the model's " + std::to_string(config.layers) + " layers, found " + std::to_string(settings.layers) + ".",
            "Set method.layers to how many of the last layers shall learn."));
    } else {
        for (auto plan = config.plans.end() - settings.layers; plan != config.plans.end(); ++plan) beginnings.push_back(plan->path + ".");
    }
    if (config.task.classes > 0) beginnings.push_back(config.head + ".");  // one that was just drawn knows nothing
    for (const std::string& module : config.task.drawn) beginnings.push_back(module + ".");
    return [beginnings](const std::string& parameter) {
        return std::any_of(beginnings.begin(), beginnings.end(), [&](const std::string& one) { return parameter.starts_with(one); });
    };
}

MethodFacts freezeFacts() {
    return {"freeze", "Last layers",
            "Only the last layers of the model learn. Between the two others: more than a light touch, less than everything; the result is a whole model.",
            2e-5, "small, because whole layers of the model learn", false, checkFreeze, learningFrozen};
}

}  // namespace luthier
