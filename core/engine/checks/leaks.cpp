// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>
#include <unordered_set>
#include <utility>

#include "core/engine/checks.h"

namespace luthier {
namespace {

/// Rows of a part whose question is in training too. Rows that are split here never are: a group stays together.
int64_t known(const Prepared& prepared, const std::unordered_set<uint64_t>& training, Part part) {
    return std::count_if(prepared.rows.begin(), prepared.rows.end(),
                         [&](const RowInfo& row) { return row.part == part && !row.leftOut && training.count(row.group); });
}

Problems look(const CheckSubject& subject) {
    const Prepared& prepared = subject.prepared;
    std::unordered_set<uint64_t> training;
    for (const RowInfo& row : prepared.rows) {
        if (row.part == Part::Train && !row.leftOut) training.insert(row.group);
    }
    Problems problems;
    for (const auto& [key, part] : {std::pair{"data.eval", Part::Eval}, std::pair{"data.test", Part::Test}}) {
        const int64_t leaked = known(prepared, training, part);
        if (leaked == 0) continue;
        problems.push_back(warning(key, fmt::format("training rows ask the same as {} of {} rows here, with other answers: the loss on them flatters", leaked,
                                                    prepared.rowsOf(part)), "keep rows that ask the same in one file, or let Luthier split them (a share, or auto)"));
    }
    return problems;
}

}  // namespace

Check leaksCheck() { return {"leaks", "Held-out rows ask what training does not", look}; }

}  // namespace luthier
