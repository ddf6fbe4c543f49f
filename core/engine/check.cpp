// SPDX-License-Identifier: Apache-2.0
#include "core/engine/check.h"

#include <fmt/format.h>

#include <algorithm>

#include "core/base/error.h"
#include "core/base/file.h"
#include "core/base/os.h"
#include "core/engine/engine.h"
#include "core/engine/estimate.h"
#include "core/engine/machine.h"
#include "core/engine/prepare.h"
#include "core/engine/resolve.h"
#include "core/model/checkpoint.h"
#include "core/model/stored_names_config.h"
#include "core/train/run_folder.h"
#include "core/tuning/method_settings.h"

namespace luthier {
namespace {

constexpr int64_t kFewRows = 20;
constexpr double kRateRange = 30;  // times more or less than usual, before it is worth a word

/// A folder of its own for the sample file, gone at the end.
class Scratch {
public:
    Scratch() : path_(std::filesystem::temp_directory_path() / (".luthier-check.tmp-" + std::to_string(os::processId()))) {
        std::filesystem::create_directories(path_);
    }
    ~Scratch() {
        std::error_code ignored;
        std::filesystem::remove_all(path_, ignored);
    }
    Scratch(const Scratch&) = delete;
    const std::filesystem::path& path() const { return path_; }

private:
    std::filesystem::path path_;
};

/// Weights that are missing or misshapen, by name, without loading them.
void lookAtWeights(const Recipe& recipe, const Prepared& prepared, Problems& problems) {
    if (recipe.model.init == "random") return;
    Checkpoint checkpoint = Checkpoint::open(prepared.modelFolder);
    std::vector<std::string> missing;
    const StoredNames names(prepared.config, checkpoint);
    for (const TensorShape& expected : expectedTensors(prepared.config)) {
        const StoredTensor* found = checkpoint.find(names.of(expected.name));
        if (!found) {
            missing.push_back(expected.name);
        } else if (found->shape != expected.shape) {
            problems.push_back(error(textOf(prepared.modelFolder), fmt::format("\"{}\" has the shape ({}), and config.json asks for ({})", expected.name,
                                     fmt::join(found->shape, ", "), fmt::join(expected.shape, ", ")), "fetch the model again: its files do not belong together"));
        }
    }
    if (missing.empty()) return;
    problems.push_back(error(textOf(prepared.modelFolder), fmt::format("{} weights are missing, the first is \"{}\"", missing.size(), missing.front()),
                             "fetch the model again: files are missing or belong to another model"));
}

void lookAtData(const Prepared& prepared, Problems& problems) {
    int64_t rows = prepared.rowsOf(Part::Train);
    if (rows > 0 && rows < kFewRows) {
        problems.push_back(warning("data.train", fmt::format("{} rows are very few: the model will learn them by heart", rows), "bring a hundred or more"));
    }
    if (prepared.train.empty() || prepared.text->stopIds().empty()) return;
    for (uint32_t index : prepared.train) {
        Sample sample = (*prepared.store)[index];
        for (size_t i = 0; i < sample.ids.size(); i++) {
            if (sample.learnt[i] && std::count(prepared.text->stopIds().begin(), prepared.text->stopIds().end(), sample.ids[i])) return;
        }
    }
    problems.push_back(warning("model.template", "no sample teaches the token that ends an answer: the tuned model may not know when to stop",
                               "use a template that writes the end token after each answer, or model.template: plain"));
}

void lookAtRate(const Recipe& recipe, Problems& problems) {
    if (!recipe.train.learningRate) return;
    double rate = *recipe.train.learningRate;
    double usual = methodFacts(recipe.method.kind)->learningRate;
    if (rate >= usual / kRateRange && rate <= usual * kRateRange) return;
    problems.push_back(warning("train.learning_rate", fmt::format("{} is far from what is usual for {} ({})", rate, recipe.method.kind, usual),
                               fmt::format("try {}, or auto", usual)));
}

std::filesystem::path existingAbove(std::filesystem::path folder) {
    while (!folder.empty() && !std::filesystem::exists(folder) && folder != folder.root_path()) folder = folder.parent_path();
    return folder.empty() ? std::filesystem::path(".") : folder;
}

void lookAtRoom(const CheckResult& result, int64_t learning, Problems& problems) {
    uint64_t available = os::systemMemory().available;
    if (static_cast<uint64_t>(result.promise.memory) > available) {
        problems.push_back(warning("memory", fmt::format("the run will need {} MB, and {} MB are free", result.promise.memory / 1000000, available / 1000000),
                                   "close other programs, lower data.max_length, set train.recompute: layers, or choose a smaller model"));
    }
    std::filesystem::path home = existingAbove(os::luthierHome());
    uint64_t free = os::freeDisk(home), needed = 4 * static_cast<uint64_t>(snapshotBytes(learning));
    if (free < needed) {
        problems.push_back(warning(textOf(home), fmt::format("snapshots may take {} MB of disk, and {} MB are free", needed / 1000000, free / 1000000),
                                   "free some space, or set LUTHIER_HOME to a folder on a larger disk"));
    }
}

Json factsOf(const Prepared& prepared, const Resolved& resolved, int64_t learning) {
    Json facts = Json::object();
    facts["parameters"]["total"] = parameterCount(prepared.config);
    facts["parameters"]["learning"] = learning;
    for (const auto& [name, part] : {std::pair{"train", Part::Train}, std::pair{"eval", Part::Eval}, std::pair{"test", Part::Test}}) {
        Json& of = facts[name];
        of["rows"] = prepared.rowsOf(part);
        of["samples"] = static_cast<int64_t>(prepared.samplesOf(part).size());
        of["tokens"] = prepared.tokensOf(part);
        of["learnt_tokens"] = prepared.labelsOf(part);
    }
    facts["steps"] = resolved.steps;
    facts["resolved"] = resolved.json();
    return facts;
}

/// How fast this machine multiplies; measured now when that was never done.
double knownOrMeasuredSpeed(int threads) {
    if (std::optional<Json> known = knownSpeeds(threads)) return operationsPerSecond(*known);
    Engine& engine = openEngine();
    engine.setThreads(threads);
    return operationsPerSecond(engine.measure());
}

}  // namespace

CheckResult check(const Recipe& recipe, int askedThreads) {
    CheckResult result;
    Scratch scratch;
    Prepared prepared = prepare(recipe, scratch.path());
    result.problems = prepared.problems;
    if (!prepared.text || !prepared.store) return result;
    lookAtWeights(recipe, prepared, result.problems);
    lookAtData(prepared, result.problems);
    lookAtRate(recipe, result.problems);
    int threads = askedThreads > 0 ? askedThreads : os::usableCores();
    Resolved resolved = resolve(recipe, prepared, threads, hasError(result.problems) ? 0 : knownOrMeasuredSpeed(threads), result.problems);
    Workload work = workloadOf(recipe, prepared, resolved, 0);
    if (std::optional<Json> known = knownSpeeds(threads)) work.operationsPerSecond = operationsPerSecond(*known);
    result.promise = {estimatedMemory(prepared.config, work), estimatedSeconds(prepared.config, work)};
    lookAtRoom(result, work.learning, result.problems);
    result.facts = factsOf(prepared, resolved, work.learning);
    return result;
}

}  // namespace luthier
