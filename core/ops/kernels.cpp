// SPDX-License-Identifier: Apache-2.0
#include "core/ops/kernels.h"

#include <cstdlib>
#include <string_view>

#include "core/base/processor.h"

namespace luthier {
namespace {

const Kernels* runnable(const Kernels* set, bool supported) { return supported ? set : nullptr; }

const Kernels& chosen() {
    const char* wish = std::getenv("LUTHIER_KERNELS");
    const std::string_view limit = wish ? wish : "";
    if (limit != "baseline" && limit != "avx2")
        if (const Kernels* set = runnable(avx512Kernels(), hasAvx512())) return *set;
    if (limit != "baseline")
        if (const Kernels* set = runnable(avx2Kernels(), hasAvx2())) return *set;
    return baselineKernels();
}

}  // namespace

const Kernels& kernels() {
    static const Kernels& set = chosen();
    return set;
}

}  // namespace luthier
