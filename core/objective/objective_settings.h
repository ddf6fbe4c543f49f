// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

namespace luthier {

/// What an objective learns of a row: its tokens, which classes it belongs to, or a number.
enum class Learns { Tokens, Classes, Numbers };

/// What is known of an objective without torch, for reading rows, the check and the window.
struct ObjectiveFacts {
    std::string kind;          ///< recipe: objective.kind
    Learns learns;
    bool everyWord;            ///< of a row, questions too
    std::string label, words;  ///< for people who know no term: a name, and a sentence
    std::string rows;          ///< which rows it needs, as another one
};
const std::vector<ObjectiveFacts>& objectiveFacts();

/// Of objective.kind. Tokens for words that are no objective's.
Learns learnsOf(const std::string& objective);
bool learnsEveryWord(const std::string& objective);
/// The first objective that learns that.
std::string objectiveThat(Learns learns);
/// The objective that learns what a model's problem type (Transformers' word in config.json) says; "sft" for an empty one.
std::string objectiveFor(const std::string& problemType);

}  // namespace luthier
