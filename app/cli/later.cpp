// SPDX-License-Identifier: Apache-2.0
#include <CLI/CLI.hpp>

#include <memory>

#include "app/cli/command.h"

namespace luthier::cli {
namespace {

/// A command of the contract that comes with a later issue: whatever is given to it, it says so.
Action refusal(CLI::App& options, const std::string& name, const std::string& instead) {
    options.allow_extras();
    return [name, instead] { return report({error("luthier " + name, "this command comes later", instead)}); };
}

}  // namespace

Action dataCommand(CLI::App& options) {
    return refusal(options, "data", "until then `luthier check RECIPE` tells what is wrong with the data of a recipe");
}

}  // namespace luthier::cli
