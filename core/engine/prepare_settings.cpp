// SPDX-License-Identifier: Apache-2.0
#include "core/engine/prepare_settings.h"

#include <algorithm>

#include "core/engine/prepare_labels.h"
#include "core/objective/objective_settings.h"

namespace luthier {
namespace {

constexpr int64_t kUsualMaxLength = 2048;  // tokens; contract: auto = min(2048, what the model can)

}  // namespace

ImportSettings importSettings(const Recipe& recipe) {
    const bool labelled = learnsOf(recipe.objective.kind) != Learns::Tokens;
    return {labelled && recipe.data.format == "auto" ? "label" : recipe.data.format, recipe.data.columns, recipe.data.group};
}

int64_t maxLengthOf(const Recipe& recipe, int64_t able) { return recipe.data.maxLength.value_or(able > 0 ? std::min(kUsualMaxLength, able) : kUsualMaxLength); }

EncodeSettings encodeSettings(const Recipe& recipe, int64_t maxLength, const LabelScheme& labels) {
    return {recipe.objective.kind, recipe.objective.learn, maxLength, recipe.data.overlong, labels};
}

LabelScheme labelsIn(const Recipe& recipe) {
    Prepared prepared;
    settleLabels(recipe, prepared);
    return prepared.labels;
}

}  // namespace luthier
