// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/forecast.h"

#include <algorithm>
#include <atomic>
#include <filesystem>

#include "core/base/os.h"
#include "core/engine/estimate.h"
#include "core/engine/machine.h"
#include "core/tuning/method_settings.h"
#include "ui/models/result_size.h"

namespace luthier::ui {

struct PreparedRun {
    Recipe recipe;
    std::filesystem::path scratch;
    Prepared prepared;
    int64_t wholeBytes = 0;  ///< of a result that is a whole model

    PreparedRun(const Recipe& asked, const std::function<void()>& between) : recipe(asked), scratch(ownFolder()) {
        try {
            prepared = prepare(asked, scratch, between);
            if (asked.model.init != "random") wholeBytes = wholeModelBytes(prepared.modelFolder);
        } catch (...) {
            clear();
            throw;
        }
    }
    ~PreparedRun() { clear(); }
    PreparedRun(const PreparedRun&) = delete;

private:
    static std::filesystem::path ownFolder() {
        static std::atomic<int> number{0};
        const std::string name = ".luthier-forecast-" + std::to_string(++number) + ".tmp-" + std::to_string(os::processId());
        std::filesystem::path folder = std::filesystem::temp_directory_path() / name;
        std::filesystem::create_directories(folder);
        return folder;
    }
    void clear() {
        prepared.store.reset();
        std::error_code ignored;
        std::filesystem::remove_all(scratch, ignored);
    }
};

namespace {

constexpr double kEasily = 0.6, kTightly = 0.95;  // share of the free memory

/// What rows become depends on this much of a recipe. Methods are judged apart, so that one with wrong settings does not hide the others.
Recipe textPart(const Recipe& recipe) {
    Recipe part;
    part.model = recipe.model;
    part.model.precision = part.model.store = "auto";
    part.data = recipe.data;
    part.objective = recipe.objective;
    part.method.kind = "full";
    return part;
}

int64_t resultBytes(const MethodFacts& facts, const Workload& work, const PreparedRun& run) {
    if (facts.hasAdapter) return 4 * work.learning.numbers;
    const DecoderConfig& config = run.prepared.config;
    return run.wholeBytes > 0 ? run.wholeBytes : parameterCount(config) * (config.weightFormat == "float32" ? 4 : 2);
}

MethodForecast methodForecast(const MethodFacts& facts, Recipe recipe, const PreparedRun& run, int threads, double speed) {
    const Prepared& prepared = run.prepared;
    MethodForecast result;
    result.kind = recipe.method.kind = facts.kind;
    result.problems = facts.check(recipe.method, prepared.config);
    if (!result.isPossible()) return result;
    const Resolved resolved = resolve(recipe, prepared, threads, speed, result.problems);
    const Workload work = workloadOf(recipe, prepared, resolved, speed);
    result.learning = work.learning.numbers;
    result.memory = estimatedMemory(prepared.config, work);
    result.seconds = estimatedSeconds(prepared.config, work);
    result.fileBytes = resultBytes(facts, work, run);
    result.fit = fitOf(result.memory, os::systemMemory().available);
    return result;
}

/// Adapters beside given weights, as long as they fit; noise has nothing to adapt.
std::string recommendedOf(const Forecast& forecast) {
    const bool random = forecast.recipe.model.init == "random";
    const auto suits = [&](bool adapter) {
        for (const MethodForecast& method : forecast.methods) {
            if (method.isPossible() && method.fit != Fit::Not && methodFacts(method.kind)->hasAdapter == adapter) return method.kind;
        }
        return std::string();
    };
    const std::string first = suits(!random);
    return first.empty() ? suits(random) : first;
}

void fillIn(Forecast& forecast, const Prepared& prepared) {
    forecast.problems = prepared.problems;
    forecast.maxLength = prepared.maxLength;
    forecast.modelLength = prepared.config.maxPositions;
    if (hasError(prepared.problems) || !prepared.store) return;
    forecast.trainRows = prepared.rowsOf(Part::Train);
    forecast.evalRows = prepared.rowsOf(Part::Eval);
    forecast.leftOut = std::ranges::count_if(prepared.rows, &RowInfo::leftOut);
    forecast.longest = prepared.longest();
    forecast.labels = prepared.labels;
}

}  // namespace

Fit fitOf(int64_t needed, uint64_t available) {
    const double share = static_cast<double>(needed) / std::max(1.0, static_cast<double>(available));
    return share < kEasily ? Fit::Easily : share < kTightly ? Fit::Tightly : Fit::Not;
}

const MethodForecast* Forecast::of(const std::string& kind) const {
    const auto found = std::ranges::find(methods, kind, &MethodForecast::kind);
    return found == methods.end() ? nullptr : &*found;
}

Forecast forecast(const Recipe& recipe, const std::shared_ptr<const PreparedRun>& known, int threads, const std::function<void()>& between) {
    Forecast result;
    result.recipe = recipe;
    const Recipe part = textPart(recipe);
    result.prepared = known && known->recipe == part ? known : std::make_shared<const PreparedRun>(part, between);
    const Prepared& prepared = result.prepared->prepared;
    fillIn(result, prepared);
    if (!result.isGood()) return result;
    const auto speeds = knownSpeeds(threads);
    const double speed = speeds ? operationsPerSecond(*speeds) : 0;
    for (const MethodFacts& facts : methodFacts()) result.methods.push_back(methodForecast(facts, recipe, *result.prepared, threads, speed));
    result.recommended = recommendedOf(result);
    if (const MethodForecast* chosen = result.chosen(); chosen && chosen->isPossible()) result.resolved = resolve(recipe, prepared, threads, speed, result.problems);
    return result;
}

std::shared_ptr<const TextModel> textModelOf(const PreparedRun& prepared) { return prepared.prepared.text; }

}  // namespace luthier::ui
