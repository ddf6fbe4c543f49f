// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <exception>

namespace luthier {

/// Tensor memory that stays with the process between steps. The C library gives every large block back to the system when it is freed, so each
/// step would be charged again for its pages; here large blocks are cut from one long row of huge pages, joined again when freed, and the lowest
/// place that fits is taken, so that a training run settles into the same places step after step and touches no new page while an old one is free.
struct TensorMemory {
    uint64_t used = 0;      ///< bytes of tensors that live now (blocks of 64 kB and more)
    uint64_t peakUsed = 0;  ///< the most since the start or resetPeakMemory()
    uint64_t held = 0;      ///< bytes from the beginning of the row to the end of the highest block that was taken and not trimmed
};

/// Makes it libtorch's CPU allocator from here on. Once per process, before the first tensor; a second call does nothing. Running out of
/// memory becomes the ordinary error of libtorch's own allocator.
void useTensorMemory();
TensorMemory tensorMemory();
void resetPeakMemory();
/// Bytes that tensors may take at most (in blocks of 64 kB and more); 0 = whatever the system has. More is out of memory.
void limitTensorMemory(uint64_t bytes);
/// Whether that is what went wrong, in whichever of the ways it is reported.
bool isOutOfMemory(const std::exception& fault);
/// Gives memory without a living tensor back to the system.
void trimTensorMemory();

}  // namespace luthier
