// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "core/base/json.h"
#include "core/base/problem.h"
#include "core/model/decoder_config.h"
#include "core/recipe/recipe.h"

namespace luthier {

/// What PEFT puts before the names of modules in the files of an adapter.
inline const std::string kPeftPrefix = "base_model.model.";

/// adapter_config.json of a LoRA adapter, as PEFT 0.21.2 writes and reads it.
struct PeftConfig {
    int64_t rank = 8;
    double alpha = 8;
    double dropout = 0;
    bool rslora = false;
    Json targets;                           ///< target_modules: a list, or one regular expression
    std::vector<std::string> modulesToSave;
    Json rankPattern = Json::object();      ///< regular expression -> rank
    Json alphaPattern = Json::object();     ///< regular expression -> alpha
    std::string baseModel;
    bool answersLabels = false;             ///< task_type SEQ_CLS, else CAUSAL_LM
    bool inOut = false;                     ///< fan_in_fan_out: weights lie as (in, out); PEFT finds that out itself when it reads
    Json excluded{}, layers{}, layersPattern{};  ///< exclude_modules, layers_to_transform, layers_pattern of an adapter that was read

    void answerLabels();                    ///< task_type SEQ_CLS, and the modules to save that PEFT adds for it
    /// Of one module: rank_pattern and alpha_pattern override rank and alpha where "(.*\.)?(pattern)" matches its path.
    int64_t rankOf(const std::string& module) const;
    double alphaOf(const std::string& module) const;
    /// alpha / rank, or alpha / sqrt(rank) (arXiv 2312.03732).
    double scaleOf(const std::string& module) const;
};

/// Reads adapter_config.json of a folder. What would change the numbers and cannot be run (DoRA, bias, other methods, …) is a problem by
/// name.
PeftConfig readPeftConfig(const std::filesystem::path& folder, Problems& problems);
/// The file's text with every key that PEFT writes, in its order.
std::string peftConfigText(const PeftConfig& config);
/// The labels of an adapter's head, by their ids: labels.json beside PEFT's files, which do not say them. Throws Error.
void writeLabels(const std::filesystem::path& folder, const TaskHead& head);
/// The head that an adapter brings along: its width from the file, names from labels.json or else as Transformers makes them up; none of an adapter that writes.
TaskHead adapterHead(const std::filesystem::path& folder);
/// An adapter that a run starts from keeps its own rank, alpha and targets: a warning for each that the recipe has otherwise.
void warnOfDifferences(const MethodSettings& settings, const PeftConfig& start, Problems& problems);

}  // namespace luthier
