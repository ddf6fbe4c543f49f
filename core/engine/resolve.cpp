// SPDX-License-Identifier: Apache-2.0
#include "core/engine/resolve.h"

#include <algorithm>
#include <cmath>

#include "core/base/os.h"
#include "core/engine/estimate.h"
#include "core/engine/machine.h"
#include "core/engine/prepare_labels.h"
#include "core/train/packing.h"
#include "core/train/schedule.h"
#include "core/tuning/method_settings.h"

namespace luthier {
namespace {

// Tokens at once. A CPU's products are as fast as they get from about 500 rows on; where the whole base learns, every pack also pays for
// adding to gradients of its size (measured at 135 million parameters: 354, 371, 375 tokens/s a core at 273, 528, 1044 tokens with LoRA).
constexpr int64_t kAdapterMicroBatch = 512, kUsualMicroBatch = 1024, kLargestMicroBatch = 2048;
constexpr double kWorthLargerPacks = 0.95;  // of the rows: what is shared is there once in a larger pack, too
constexpr int64_t kEvaluations = 10;        // over a run, when eval_every is auto
constexpr double kLongestLoss = 600;        // seconds of work a crash may cost, when save_every is auto
constexpr int64_t kMostAnswers = 3;
constexpr double kMemoryShare = 0.8;        // of what is available, that a run may plan with

/// Packs as large as they have to be for samples that share much to stand in one.
void gatherShared(const Recipe& recipe, const Prepared& prepared, Resolved& resolved) {
    if (!resolved.shareBeginnings) return;
    const auto rowsPerStep = [&](const Resolved& one) { return workloadOf(recipe, prepared, one, 0).rowsPerStep; };
    Resolved larger = resolved;
    for (double rows = rowsPerStep(resolved); resolved.microBatchTokens < kLargestMicroBatch; resolved = larger) {
        larger.microBatchTokens *= 2;
        const double fewer = rowsPerStep(larger);
        if (fewer > kWorthLargerPacks * rows) return;
        rows = fewer;
    }
}

/// Smaller packs first, then recomputation: whatever makes the run fit.
void fitIntoMemory(const Recipe& recipe, const Prepared& prepared, Resolved& resolved) {
    double available = kMemoryShare * static_cast<double>(os::systemMemory().available);
    auto fits = [&] { return static_cast<double>(estimatedMemory(prepared.config, workloadOf(recipe, prepared, resolved, 0))) < available; };
    int64_t longest = std::max<int64_t>(1, prepared.longest());
    const MethodFacts* method = methodFacts(recipe.method.kind);
    resolved.microBatchTokens = std::max(method && method->hasAdapter ? kAdapterMicroBatch : kUsualMicroBatch, longest);
    gatherShared(recipe, prepared, resolved);
    resolved.recompute = recipe.train.recompute == "auto" ? "none" : recipe.train.recompute;
    while (!fits() && resolved.microBatchTokens > longest) resolved.microBatchTokens = std::max(longest, resolved.microBatchTokens / 2);
    if (!fits() && recipe.train.recompute == "auto") resolved.recompute = "layers";
}

void settleRate(const Recipe& recipe, Resolved& resolved) {
    const MethodFacts* facts = methodFacts(recipe.method.kind);
    resolved.learningRate = recipe.train.learningRate.value_or(facts->learningRate);
    resolved.learningRateReason = recipe.train.learningRate ? "given in the recipe" : facts->why;
}

/// As often as the held-out part is looked at; every ten minutes where that would be too rare.
SaveEvery settledSave(const Recipe& recipe, const Resolved& resolved, double secondsPerStep) {
    if (recipe.train.saveEvery) return *recipe.train.saveEvery;
    if (secondsPerStep * static_cast<double>(resolved.evalEvery) > kLongestLoss) return {0, kLongestLoss / 60};
    return {resolved.evalEvery, 0};
}

/// As many prompts, three at most and one at least, as can be answered at every evaluation in a tenth of the run's time.
int64_t settledAnswers(const DecoderConfig& config, const Resolved& resolved, double seconds) {
    double looks = 1 + static_cast<double>(resolved.steps) / static_cast<double>(resolved.evalEvery);
    double each = looks * kAnswerTokens * secondsPerAnswerToken(config);
    return std::clamp<int64_t>(static_cast<int64_t>(kAnswerShare * seconds / each), 1, kMostAnswers);
}

void refuse(const std::string& key, const std::string& value, const std::string& able, Problems& problems) {
    problems.push_back(error(key, key + ": " + value + " is not part of this version", "choose " + able));
}

/// Weights stay as the file holds them (its pages are then all the memory they take, and they are brought to the arithmetic's format block by block, which
/// costs little beside the product itself) unless another format is asked for.
void settleStore(const Recipe& recipe, const Prepared& prepared, Resolved& resolved, Problems& problems) {
    const std::string& asked = recipe.model.store;
    const std::string stored = recipe.model.init == "random" ? "float32" : prepared.weights.format;
    if (asked != "auto" && asked != "float32" && asked != "bfloat16") return refuse("model.store", asked, "auto, float32 or bfloat16", problems);
    resolved.store = asked == "auto" ? stored : asked;
    if (asked != "bfloat16" || stored == "bfloat16") return;
    problems.push_back(warning("model.store", "the frozen weights are " + stored + " and are rounded to bfloat16: losses are those of the rounded weights",
                               "choose auto to keep them as they are"));
}

}  // namespace

Resolved resolve(const Recipe& recipe, const Prepared& prepared, int threads, const Json& speeds, Problems& problems) {
    Resolved resolved;
    resolved.threads = threads;
    resolved.precision = recipe.model.precision == "auto" ? fastestPrecision(speeds, prepared.config.hidden) : recipe.model.precision;
    settleStore(recipe, prepared, resolved, problems);
    resolved.labels = prepared.labels;
    resolved.newHead = prepared.head.fresh;
    if (recipe.train.modelDropout && prepared.config.modelDropout > 0) {
        refuse("train.model_dropout", "true", "false: the base model's own dropout is not part of this version", problems);
    }
    resolved.kernels["products"] = "float32";
    resolved.maxLength = prepared.maxLength;
    int64_t samples = static_cast<int64_t>(prepared.train.size());
    resolved.stepsPerEpoch = std::max<int64_t>(1, stepsOfEpoch(samples, recipe.train.batchSize));
    resolved.steps = plannedSteps(samples, recipe.train.batchSize, recipe.train.epochs, recipe.train.steps.value_or(0));
    resolved.warmupSteps = warmupSteps(recipe.train.warmup, resolved.steps);
    resolved.evalEvery = recipe.train.evalEvery.value_or(std::max<int64_t>(1, (resolved.steps + kEvaluations - 1) / kEvaluations));
    settleRate(recipe, resolved);
    resolved.shareBeginnings = canShareBeginnings(prepared.config) && !methodFacts(recipe.method.kind)->learning(recipe.method, prepared.config).drops;
    fitIntoMemory(recipe, prepared, resolved);
    double speed = operationsPerSecond(speeds, resolved.precision);
    double seconds = estimatedSeconds(prepared.config, workloadOf(recipe, prepared, resolved, speed));
    resolved.sampleAnswers = prepared.labels.present() ? kMostAnswers : settledAnswers(prepared.config, resolved, seconds);  // a label costs one look at its text
    resolved.saveEvery = settledSave(recipe, resolved, seconds / static_cast<double>(resolved.steps));
    return resolved;
}

Json Resolved::json() const {
    Json json = Json::object();
    json["precision"] = precision;
    json["store"] = store;
    json["threads"] = threads;
    json["recompute"] = recompute;
    json["micro_batch_tokens"] = microBatchTokens;
    json["shared_beginnings"] = shareBeginnings;
    if (!packLimits.empty()) {
        json["smaller_packs"] = Json::array();
        for (const PackLimit& limit : packLimits) {
            Json item = Json::object();
            item["from_step"] = limit.fromStep;
            item["tokens"] = limit.tokens;
            json["smaller_packs"].push_back(std::move(item));
        }
    }
    json["kernels"] = kernels;
    if (labels.present()) {
        json["labels"] = labels.json();
        json["labels"]["new_head"] = newHead;
    }
    json["max_length"] = maxLength;
    json["learning_rate"] = learningRate;
    json["learning_rate_reason"] = learningRateReason;
    json["warmup_steps"] = warmupSteps;
    json["steps"] = steps;
    json["steps_per_epoch"] = stepsPerEpoch;
    json["eval_every"] = evalEvery;
    json["sample_answers"] = sampleAnswers;
    json["save_every"] = saveEvery.minutes > 0 ? Json(pythonFloat(saveEvery.minutes) + "min") : Json(saveEvery.steps);
    return json;
}

Resolved Resolved::of(const Json& json) {
    Resolved resolved;
    resolved.precision = json.stringOr("precision", resolved.precision);
    resolved.store = json.stringOr("store", resolved.store);
    resolved.threads = static_cast<int>(json.integerOr("threads", 1));
    resolved.recompute = json.stringOr("recompute", resolved.recompute);
    resolved.microBatchTokens = json.integerOr("micro_batch_tokens", kUsualMicroBatch);
    resolved.shareBeginnings = json.boolOr("shared_beginnings", false);
    if (const Json* limits = json.find("smaller_packs"); limits && limits->isArray())
        for (const Json& item : limits->asArray()) resolved.packLimits.push_back({item.integerOr("from_step", 0), item.integerOr("tokens", 1)});
    if (const Json* kernels = json.find("kernels")) resolved.kernels = *kernels;
    if (const Json* labels = json.find("labels")) {
        resolved.labels = LabelScheme::of(*labels);
        resolved.newHead = labels->boolOr("new_head", false);
    }
    resolved.maxLength = json.integerOr("max_length", 0);
    resolved.learningRate = json.numberOr("learning_rate", 0);
    resolved.learningRateReason = json.stringOr("learning_rate_reason", "");
    resolved.warmupSteps = json.integerOr("warmup_steps", 0);
    resolved.steps = json.integerOr("steps", 1);
    resolved.stepsPerEpoch = json.integerOr("steps_per_epoch", 1);
    resolved.evalEvery = json.integerOr("eval_every", 1);
    resolved.sampleAnswers = json.integerOr("sample_answers", 0);
    std::string minutes = json.stringOr("save_every", "");
    resolved.saveEvery = minutes.empty() ? SaveEvery{json.integerOr("save_every", 1), 0} : SaveEvery{0, std::stod(minutes)};
    return resolved;
}

TaskHead headOf(const Recipe& recipe, const Resolved& resolved) {
    TaskHead head = headFor(resolved.labels, static_cast<uint64_t>(recipe.train.seed));
    head.fresh = resolved.newHead;
    return head;
}

}  // namespace luthier
