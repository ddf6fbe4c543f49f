// SPDX-License-Identifier: Apache-2.0
#include "core/ops/kernels.h"

#include <cstdlib>
#include <string_view>

namespace luthier {
namespace {

const Kernels* runnable(const Kernels* set, bool supported) { return supported ? set : nullptr; }

#if defined(__x86_64__) && defined(__GNUC__)
const Kernels* usableAvx2() { return runnable(avx2Kernels(), __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma")); }
const Kernels* usableAvx512() {
    return runnable(avx512Kernels(), __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512bw") &&
                                         __builtin_cpu_supports("avx512vl") && __builtin_cpu_supports("avx512dq"));
}
#else
const Kernels* usableAvx2() { return runnable(avx2Kernels(), false); }
const Kernels* usableAvx512() { return runnable(avx512Kernels(), false); }
#endif

const Kernels& chosen() {
    const char* wish = std::getenv("LUTHIER_KERNELS");
    const std::string_view limit = wish ? wish : "";
    if (limit != "baseline" && limit != "avx2")
        if (const Kernels* set = usableAvx512()) return *set;
    if (limit != "baseline")
        if (const Kernels* set = usableAvx2()) return *set;
    return baselineKernels();
}

}  // namespace

const Kernels& kernels() {
    static const Kernels& set = chosen();
    return set;
}

}  // namespace luthier
