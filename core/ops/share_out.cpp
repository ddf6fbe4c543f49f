// SPDX-License-Identifier: Apache-2.0
#include "core/ops/share_out.h"

#include <algorithm>

#include <ATen/Parallel.h>

namespace luthier {

void shareOut(int64_t count, int64_t grain, const std::function<void(int64_t, int64_t)>& work) {
    constexpr int64_t kBorder = 64;
    at::parallel_for(0, (count + kBorder - 1) / kBorder, std::max<int64_t>(1, grain / kBorder),
                     [&](int64_t begin, int64_t end) { work(begin * kBorder, std::min(end * kBorder, count)); });
}

}  // namespace luthier
