// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace luthier::cli {

/// What the command line says beside the command's own choices.
struct Asked {
    int threads = 0;
    bool json = false;
    bool rowSwitches = false;  ///< the command says by switches how rows are read, not by a recipe
};
Asked& asked();

}  // namespace luthier::cli
