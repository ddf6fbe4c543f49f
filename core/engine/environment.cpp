// SPDX-License-Identifier: Apache-2.0
#include "core/engine/environment.h"

#include <algorithm>
#include <map>

#include "core/base/counted.h"
#include "core/base/file.h"
#include "core/base/gguf_file.h"
#include "core/base/hash.h"
#include "core/base/os.h"
#include "core/train/run_folder.h"

namespace luthier {
namespace {

constexpr const char* kPutBack = "put back the file as it was, or start a new run from this run's recipe.yaml";

/// Every file of a model folder that decides what a run does: {"name": sha256}. With random weights, only text files count.
Json modelFingerprint(const Recipe& recipe, const std::filesystem::path& folder) {
    std::map<std::string, std::string> files;
    std::error_code none;
    if (const auto gguf = ggufOf(folder)) files[textOf(gguf->filename())] = fileSha256Hex(*gguf);
    for (const auto& entry : std::filesystem::directory_iterator(folder, none)) {
        std::string extension = textOf(entry.path().extension());
        bool text = extension == ".json" || extension == ".jinja" || extension == ".model";
        bool weights = extension == ".safetensors" && recipe.model.init != "random";
        if (entry.is_regular_file() && (text || weights)) files[textOf(entry.path().filename())] = fileSha256Hex(entry.path());
    }
    Json json = Json::object();
    for (const auto& [name, sum] : files) json[name] = sum;
    return json;
}

Json machineJson(int threads) {
    Json machine = Json::object();
    machine["system"] = os::systemName();
    machine["processor"] = os::processorName();
    machine["cores"] = os::usableCores();
    machine["threads"] = threads;
    machine["memory"] = os::systemMemory().total;
    machine["device"] = "cpu";
    return machine;
}

const Json& member(const Json& json, std::string_view key) {
    static const Json kNothing;
    const Json* found = json.find(key);
    return found ? *found : kNothing;
}

}  // namespace

Json environmentOf(const Recipe& recipe, const Prepared& prepared, const Resolved& resolved, const Json& versions) {
    Json json = Json::object();
    json["format"] = kEnvironmentFormat;
    json["created"] = os::now();
    json["versions"] = versions;
    json["machine"] = machineJson(resolved.threads);
    json["model"]["path"] = recipe.model.path;
    json["model"]["files"] = modelFingerprint(recipe, prepared.modelFolder);
    json["data"]["files"] = prepared.dataFingerprints;
    json["data"]["rows"] = Json::object();
    json["data"]["samples"] = Json::object();
    for (const auto& [name, part] : {std::pair{"train", Part::Train}, std::pair{"eval", Part::Eval}, std::pair{"test", Part::Test}}) {
        json["data"]["rows"][name] = prepared.rowsOf(part);
        json["data"]["samples"][name] = static_cast<int64_t>(prepared.samplesOf(part).size());
    }
    json["resolved"] = resolved.json();
    return json;
}

Problems changedModel(const Json& environment, const Recipe& recipe, const std::filesystem::path& modelFolder) {
    if (member(member(environment, "model"), "files") == modelFingerprint(recipe, modelFolder)) return {};
    return {error(textOf(modelFolder), "the base model's files are not those the run began with", kPutBack)};
}

Problems changedData(const Json& environment, const Prepared& prepared) {
    Problems problems;
    const Json& then = member(member(environment, "data"), "files");
    for (const Json& now : prepared.dataFingerprints.asArray()) {
        bool same = then.isArray() && std::find(then.asArray().begin(), then.asArray().end(), now) != then.asArray().end();
        if (!same) problems.push_back(error(now.stringOr("file", "data"), "the data file is not what it was when the run began", kPutBack));
    }
    return problems;
}

std::string differenceOf(const Json& environment, const Json& versions, int threads) {
    const Json& machine = member(environment, "machine");
    std::string was = machine.stringOr("processor", ""), now = os::processorName();
    if (was != now) return "the run began on another processor (" + was + "; this is " + now + ")";
    if (member(environment, "versions") != versions) return "the run began with other library versions";
    int64_t before = machine.integerOr("threads", threads);
    if (before != threads) return "the run began with " + counted(before, "thread") + ", now there are " + std::to_string(threads);
    return "";
}

}  // namespace luthier
