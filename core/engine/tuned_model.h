// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <memory>

#include "core/engine/prepare.h"
#include "core/engine/resolve.h"
#include "core/model/decoder.h"
#include "core/objective/objective.h"
#include "core/recipe/recipe.h"
#include "core/tuning/method.h"

namespace luthier {

/// A base model with its tuning method put in, and what it is to learn.
struct TunedModel {
    std::unique_ptr<Decoder> decoder;
    std::unique_ptr<TuningMethod> method;
    std::unique_ptr<Objective> objective;
    bool isRounded = false;  ///< some frozen weights are not as the file (or the seed) has them, but rounded to the store
};

/// Weights of a folder; null with problems when they are missing or do not fit. Throws Error for corrupt files.
std::unique_ptr<Decoder> loadDecoder(const std::filesystem::path& folder, const DecoderConfig& config, Problems& problems,
                                     const Store& store = {});

/// A name of Resolved::store for "as the file holds them, none rounded".
inline constexpr const char* kOwnStore = "own";

/// What a recipe asks for: weights read or made from the seed, method attached. Problems say what does not fit; the parts are then null.
TunedModel makeTunedModel(const Recipe& recipe, const std::filesystem::path& modelFolder, const DecoderConfig& config,
                          const Resolved& resolved, Problems& problems);

/// Puts the model's own frozen weights in the place of those that its store rounded, so that results are merged from what the file (or the seed) holds
/// and rounded once. Throws Error where the file cannot be read any more.
void takeOwnWeights(TunedModel& model, const Recipe& recipe, const std::filesystem::path& modelFolder, const DecoderConfig& config);

}  // namespace luthier
