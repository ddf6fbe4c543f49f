// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <functional>

namespace luthier {

/// Calls work(begin, end) for parts of [0, count), on all threads of the engine. Parts begin at multiples of 64, so that an element meets the same
/// instructions (a kernel's loop or its tail) with any number of threads. Below `grain` elements a second thread costs more than it saves.
void shareOut(int64_t count, int64_t grain, const std::function<void(int64_t begin, int64_t end)>& work);

}  // namespace luthier
