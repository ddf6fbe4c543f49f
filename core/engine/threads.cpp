// SPDX-License-Identifier: Apache-2.0
#include "core/engine/threads.h"

#include <ATen/Parallel.h>

#include "core/ops/torch.h"

namespace luthier {

void useThreads(int threads) {
    at::set_num_threads(threads);
    at::globalContext().setFlushDenormal(true);
    // Each worker has a control register of its own.
    at::parallel_for(0, threads, 1, [](int64_t, int64_t) { at::globalContext().setFlushDenormal(true); });
}

}  // namespace luthier
