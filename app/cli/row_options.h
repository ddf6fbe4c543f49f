// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/data/importer.h"

namespace CLI {
class App;
}

namespace luthier::cli {

/// How the rows of a command's data file are to be read: --format and --columns, which mean what data.format and data.columns mean in a recipe.
void addRowOptions(CLI::App& options, ImportSettings& settings);

}  // namespace luthier::cli
