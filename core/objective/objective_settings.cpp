// SPDX-License-Identifier: Apache-2.0
#include "core/objective/objective_settings.h"

#include <algorithm>

namespace luthier {

const std::vector<ObjectiveFacts>& objectiveFacts() {
    static const std::vector<ObjectiveFacts> all{
#define LUTHIER_OBJECTIVE(name, learns, everyWord, label, words, rows) ObjectiveFacts{#name, Learns::learns, everyWord, label, words, rows},
#include "core/objective/objectives/objectives.def"
#undef LUTHIER_OBJECTIVE
    };
    return all;
}

Learns learnsOf(const std::string& objective) {
    const auto found = std::ranges::find(objectiveFacts(), objective, &ObjectiveFacts::kind);
    return found == objectiveFacts().end() ? Learns::Tokens : found->learns;
}

bool learnsEveryWord(const std::string& objective) {
    const auto found = std::ranges::find(objectiveFacts(), objective, &ObjectiveFacts::kind);
    return found != objectiveFacts().end() && found->everyWord;
}

std::string objectiveThat(Learns learns) {
    const auto found = std::ranges::find(objectiveFacts(), learns, &ObjectiveFacts::learns);
    return found == objectiveFacts().end() ? "" : found->kind;
}

std::string objectiveFor(const std::string& problemType) {
    return objectiveThat(problemType.empty() ? Learns::Tokens : problemType == "regression" ? Learns::Numbers : Learns::Classes);
}

}  // namespace luthier
