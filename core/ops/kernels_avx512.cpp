// SPDX-License-Identifier: Apache-2.0
// Compiled with this generation's instructions (see CMakeLists.txt); empty on other processors.
#if defined(LUTHIER_WITH_AVX512)
#define LUTHIER_KERNEL_SET avx512
#define LUTHIER_KERNEL_NAME "avx512"
#include "core/ops/kernels.inc"

namespace luthier {
const Kernels* avx512Kernels() { return &avx512::kKernels; }
}  // namespace luthier
#else
#include "core/ops/kernels.h"

namespace luthier {
const Kernels* avx512Kernels() { return nullptr; }
}  // namespace luthier
#endif
