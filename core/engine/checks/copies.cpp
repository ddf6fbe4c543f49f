// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <array>
#include <set>

#include "core/engine/checks.h"

namespace luthier {
namespace {

constexpr double kFewCopies = 0.01;  // of the rows, that do no harm

Problems look(const CheckSubject& subject) {
    std::set<std::array<uint8_t, 32>> seen;
    int64_t rows = 0, copies = 0;
    for (const RowInfo& row : subject.prepared.rows) {
        if (row.part != Part::Train || row.leftOut) continue;
        rows++;
        if (!seen.insert(row.fingerprint).second) copies++;
    }
    if (static_cast<double>(copies) <= kFewCopies * static_cast<double>(rows)) return {};
    return {warning("data.train", fmt::format("copies of other rows, {} of {} training rows: they count twice and are soon known by heart", copies, rows),
                    "remove the copies, or name copies in data.clean")};
}

}  // namespace

Check copiesCheck() { return {"copies", "No row stands twice", look}; }

}  // namespace luthier
