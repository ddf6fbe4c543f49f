// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include "core/engine/checks.h"

namespace luthier {
namespace {

Problems look(const CheckSubject& subject) {
    // Too few rows for `auto` is told when the rows are split, by runs too.
    if (!subject.prepared.eval.empty() || subject.recipe.data.eval.kind == PartChoice::Kind::Auto) return {};
    return {fixable(warning("data.eval", "no rows are held out: nothing will show whether the model really got better, and nothing stops a run that learns by heart",
                    "leave data.eval at auto, or give a file of rows that are not trained on"), Fix{"data.eval", "auto"})};
}

}  // namespace

Check heldOutCheck() { return {"held_out", "Rows are held out to measure on", look}; }

}  // namespace luthier
