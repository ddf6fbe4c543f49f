// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/data/importer.h"

namespace CLI {
class App;
}

namespace luthier::cli {

/// How the rows of a command's data file are to be read: --format and --columns, which mean what data.format and data.columns mean in a recipe.
void addRowOptions(CLI::App& options, ImportSettings& settings);
/// Problems as they are told by the command that was given: how to mend them names a recipe's keys, and its switches where it has these options.
Problems withSwitches(Problems problems);

}  // namespace luthier::cli
