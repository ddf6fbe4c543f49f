// SPDX-License-Identifier: Apache-2.0
#include "core/engine/machine.h"

#include "core/base/error.h"
#include "core/base/file.h"
#include "core/base/os.h"

namespace luthier {
namespace {

constexpr int64_t kMachineFormat = 1;

std::filesystem::path machineFile() { return os::luthierHome() / "machine.json"; }

constexpr int64_t kSmallWidth = 416;     // between the two widths that are measured (core/engine/measure.cpp)
constexpr double kWorthRounding = 1.2;   // times faster, before bfloat16 is worth its rounding: products are not all of a step

double speedOf(const Json& speeds, const std::string& precision, const char* key) {
    const Json* measured = speeds.find(precision);
    return measured ? measured->numberOr(key, 0) : 0;
}

/// The list of measurements; empty when the file is missing or not ours.
Json::Array measurements() {
    try {
        if (!std::filesystem::exists(machineFile())) return {};
        Json json = Json::parse(readFile(machineFile()));
        const Json* list = json.find("measured");
        return json.integerOr("format", 0) == kMachineFormat && list && list->isArray() ? list->asArray() : Json::Array{};
    } catch (const JsonError&) {
        return {};
    } catch (const Error&) {
        return {};
    }
}

bool isOf(const Json& entry, int threads, const std::string& library) {
    return entry.stringOr("processor", "") == os::processorName() && entry.integerOr("threads", 0) == threads &&
           (library.empty() || entry.stringOr("library", "") == library);
}

}  // namespace

std::optional<Json> knownSpeeds(int threads, const std::string& library) {
    for (const Json& entry : measurements()) {
        const Json* speeds = entry.find("speeds");
        if (speeds && isOf(entry, threads, library) && speedOf(*speeds, "float32", "small_gflops") > 0) return *speeds;
    }
    return std::nullopt;
}

std::optional<Problem> rememberSpeeds(const Json& speeds, int threads, const std::string& library) {
    Json::Array kept;
    for (const Json& entry : measurements()) {
        if (!isOf(entry, threads, library)) kept.push_back(entry);
    }
    Json entry = Json::object();
    entry["processor"] = os::processorName();
    entry["library"] = library;
    entry["threads"] = threads;
    entry["time"] = os::now();
    entry["speeds"] = speeds;
    kept.push_back(std::move(entry));
    Json json = Json::object();
    json["format"] = kMachineFormat;
    json["measured"] = Json(kept);
    const std::filesystem::path home = machineFile().parent_path();
    const auto notKept = [&](const std::string& why) {
        return warning(textOf(home), "how fast this computer is cannot be kept there: " + why, "make that folder writable, or set LUTHIER_HOME to a folder that is");
    };
    std::error_code failed;
    std::filesystem::create_directories(home, failed);
    if (failed) return notKept(failed.message());
    try {
        writeFileAtomically(machineFile(), json.dump({.indent = 2, .keySeparator = ": "}) + "\n");
    } catch (const Error& fault) {
        return notKept(fault.what());
    }
    return std::nullopt;
}

double operationsPerSecond(const Json& speeds, const std::string& precision) { return 1e9 * speedOf(speeds, precision, "gflops"); }

std::string measuredKernel(const Json& speeds) {
    const Json* measured = speeds.find("float32");
    return measured ? measured->stringOr("kernel", "") : "";
}

std::string fastestPrecision(const Json& speeds, int64_t width) {
    const char* key = width < kSmallWidth ? "small_gflops" : "gflops";
    return speedOf(speeds, "bfloat16", key) > kWorthRounding * speedOf(speeds, "float32", key) ? "bfloat16" : "float32";
}

}  // namespace luthier
