// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

namespace luthier {

/// What an objective learns of a row: its tokens, which classes it belongs to, or a number.
enum class Learns { Tokens, Classes, Numbers };

/// Of objective.kind; without torch, for reading rows and for the check. Tokens for words that are no objective's.
Learns learnsOf(const std::string& objective);
/// The objective that learns what a model's problem type (Transformers' word in config.json) says; "sft" for an empty one.
std::string objectiveFor(const std::string& problemType);

}  // namespace luthier
