// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>
#include <optional>

#include "core/engine/checks.h"
#include "core/engine/prepare_settings.h"

namespace luthier {
namespace {

Problems look(const CheckSubject& subject) {
    const Prepared& prepared = subject.prepared;
    if (subject.recipe.data.overlong != "truncate") return {};  // rows left out or split are told when they are read
    const auto full = [&](uint32_t index) { return prepared.store->length(index) >= prepared.maxLength; };
    const auto cut = std::count_if(prepared.train.begin(), prepared.train.end(), full);
    if (cut == 0) return {};
    const int64_t able = maxLengthOf(Recipe(), prepared.config.maxPositions);
    const std::optional<Fix> fix = able > prepared.maxLength ? std::optional(Fix{"data.max_length", std::to_string(able)}) : std::nullopt;
    return {fixable(warning("data.max_length", fmt::format("in {} of {} samples what came after {} tokens was cut off, ends of answers too", cut, prepared.train.size(), prepared.maxLength),
                    prepared.readsMore ? "raise data.max_length: the model can read more" : "shorten these rows, or choose data.overlong: drop"), fix)};
}

}  // namespace

Check cutTextCheck() { return {"cut_text", "No text is cut", look}; }

}  // namespace luthier
