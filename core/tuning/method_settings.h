// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "core/base/problem.h"
#include "core/model/decoder_config.h"
#include "core/recipe/recipe.h"

namespace luthier {

/// What is known of a tuning method without torch: for the check, the promise and the settled learning rate.
struct MethodFacts {
    std::string kind;          ///< recipe: method.kind
    std::string label, words;  ///< for people who know no term: a name, and what learns and what that is good for
    double learningRate = 0;   ///< what train.learning_rate: auto means
    std::string why;           ///< the reason, in words for people
    bool hasAdapter = false;   ///< its result is adapter/, else model/
    /// What the settings get wrong with this model; where = recipe key.
    Problems (*check)(const MethodSettings& settings, const DecoderConfig& config);
    /// How many numbers learn.
    int64_t (*learning)(const MethodSettings& settings, const DecoderConfig& config);
};
const std::vector<MethodFacts>& methodFacts();
const MethodFacts* methodFacts(const std::string& kind);  ///< null pointer when there is none

}  // namespace luthier
