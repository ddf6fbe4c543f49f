// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include "core/engine/checks.h"

namespace luthier {
namespace {

constexpr int64_t kFewRows = 20;

Problems look(const CheckSubject& subject) {
    const int64_t rows = subject.prepared.rowsOf(Part::Train);
    if (rows >= kFewRows) return {};
    return {warning("data.train", rows == 1 ? "a single row is very little: the model will learn it by heart" : fmt::format("{} rows are very few: the model will learn them by heart", rows),
                    "bring a hundred or more")};
}

}  // namespace

Check fewRowsCheck() { return {"few_rows", "Enough rows", look}; }

}  // namespace luthier
