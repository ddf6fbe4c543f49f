// SPDX-License-Identifier: Apache-2.0
#include "core/engine/check.h"

#include <algorithm>

#include "core/base/os.h"
#include "core/engine/checks.h"
#include "core/engine/engine.h"
#include "core/engine/estimate.h"
#include "core/engine/machine.h"
#include "core/engine/prepare.h"
#include "core/engine/prepare_labels.h"
#include "core/engine/resolve.h"
#include "core/engine/scratch.h"
#include "core/model/checkpoint.h"
#include "core/model/stored_weights_config.h"

namespace luthier {
namespace {

/// Which labels there are, and in how many rows of each part; of numbers their range.
Json labelFacts(const Prepared& prepared) {
    Json facts = prepared.labels.json();
    Json& list = facts["classes"] = Json::array();
    for (const std::string& name : prepared.labels.names) list.push_back(Json(Json::Object{{"label", name}}));
    for (const auto& [name, part] : {std::pair{"train", Part::Train}, std::pair{"eval", Part::Eval}, std::pair{"test", Part::Test}}) {
        const std::vector<int64_t> rows = rowsOfClasses(prepared, part);
        for (size_t i = 0; i < rows.size(); ++i) list.asArray()[i][name] = rows[i];
        if (prepared.labels.kind != LabelScheme::Kind::Number) continue;
        for (uint32_t index : prepared.samplesOf(part)) {
            const double number = (*prepared.store)[index].target.front();
            facts["least"] = std::min(facts.numberOr("least", number), number);
            facts["most"] = std::max(facts.numberOr("most", number), number);
        }
    }
    return facts;
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
    if (prepared.labels.present()) facts["labels"] = labelFacts(prepared);
    facts["steps"] = resolved.steps;
    facts["resolved"] = resolved.json();
    return facts;
}

/// How fast this machine multiplies; null when nobody knows.
Json speedsOf(int threads, Unmeasured unmeasured, Problems& problems) {
    if (std::optional<Json> known = knownSpeeds(threads)) return *known;
    if (unmeasured == Unmeasured::Leave) return {};
    Engine& engine = openEngine();
    engine.setThreads(threads);
    return engine.measure(CancelToken(), problems);
}

}  // namespace

CheckResult check(const Recipe& recipe, int askedThreads, Unmeasured unmeasured) {
    CheckResult result;
    Scratch scratch;
    Prepared prepared = prepare(recipe, scratch.path());
    result.problems = prepared.problems;
    if (!prepared.text || !prepared.store) return result;
    if (recipe.model.init != "random") {
        const Problems faults = weightFaults(prepared.config, Checkpoint::open(prepared.modelFolder));
        result.problems.insert(result.problems.end(), faults.begin(), faults.end());
    }
    int threads = askedThreads > 0 ? askedThreads : os::usableCores();
    Json speeds = hasError(result.problems) ? Json() : speedsOf(threads, unmeasured, result.problems);
    Resolved resolved = resolve(recipe, prepared, threads, speeds, result.problems);
    Workload work = workloadOf(recipe, prepared, resolved, operationsPerSecond(speeds, resolved.precision));
    result.promise = {estimatedMemory(prepared.config, work), estimatedSeconds(prepared.config, work)};
    result.facts = factsOf(prepared, resolved, work.learning.numbers);
    if (prepared.train.empty()) return result;
    for (const Check& check : checks()) {
        result.lines.push_back({check.name, check.title, check.look({recipe, prepared, resolved, work, result.promise})});
        result.problems.insert(result.problems.end(), result.lines.back().found.begin(), result.lines.back().found.end());
    }
    return result;
}

}  // namespace luthier
