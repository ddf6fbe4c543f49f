// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

namespace luthier::cli {

/// `luthier models get`: says what the model costs and its licence, fetches it, prints the path that a recipe names. Returns the exit code.
int getModel(const std::string& name, const std::string& revision);

}  // namespace luthier::cli
