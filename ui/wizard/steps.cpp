// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/wizard/step.h"

namespace luthier::ui {

#define LUTHIER_STEP(name) StepInfo name##Step();
#include "ui/wizard/steps.def"
#undef LUTHIER_STEP

std::vector<StepInfo> steps() {
    return {
#define LUTHIER_STEP(name) name##Step(),
#include "ui/wizard/steps.def"
#undef LUTHIER_STEP
    };
}

}  // namespace luthier::ui
