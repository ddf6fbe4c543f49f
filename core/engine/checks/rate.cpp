// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include "core/engine/checks.h"
#include "core/tuning/method_settings.h"

namespace luthier {
namespace {

// What is tried in practice around the usual rate of a method: far below nothing is learnt, little above training goes astray.
constexpr double kBelow = 30, kAbove = 10;
constexpr double kUsualFromRandom = 1e-3;  // weights that know nothing yet learn faster

Problems look(const CheckSubject& subject) {
    if (!subject.recipe.train.learningRate) return {};
    const std::string& kind = subject.recipe.method.kind;
    const bool fromRandom = subject.recipe.model.init == "random" && subject.work.baseLearns;
    const double rate = *subject.recipe.train.learningRate, usual = fromRandom ? kUsualFromRandom : methodFacts(kind)->learningRate;
    if (rate >= usual / kBelow && rate <= usual * kAbove) return {};
    return {fixable(warning("train.learning_rate", fmt::format("{} is far {} what is usual for {} ({}): {}", rate, rate > usual ? "above" : "below", kind, usual,
                                                       rate > usual ? "training will likely go astray" : "hardly anything will be learnt"),
                    fmt::format("try {}", usual)), Fix{"train.learning_rate", fromRandom ? fmt::format("{}", usual) : "auto"})};
}

}  // namespace

Check rateCheck() { return {"rate", "The learning rate suits the method", look}; }

}  // namespace luthier
