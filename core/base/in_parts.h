// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <functional>

namespace luthier {

/// Calls work(begin, end) for parts of 0 … count that cover it, on a few threads at a time, and waits for all; few things are done on the
/// calling thread. For looking at many files, where one thread waits most of its time. What a part throws is thrown when all have ended.
void inParts(size_t count, const std::function<void(size_t begin, size_t end)>& work);

}  // namespace luthier
