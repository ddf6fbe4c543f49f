// SPDX-License-Identifier: Apache-2.0
#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include <memory>

#include "app/cli/command.h"
#include "core/base/error.h"
#include "core/base/file.h"
#include "core/base/os.h"
#include "core/engine/engine.h"

namespace luthier::cli {
namespace {

/// What the engine stands on; why it cannot be asked when it is not there.
Json libraries() {
    try {
        return engine().versions();
    } catch (const Error& error) {
        Json missing = Json::object();
        missing["engine"] = std::string(error.what());
        return missing;
    }
}

/// What was measured on this machine before; null when nothing was.
Json measuredBefore() {
    try {
        return Json::parse(readFile(os::luthierHome() / "machine.json"));
    } catch (const std::exception&) {
        return Json();
    }
}

Json facts(bool measure) {
    Json all = Json::object();
    all["version"] = LUTHIER_VERSION;
    all["libraries"] = libraries();
    all["system"] = os::systemName();
    Json& processor = all["processor"] = Json::object();
    processor["name"] = os::processorName();
    processor["cores"] = os::usableCores();
    const os::SystemMemory memory = os::systemMemory();
    all["memory"]["total"] = memory.total;
    all["memory"]["available"] = memory.available;
    all["gpu"] = Json();
    Problems unkept;
    if (measure) engine().measure(CancelToken(), unkept);
    if (!unkept.empty()) throw Error(unkept.front().where, unkept.front().what, unkept.front().mend);  // to keep it is what was asked for
    all["measured"] = measuredBefore();
    Json& folders = all["folders"] = Json::object();
    folders["home"] = textOf(os::luthierHome());
    folders["runs"] = textOf(os::luthierHome() / "runs");
    folders["models"] = textOf(os::luthierHome() / "models");
    folders["program"] = textOf(os::programFolder());
    return all;
}

std::string plain(const Json& value) { return value.isString() ? value.asString() : value.dump(); }

/// Nested members as indented "name  value" lines.
void printTree(const Json& object, size_t depth) {
    for (const auto& [name, value] : object.asObject()) {
        if (value.isNull()) continue;
        const std::string indent(2 * depth, ' ');
        if (value.isObject()) {
            printLine(indent + name);
            printTree(value, depth + 1);
        } else {
            printLine(fmt::format("{}{:<{}} {}", indent, name, 24 - 2 * std::min<size_t>(depth, 4), plain(value)));
        }
    }
}

}  // namespace

Action infoCommand(CLI::App& options) {
    auto measure = std::make_shared<bool>(false);
    options.add_flag("--measure", *measure, "Measure this machine again; later runs choose by it");
    return [measure] {
        const Json all = facts(*measure);
        if (jsonAsked()) printLine(all.dump());
        else printTree(all, 0);
        return int{kDone};
    };
}

}  // namespace luthier::cli
