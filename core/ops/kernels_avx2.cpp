// SPDX-License-Identifier: Apache-2.0
// Compiled with this generation's instructions (see CMakeLists.txt); empty on other processors.
#if defined(LUTHIER_WITH_AVX2)
#define LUTHIER_KERNEL_SET avx2
#define LUTHIER_KERNEL_NAME "avx2"
#include "core/ops/kernels.inc"

namespace luthier {
const Kernels* avx2Kernels() { return &avx2::kKernels; }
}  // namespace luthier
#else
#include "core/ops/kernels.h"

namespace luthier {
const Kernels* avx2Kernels() { return nullptr; }
}  // namespace luthier
#endif
