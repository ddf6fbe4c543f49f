// SPDX-License-Identifier: Apache-2.0
#include "core/tuning/method.h"

#include <cassert>

namespace luthier {

#define LUTHIER_METHOD(name) TuningMethodKind name##Method();
#include "core/tuning/methods/methods.def"
#undef LUTHIER_METHOD

const std::vector<TuningMethodKind>& tuningMethodKinds() {
    static const std::vector<TuningMethodKind> all{
#define LUTHIER_METHOD(name) name##Method(),
#include "core/tuning/methods/methods.def"
#undef LUTHIER_METHOD
    };
    return all;
}

std::unique_ptr<TuningMethod> makeTuningMethod(const MethodSettings& settings) {
    for (const TuningMethodKind& kind : tuningMethodKinds()) {
        if (kind.kind == settings.kind) return kind.make(settings);
    }
    assert(false && "the recipe's check lets only kinds of methods.def through");
    return nullptr;
}

}  // namespace luthier
