// SPDX-License-Identifier: Apache-2.0
#include "core/engine/estimate.h"

#include <algorithm>
#include <filesystem>

#include "core/base/file.h"
#include "core/base/gguf_file.h"
#include "core/data/split.h"
#include "core/tuning/method_settings.h"

namespace luthier {
namespace {

// Measured on a 0.15 and a 135 million parameter model, LoRA, 100 to 760 tokens at once: peak = program + weights + learnt + slack x activations.
constexpr double kProgramBytes = 340e6;  // libtorch, its pools and compiled products of many shapes, our libraries and tables
constexpr double kSlack = 1.25;          // gaps between blocks of different sizes
constexpr double kHeadChunkBytes = 48 << 20;  // of logits at once, as core/ops/head_loss.cpp cuts them
constexpr double kBytesPerSecond = 10e9;   // of memory, read by a product of one row
constexpr double kDiskBytesPerSecond = 200e6, kSnapshots = 10, kStartSeconds = 2;
constexpr double kEfficiency = 0.5;       // of the measured speed of large products, that a whole step of a 135 million model reaches

/// Floats per token between the maps of a layer's second half.
int64_t innerWidth(const MlpPlan& plan) {
    return plan.experts.count > 0 ? plan.experts.perToken * plan.experts.intermediate : plan.down.in;
}

/// Floats kept per token of a layer between forward and backward.
int64_t keptPerToken(const DecoderConfig& c, const LayerPlan& plan) {
    const int64_t heads = 2 * c.queryWidth() + 2 * c.kvWidth() + (plan.attention.qNorm.present() ? c.queryWidth() + c.kvWidth() : 0);
    const int64_t ends = (plan.postAttention.present() ? c.hidden : 0) + (plan.postMlp.present() ? c.hidden : 0);
    const bool gated = plan.mlp.gate.present() || plan.mlp.gateUp.present() || plan.mlp.experts.count > 0;
    return 2 * c.hidden + heads + ends + (gated ? 2 : 1) * innerWidth(plan.mlp);
}

/// The mean of all layers; and what one layer needs while it is worked on.
double keptPerToken(const DecoderConfig& c) {
    double sum = 0;
    for (const LayerPlan& plan : c.plans) sum += static_cast<double>(keptPerToken(c, plan));
    return sum / static_cast<double>(std::max<int64_t>(1, c.layers));
}
double workedPerToken(const DecoderConfig& c) {
    int64_t inner = 0;
    for (const LayerPlan& plan : c.plans) inner = std::max(inner, innerWidth(plan.mlp));
    return static_cast<double>(4 * c.hidden + 2 * c.queryWidth() + 2 * c.kvWidth() + 4 * inner);
}

uint64_t bytesOfWeights(const std::filesystem::path& folder) {
    uint64_t sum = 0;
    std::error_code none;
    if (const auto gguf = ggufOf(folder)) return std::filesystem::file_size(*gguf, none);
    for (const auto& entry : std::filesystem::directory_iterator(folder, none)) {
        if (entry.path().extension() == ".safetensors") sum += std::filesystem::file_size(entry.path(), none);
    }
    return sum;
}

/// Tokens of the largest micro-batch that the planned steps will hold: the order is known beforehand.
int64_t largestPack(const Recipe& recipe, const Prepared& prepared, const Resolved& resolved) {
    int64_t largest = 0, batch = recipe.train.batchSize, samples = static_cast<int64_t>(prepared.train.size());
    for (int64_t step = 0, epoch = 0; step < resolved.steps && samples > 0 && largest < resolved.microBatchTokens; epoch++) {
        std::vector<uint32_t> order = epochOrder(prepared.train.size(), recipe.data.shuffle, recipe.train.seed, epoch);
        for (int64_t begin = 0; begin < samples && step < resolved.steps; begin += batch, step++) {
            int64_t pack = 0;
            for (int64_t i = begin; i < std::min(samples, begin + batch); i++) {
                int64_t length = prepared.store->length(prepared.train[order[static_cast<size_t>(i)]]);
                pack = pack + length > resolved.microBatchTokens ? length : pack + length;
                largest = std::max(largest, pack);
            }
        }
        if (!recipe.data.shuffle) break;
    }
    return largest;
}

}  // namespace

Workload workloadOf(const Recipe& recipe, const Prepared& prepared, const Resolved& resolved, double operationsPerSecond) {
    Workload work;
    const MethodFacts* method = methodFacts(recipe.method.kind);
    work.learning = method ? method->learning(recipe.method, prepared.config) : 0;
    work.baseLearns = method && !method->hasAdapter;
    int64_t parameters = parameterCount(prepared.config);
    bool random = recipe.model.init == "random";
    work.weightBytes = random ? 0 : static_cast<int64_t>(bytesOfWeights(prepared.modelFolder));
    work.weightsAreViews = !random && (work.weightBytes >= 4 * parameters || resolved.store != "float32");
    work.weightsAreNarrow = !random && resolved.store != "float32";
    work.microBatchTokens = largestPack(recipe, prepared, resolved);
    work.recompute = resolved.recompute != "none";
    work.longest = prepared.longest();
    work.steps = resolved.steps;
    double samples = static_cast<double>(std::max<size_t>(1, prepared.train.size()));
    double perStep = std::min(samples, static_cast<double>(recipe.train.batchSize));
    work.tokensPerStep = static_cast<double>(prepared.tokensOf(Part::Train)) / samples * perStep;
    work.labelsPerStep = static_cast<double>(prepared.labelsOf(Part::Train)) / samples * perStep;
    work.evalTokens = prepared.tokensOf(Part::Eval);
    work.evaluations = 1 + resolved.steps / std::max<int64_t>(1, resolved.evalEvery);
    work.answerTokens = prepared.labels.present() ? 0 : work.evaluations * resolved.sampleAnswers * kAnswerTokens;
    work.dataBytes = static_cast<int64_t>(prepared.rows.size() * 72 + (prepared.store ? prepared.store->size() * 24 + prepared.store->tokens() * 4 : 0));
    work.operationsPerSecond = operationsPerSecond;
    return work;
}

int64_t estimatedMemory(const DecoderConfig& config, const Workload& work) {
    double parameters = static_cast<double>(parameterCount(config));
    double weights = static_cast<double>(work.weightBytes) + (work.weightsAreViews ? 0 : 4 * parameters);
    double table = 4 * static_cast<double>(config.headRows() * config.hidden);
    if (work.weightsAreNarrow) weights += table;  // the head, widened
    double learnt = 16 * static_cast<double>(work.learning);
    double tokens = static_cast<double>(work.microBatchTokens);
    double layers = static_cast<double>(config.layers);
    double kept = work.recompute ? layers * static_cast<double>(config.hidden) + keptPerToken(config) : layers * keptPerToken(config);
    double activations = 4 * tokens * (kept + workedPerToken(config));
    double head = std::min(kHeadChunkBytes, 4 * tokens * static_cast<double>(config.headRows())) + (work.baseLearns ? table : 0);
    return static_cast<int64_t>(kProgramBytes + weights + learnt + kSlack * (activations + head) + static_cast<double>(work.dataBytes));
}

double secondsPerAnswerToken(const DecoderConfig& config) { return 4 * static_cast<double>(parameterCount(config)) / kBytesPerSecond; }

double estimatedSeconds(const DecoderConfig& config, const Workload& work) {
    if (work.operationsPerSecond <= 0) return 0;
    double linear = 2 * static_cast<double>(productsPerToken(config));
    double head = 2 * static_cast<double>(config.headRows() * config.hidden);
    double attention = 2 * static_cast<double>(config.layers * config.queryWidth() * work.longest);
    double passes = work.baseLearns ? 3 : 2;
    if (work.recompute) passes += 1;
    double step = passes * (work.tokensPerStep * (linear + attention) + work.labelsPerStep * head);
    double evaluation = static_cast<double>(work.evalTokens) * (linear + attention + head);
    double operations = static_cast<double>(work.steps) * step + static_cast<double>(work.evaluations) * evaluation;
    double writing = kSnapshots * 12 * static_cast<double>(work.learning) / kDiskBytesPerSecond;
    return kStartSeconds + operations / (kEfficiency * work.operationsPerSecond) + writing +
           static_cast<double>(work.answerTokens) * secondsPerAnswerToken(config);
}

}  // namespace luthier
