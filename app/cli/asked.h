// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace luthier::cli {

/// Options every command knows.
struct Asked {
    int threads = 0;
    bool json = false;
};
Asked& asked();

}  // namespace luthier::cli
