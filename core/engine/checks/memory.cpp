// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <optional>

#include "core/engine/checks.h"
#include "core/base/os.h"

namespace luthier {
namespace {

/// Whether a run over the shortest rows would fit: else shorter ones do not help, nor layers computed twice.
bool fitsWithShortRows(const CheckSubject& subject, uint64_t available) {
    Workload work = subject.work;
    work.microBatchTokens = work.microBatchLabels = work.evalTokens = work.evalLabels = work.longest = 1;
    return static_cast<uint64_t>(estimatedMemory(subject.prepared.config, work)) <= available;
}

Problems look(const CheckSubject& subject) {
    const uint64_t available = os::systemMemory().available;
    if (static_cast<uint64_t>(subject.promise.memory) <= available) return {};
    const bool rowsMatter = fitsWithShortRows(subject, available);
    std::optional<Fix> fix;
    if (rowsMatter && subject.recipe.train.recompute == "none") fix = Fix{"train.recompute", "auto"};
    else if (subject.work.baseLearns) fix = Fix{"method.kind", "lora"};
    return {fixable(warning(fix ? fix->key : rowsMatter ? "data.max_length" : "model.path", fmt::format("the run will need {} MB, and {} MB are free", subject.promise.memory / 1000000, available / 1000000),
                    fix ? "set " + fix->key + ": " + fix->value + ", close other programs, or choose a smaller model"
                    : rowsMatter ? "close other programs, lower data.max_length, or choose a smaller model"
                                 : "close other programs, or choose a smaller model"), fix)};
}

}  // namespace

Check memoryCheck() { return {"memory", "The run fits into memory", look}; }

}  // namespace luthier
