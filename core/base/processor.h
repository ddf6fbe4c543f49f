// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace luthier {

// What the processor at hand can do.

bool hasAvx2();    ///< AVX2 and FMA
bool hasAvx512();  ///< AVX-512 F, BW, DQ and VL: what oneDNN needs for products in bfloat16

}  // namespace luthier
