// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "core/store/run_record.h"

namespace luthier {

/// Runs side by side, as one object:
/// runs: [{id, name, state, model, method, objective, folder}]
/// settings: [{key, values: [one per run]}]; recipe keys that differ, then what was settled differently ("resolved.KEY"), then content that
/// differs ("content.data", "content.model"; fingerprints)
/// numbers: [{key, unit, values, best: index or null}]
/// intervals: [{a, b, comparable, rows, only_a, only_b, words, and the interval: mean_before (a), mean_after (b), difference, low, high, …}]: the
/// losses of the states both keep, on the rows that both held out; of labelled rows also accuracy: an interval of the share answered right. Of more than six runs each is compared with the first only.
Json compareRuns(const std::vector<RunRecord>& runs);

}  // namespace luthier
