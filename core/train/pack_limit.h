// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>

namespace luthier {

/// From optimizer step `fromStep` on, packs hold at most so many tokens: memory ran out there. Kept with a run, so that it continues the same.
struct PackLimit {
    int64_t fromStep = 0, tokens = 0;
};

}  // namespace luthier
