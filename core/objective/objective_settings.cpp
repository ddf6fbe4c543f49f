// SPDX-License-Identifier: Apache-2.0
#include "core/objective/objective_settings.h"

#include <array>
#include <string_view>

namespace luthier {
namespace {

struct Kind {
    std::string_view name;
    Learns learns;
};

constexpr std::array kKinds{
#define LUTHIER_OBJECTIVE(name, learns) Kind{#name, Learns::learns},
#include "core/objective/objectives/objectives.def"
#undef LUTHIER_OBJECTIVE
};

}  // namespace

Learns learnsOf(const std::string& objective) {
    for (const Kind& kind : kKinds)
        if (kind.name == objective) return kind.learns;
    return Learns::Tokens;
}

std::string objectiveFor(const std::string& problemType) {
    const Learns learns = problemType.empty() ? Learns::Tokens : problemType == "regression" ? Learns::Numbers : Learns::Classes;
    for (const Kind& kind : kKinds)
        if (kind.learns == learns) return std::string(kind.name);
    return "";
}

}  // namespace luthier
