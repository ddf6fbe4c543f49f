// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>

#include "core/engine/checks.h"
#include "core/tuning/method_settings.h"

namespace luthier {
namespace {

// What is tried in practice around the usual rate of a method: far below nothing is learnt, little above training goes astray.
constexpr double kBelow = 30, kAbove = 10;
constexpr double kUsualFromRandom = 1e-3;  // weights that know nothing yet learn faster
// Usual rates are those of models some thousand wide (the 7B that LoRA's were found on). Narrower ones bear more (Brown et al. 2020, table 2.1; Yang et al.
// 2022, table 3), if not for ever: small models go astray too.
constexpr double kUsualWidth = 4096, kMostForWidth = 2;

/// How many times the usual rate a model may learn at before it is far above.
double mostTimes(const DecoderConfig& config) {
    return kAbove * std::clamp(kUsualWidth / static_cast<double>(std::max<int64_t>(config.hidden, 1)), 1.0, kMostForWidth);
}

Problems look(const CheckSubject& subject) {
    if (!subject.recipe.train.learningRate) return {};
    const std::string& kind = subject.recipe.method.kind;
    const bool fromRandom = subject.recipe.model.init == "random" && subject.work.baseLearns;
    const double rate = *subject.recipe.train.learningRate, usual = fromRandom ? kUsualFromRandom : methodFacts(kind)->learningRate;
    if (rate >= usual / kBelow && rate <= usual * mostTimes(subject.prepared.config)) return {};
    return {fixable(warning("train.learning_rate", fmt::format("{} is far {} what is usual for method.kind: {} ({}): {}", rate, rate > usual ? "above" : "below", kind, usual,
                                                       rate > usual ? "training will likely go astray" : "hardly anything will be learnt"),
                    fmt::format("try {}", usual)), Fix{"train.learning_rate", fromRandom ? fmt::format("{}", usual) : "auto"})};
}

}  // namespace

Check rateCheck() { return {"rate", "The learning rate suits the method", look}; }

}  // namespace luthier
