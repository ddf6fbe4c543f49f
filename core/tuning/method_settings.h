// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <unordered_map>
#include <vector>

#include "core/base/problem.h"
#include "core/model/decoder_config.h"
#include "core/recipe/recipe.h"

namespace luthier {

/// What of a model learns, and what a step has to hold for it, told without making the model.
struct Learning {
    int64_t numbers = 0;       ///< that learn
    int64_t ofBase = 0;        ///< of them, those of the base model's own tensors
    int64_t largest = 0;       ///< numbers of the largest matrix inside a layer among these
    bool head = false;         ///< the head's matrix learns
    int64_t firstLayer = 0;    ///< from here up layers keep what their backward needs; the number of layers when nothing below the head learns
    bool drops = false;        ///< numbers at random, each sample its own
    int64_t adapterWidth = 0;  ///< ranks of all adapters inside layers, summed: numbers that they keep of each token
    std::function<bool(const std::string& tensor)> learns = [](const std::string&) { return false; };  ///< of the base model's own
};
/// Of tensors of the base model that learn as they are, by their names.
Learning learningOf(const DecoderConfig& config, const std::function<bool(const std::string& tensor)>& learns);
/// The layer that a module or tensor lies in, by its path: 0 for what comes before the first one, the number of layers for what comes after the last.
class LayerIndex {
public:
    explicit LayerIndex(const DecoderConfig& config);
    int64_t operator()(const std::string& path) const;

private:
    std::unordered_map<std::string, int64_t> layers_;  ///< by the beginning of their paths
    int64_t last_;
};

/// What is known of a tuning method without torch: for the check, the promise and the settled learning rate.
struct MethodFacts {
    std::string kind;          ///< recipe: method.kind
    std::string label, words;  ///< for people who know no term: a name, and what learns and what that is good for
    double learningRate = 0;   ///< what train.learning_rate: auto means
    std::string why;           ///< the reason, in words for people
    bool hasAdapter = false;   ///< its result is adapter/, else model/
    /// What the settings get wrong with this model; where = recipe key.
    Problems (*check)(const MethodSettings& settings, const DecoderConfig& config);
    Learning (*learning)(const MethodSettings& settings, const DecoderConfig& config);
};
const std::vector<MethodFacts>& methodFacts();
const MethodFacts* methodFacts(const std::string& kind);  ///< null pointer when there is none

}  // namespace luthier
