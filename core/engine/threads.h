// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace luthier {

/// Sets up the calling thread, and the team of workers it owns, for tensor work: how many threads, and numbers too small to matter
/// (denormals, which are ten to a hundred times slower) count as zero. All tensor work of a process runs on this one thread.
void useThreads(int threads);

}  // namespace luthier
