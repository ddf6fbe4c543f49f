// SPDX-License-Identifier: Apache-2.0
#include "core/base/processor.h"

namespace luthier {

#if defined(__x86_64__) && defined(__GNUC__)
bool hasAvx2() { return __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma"); }
bool hasAvx512() {
    return __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512bw") && __builtin_cpu_supports("avx512vl") && __builtin_cpu_supports("avx512dq");
}
#else
bool hasAvx2() { return false; }
bool hasAvx512() { return false; }
#endif

}  // namespace luthier
