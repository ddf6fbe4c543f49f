// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace luthier::os {

/// Processor time that the calling thread has used so far. It does not go on while others have the processor.
double threadSeconds();

}  // namespace luthier::os
