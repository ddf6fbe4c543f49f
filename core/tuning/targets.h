// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "core/base/problem.h"
#include "core/model/decoder_config.h"
#include "core/recipe/recipe.h"

namespace luthier {

/// What the word "attention" stands for: the maps of an attention by their own names, or with their parent's where another map is called so.
std::vector<std::string> attentionModules(const DecoderConfig& config);

/// Module paths that get an adapter, as PEFT matches target_modules: a list by equal name or ".name" suffix, one string as a full regular
/// expression, all-linear without the head. Targets that match nothing are a problem that names what could be meant.
std::vector<std::string> targetModules(const Targets& targets, const DecoderConfig& config, Problems& problems);
/// Module paths (head and embedding included) that modules_to_save names: a module whose path ends so, with everything inside it.
std::vector<std::string> modulesToSave(const std::vector<std::string>& names, const DecoderConfig& config, Problems& problems,
                                       const std::string& where = "method.modules_to_save");

/// Names that PEFT adds to modules_to_save for SEQ_CLS, and what they name here: the modules of a head for labels; none without one.
inline constexpr const char* kLabelHeadNames[] = {"classifier", "score"};
std::vector<std::string> labelModules(const DecoderConfig& config);

/// What LoRA does where: modules that get an adapter, and modules that learn as a whole (these get no adapter): those named, a head for labels, and what was
/// drawn with it.
struct LoraTargets {
    std::vector<std::string> adapted, saved;
    bool untie = false;  ///< head or embedding is among them, so a tied pair must part
};
LoraTargets loraTargets(const MethodSettings& settings, const DecoderConfig& config, Problems& problems);

}  // namespace luthier
