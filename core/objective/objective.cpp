// SPDX-License-Identifier: Apache-2.0
#include "core/objective/objective.h"

#include <cassert>

namespace luthier {

#define LUTHIER_OBJECTIVE(name, ...) ObjectiveKind name##Objective();
#include "core/objective/objectives/objectives.def"
#undef LUTHIER_OBJECTIVE

const std::vector<ObjectiveKind>& objectiveKinds() {
    static const std::vector<ObjectiveKind> all{
#define LUTHIER_OBJECTIVE(name, ...) name##Objective(),
#include "core/objective/objectives/objectives.def"
#undef LUTHIER_OBJECTIVE
    };
    return all;
}

std::unique_ptr<Objective> makeObjective(const ObjectiveSettings& settings, const LabelScheme& labels) {
    for (const ObjectiveKind& kind : objectiveKinds()) {
        if (kind.kind == settings.kind) return kind.make(settings, labels);
    }
    assert(false && "the recipe's check lets only kinds of objectives.def through");
    return nullptr;
}

}  // namespace luthier
