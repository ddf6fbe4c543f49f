// SPDX-License-Identifier: Apache-2.0
#define LUTHIER_KERNEL_SET baseline
#define LUTHIER_KERNEL_NAME "baseline"
#include "core/ops/kernels.inc"

namespace luthier {
const Kernels& baselineKernels() { return baseline::kKernels; }
}  // namespace luthier
