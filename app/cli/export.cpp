// SPDX-License-Identifier: Apache-2.0
#include <CLI/CLI.hpp>

#include <memory>

#include "app/cli/command.h"
#include "core/base/file.h"
#include "core/engine/engine.h"
#include "core/events/control.h"

namespace luthier::cli {
namespace {

int exportModel(const ExportRequest& request) {
    CancelToken token;
    const StopOnSignal onSignal(token);
    const Outcome outcome = engine().exportModel(request, token);
    if (outcome.kind == Outcome::Kind::Done) printLine(outcome.result.dump());
    return report(outcome);
}

}  // namespace

Action exportCommand(CLI::App& options) {
    auto request = std::make_shared<ExportRequest>();
    auto out = std::make_shared<std::string>();
    options.add_option("RUN_OR_DIR", request->source, "A run (id, beginning, name or folder), or a folder with a result")->required();
    options.add_option("--format", request->format, "peft or merged")->required();
    options.add_option("--out", *out, "The folder to write; it must not hold anything else")->required();
    return [request, out] {
        request->out = pathOf(*out);
        return exportModel(*request);
    };
}

}  // namespace luthier::cli
