// SPDX-License-Identifier: Apache-2.0
#include "core/engine/estimate.h"

#include <algorithm>
#include <set>
#include <utility>

#include "core/base/processor.h"
#include "core/data/split.h"
#include "core/ops/at_once.h"
#include "core/train/packing.h"
#include "core/tuning/method_settings.h"

namespace luthier {
namespace {

// Measured with tests/bench/promise.py: 2 and 30 million parameters over dozens of steps, 135 million over five, LoRA and full tuning.
constexpr double kFirstStepBytes = 60e6;  // compiled products of a step's shapes (26 MB), pages of libtorch's code (11), small blocks of its own, buffers of threads
constexpr double kNarrowStepBytes = 6e6;  // beside them, of products in bfloat16
constexpr double kAdapterSizeBytes = 2e6;  // and for each size of packs where there are products of both formats, for adapters stay float32
constexpr double kFrozenSizeBytes = 1e6;  // or where some layers learn above frozen ones: five sizes took 8 MB more than in float32
constexpr double kGaps = 1.1;                 // between blocks of different sizes in the memory of tensors (core/ops/allocator.cpp): 1.03 to 1.08 were seen
constexpr double kBytesPerSecond = 10e9;   // of memory, read by a product of one row
constexpr double kDiskBytesPerSecond = 200e6, kSnapshots = 10, kStartSeconds = 2;
constexpr double kEfficiency = 0.5;       // of the measured speed of large products, that a whole step of a 135 million model reaches

/// Floats per token between the maps of a layer's second half.
int64_t innerWidth(const MlpPlan& plan) {
    return plan.experts.count > 0 ? plan.experts.perToken * plan.experts.intermediate : plan.down.in;
}

bool isGated(const MlpPlan& plan) { return plan.gate.present() || plan.gateUp.present() || plan.experts.count > 0; }

/// Floats kept per token of a layer between forward and backward: its input, what core/model/attention_part.h and mlp_part.h keep, the sums between.
int64_t keptPerToken(const DecoderConfig& c, const LayerPlan& plan) {
    const int64_t heads = 2 * c.queryWidth() + 2 * c.kvWidth() + (plan.attention.qNorm.present() ? c.queryWidth() + c.kvWidth() : 0);
    const int64_t ends = plan.normsSums ? 2 : (plan.parallel ? 0 : 1) + (plan.postAttention.present() ? 1 : 0) + (plan.postMlp.present() ? 1 : 0);
    return (1 + ends) * c.hidden + heads + c.heads + (isGated(plan.mlp) ? 2 : 1) * innerWidth(plan.mlp) + plan.mlp.experts.count;
}

/// Of all layers that keep anything; their input alone where layers are computed twice.
double keptPerToken(const DecoderConfig& c, const Workload& work) {
    double sum = static_cast<double>(work.learning.adapterWidth + 2 * c.hidden);  // and what comes into and out of the last norm
    for (size_t layer = static_cast<size_t>(work.learning.firstLayer); layer < c.plans.size(); ++layer)
        sum += static_cast<double>(work.recompute ? c.hidden : keptPerToken(c, c.plans[layer]));
    return sum;
}

/// What the largest layer keeps while it is computed a second time, after the head has gone.
double keptAgainPerToken(const DecoderConfig& c, const Workload& work) {
    int64_t largest = 0;
    for (size_t layer = static_cast<size_t>(work.learning.firstLayer); layer < c.plans.size() && work.recompute; ++layer)
        largest = std::max(largest, keptPerToken(c, c.plans[layer]));
    return static_cast<double>(largest);
}

/// Bytes of a micro-batch's factors and result that a product with the widest map has rounded to bfloat16 beside those they are made of.
double roundedBytes(const DecoderConfig& c, const Workload& work) {
    int64_t widest = 0;
    for (const LayerPlan& plan : c.plans)
        for (const TensorShape& tensor : layerTensors(plan))
            if (tensor.role == TensorShape::Role::Matrix) widest = std::max(widest, tensor.shape[0] + tensor.shape.back());
    return (work.narrowProducts ? 2 : work.roundedProducts ? 4 : 0) * static_cast<double>(work.microBatchTokens * widest);
}

/// Floats per token beside them while one layer is worked on: gradients of its stream, of the wider half, and the norm made again.
double workedPerToken(const DecoderConfig& c) {
    int64_t inner = 0;
    for (const LayerPlan& plan : c.plans) inner = std::max(inner, innerWidth(plan.mlp) * (plan.mlp.gateUp.present() ? 3 : 1));
    return static_cast<double>(4 * c.hidden + std::max(inner, 4 * c.queryWidth() + 2 * c.kvWidth()));
}

/// Numbers of the largest matrix inside a layer.
int64_t largestMatrix(const DecoderConfig& c) {
    int64_t largest = 0;
    for (const LayerPlan& plan : c.plans) {
        for (const TensorShape& tensor : layerTensors(plan))
            if (tensor.role == TensorShape::Role::Matrix) largest = std::max(largest, tensor.shape[0] * tensor.shape.back());
        if (plan.path != c.plans.front().path) break;  // the others are as large
    }
    return largest;
}

/// Bytes beside the tokens' own while a product with a weight is made: the weight in another format, the gradient of one that learns.
double scratchBytes(const DecoderConfig& c, const Workload& work) {
    const int64_t largest = largestMatrix(c);
    const double share = static_cast<double>(largest) / static_cast<double>(broughtShares(largest));
    const double brought = work.weightsAreBrought ? (work.narrowProducts ? 6 : 4) * share : 0;
    return brought + (work.narrowProducts ? 6 : 4) * static_cast<double>(work.learning.largest);  // rounded, then widened
}

/// Bytes of a head that learns: its gradient, and what a block of that is made of.
double headGradientBytes(const DecoderConfig& c, int64_t rows) {
    return 4 * static_cast<double>(c.headRows() * c.hidden + std::min(kHeadGradientRows, c.headRows()) * (rows + c.hidden));
}

/// Bytes of the head and its loss for so many rows that it answers: logits of some of them, the head in another format.
double headBytes(const DecoderConfig& c, const Workload& work, int64_t answered) {
    const int64_t rows = std::min(answered, headRowsAtOnce(c.headRows())), numbers = c.headRows() * c.hidden;
    const bool isBrought = work.weightsAreBrought || work.roundedProducts;
    const double shares = isBrought ? static_cast<double>(broughtShares(numbers)) : 1;
    const double chunk = 4 * static_cast<double>(rows * c.headRows()) * (work.narrowProducts ? 1.5 : 1);
    const double brought = isBrought ? 4 * static_cast<double>(numbers) / shares : 0;
    const double block = shares > 1 || work.roundedProducts ? chunk / shares : 0;  // of the logits, before it is put among them, or of their gradient, rounded
    return chunk * (c.logitCap > 0 ? 3 : 1) + block + brought + 4 * static_cast<double>(answered * c.hidden);
}

/// The same where it is learnt from: its own gradient, and that of what it reads.
double headStepBytes(const DecoderConfig& c, const Workload& work) {
    const int64_t rows = std::min(work.microBatchLabels, headRowsAtOnce(c.headRows()));
    return headBytes(c, work, work.microBatchLabels) + (work.learning.head ? headGradientBytes(c, rows) : 0) +
           4 * static_cast<double>((work.microBatchLabels + work.microBatchTokens) * c.hidden);
}

/// Bytes of compiled products, small blocks and pages of code.
double fixedBytes(const DecoderConfig& c, const Workload& work) {
    if (!work.narrowProducts) return kFirstStepBytes;
    const double ofSize = !work.baseLearns ? kAdapterSizeBytes : work.learning.ofBase < parameterCount(c) ? kFrozenSizeBytes : 0;
    return kFirstStepBytes + kNarrowStepBytes + ofSize * static_cast<double>(work.packSizes);
}

/// Bytes that a step or an evaluation takes, weights and what learns aside.
double stepBytes(const DecoderConfig& c, const Workload& work) {
    const double tokens = static_cast<double>(work.microBatchTokens), looked = static_cast<double>(work.evalTokens);
    const double layers = 4 * tokens * (keptAgainPerToken(c, work) + workedPerToken(c)) + scratchBytes(c, work);
    const double kept = 4 * tokens * keptPerToken(c, work) + roundedBytes(c, work);  // the head's larger blocks find no room where rounded ones lay
    const double step = kept + std::max(layers, headStepBytes(c, work));
    const double evaluation = std::max(4 * looked * workedPerToken(c), 8 * looked * static_cast<double>(c.hidden) + headBytes(c, work, work.evalLabels));
    return fixedBytes(c, work) + kGaps * std::max(step, evaluation);
}

/// Rows of packs: all of them, how many the largest ones have, and how many of one the head answers.
struct PackRows {
    int64_t all = 0, labels = 0;
    std::set<int64_t> sizes;

    void add(PackFiller& filler, const SampleStore& store, uint32_t index) {
        const int64_t length = store.length(index), before = filler.rows();
        const PackFiller::Place place = filler.add(length, store.beginning(index));
        all += length - place.shared.length;
        if (place.opensPack) put(before);
        labels_ += store.labels(index);
    }
    void end(const PackFiller& filler) { put(filler.rows()); }

private:
    /// Smaller ones go: there may be as many sizes as a pack has rows.
    void put(int64_t size) {
        if (size > 0) sizes.insert(size);
        if (sizes.size() > static_cast<size_t>(kMostPackSizes)) sizes.erase(sizes.begin());
        labels = std::max(labels, std::exchange(labels_, 0));
    }

    int64_t labels_ = 0;  ///< of the pack that is being filled
};

constexpr int64_t kMostSamplesSeen = 1'000'000;  ///< packed within a second

/// Puts into `work` the rows of a step, and of the micro-batches that the planned steps will hold: the order is known beforehand. Of a small
/// file that is read over and over, what so many samples have not shown is not waited for.
void putRows(const Recipe& recipe, const Prepared& prepared, const Resolved& resolved, Workload& work) {
    const PackSettings settings{resolved.microBatchTokens, resolved.shareBeginnings};
    PackRows rows;
    const int64_t batch = recipe.train.batchSize, samples = static_cast<int64_t>(prepared.train.size());
    int64_t seen = 0;
    const auto known = [&] { return seen >= kMostSamplesSeen || (work.microBatchTokens >= settings.limit && work.packSizes >= kMostPackSizes); };
    work.packSizes = 0;
    for (int64_t step = 0, epoch = 0; step < resolved.steps && samples > 0 && !known(); epoch++) {
        const std::vector<uint32_t> order = epochOrder(prepared.train.size(), recipe.data.shuffle, recipe.train.seed, epoch);
        const int64_t first = step;
        for (int64_t begin = 0; begin < samples && step < resolved.steps; begin += batch, step++) {
            PackFiller filler(settings);
            for (int64_t i = begin; i < std::min(samples, begin + batch); i++) rows.add(filler, *prepared.store, prepared.train[order[static_cast<size_t>(i)]]);
            rows.end(filler);
        }
        seen += samples;
        if (epoch == 0) work.rowsPerStep = static_cast<double>(rows.all) / static_cast<double>(step - first);
        work.packSizes = static_cast<int64_t>(rows.sizes.size());
        work.microBatchLabels = rows.labels;
        if (!rows.sizes.empty()) work.microBatchTokens = std::max(work.microBatchTokens, *rows.sizes.rbegin());
        if (!recipe.data.shuffle) break;
    }
}

void putEvaluation(const Prepared& prepared, const Resolved& resolved, Workload& work) {
    PackFiller filler({resolved.microBatchTokens, resolved.shareBeginnings});
    PackRows rows;
    for (uint32_t index : prepared.eval) rows.add(filler, *prepared.store, index);
    rows.end(filler);
    work.evalRows = rows.all;
    work.evalTokens = rows.sizes.empty() ? 0 : *rows.sizes.rbegin();
    work.evalLabels = rows.labels;
    work.evaluations = 1 + resolved.steps / std::max<int64_t>(1, resolved.evalEvery);
}

/// Bytes of a file that are resident beside the copies of its weights, at most: each is let go once it is copied.
int64_t mappedBesideCopies(const DecoderConfig& config, int64_t copiedEach, double fileEach) {
    double copied = 0, most = 0;
    for (const TensorShape& tensor : expectedTensors(config)) {
        const auto numbers = static_cast<double>(tensor.numbers());
        copied += static_cast<double>(copiedEach) * numbers;
        most = std::max(most, copied + fileEach * numbers);
    }
    return static_cast<int64_t>(most - copied);
}

/// Where the weights lie, and in how many bytes.
void putWeights(const Recipe& recipe, const Prepared& prepared, const Resolved& resolved, Workload& work) {
    const int64_t parameters = parameterCount(prepared.config), each = resolved.store == "bfloat16" ? 2 : 4;
    const bool random = recipe.model.init == "random", asStored = !random && resolved.store == prepared.weights.format;
    const int64_t viewed = prepared.weights.format == "float32" ? 4 * work.learning.ofBase : 0;  // until all that learns is copied at once
    work.weightBytes = random ? 0 : prepared.weights.bytes;
    const double fileEach = static_cast<double>(work.weightBytes) / static_cast<double>(std::max<int64_t>(1, parameters));
    work.mappedBytes = asStored ? work.weightBytes : random ? 0 : mappedBesideCopies(prepared.config, each, fileEach) + viewed;
    work.weightsAreViews = asStored;
    work.copiedBytes = asStored ? 0 : each * parameters;
    work.narrowProducts = resolved.precision == "bfloat16" && hasAvx512();
    work.roundedProducts = resolved.precision == "bfloat16" && !hasAvx512();
    work.weightsAreBrought = (work.roundedProducts || resolved.store != resolved.precision) && work.learning.ofBase < parameters;
}

}  // namespace

Workload workloadOf(const Recipe& recipe, const Prepared& prepared, const Resolved& resolved, double operationsPerSecond) {
    Workload work;
    const MethodFacts* method = methodFacts(recipe.method.kind);
    if (method) work.learning = method->learning(recipe.method, prepared.config);
    work.baseLearns = method && !method->hasAdapter;
    work.programBytes = prepared.programBytes;
    work.leastBytes = prepared.leastBytes;
    putWeights(recipe, prepared, resolved, work);
    putRows(recipe, prepared, resolved, work);
    work.recompute = resolved.recompute != "none";
    work.longest = prepared.longest();
    work.steps = resolved.steps;
    double samples = static_cast<double>(std::max<size_t>(1, prepared.train.size()));
    double perStep = std::min(samples, static_cast<double>(recipe.train.batchSize));
    work.labelsPerStep = static_cast<double>(prepared.labelsOf(Part::Train)) / samples * perStep;
    putEvaluation(prepared, resolved, work);
    work.answerTokens = prepared.labels.present() ? 0 : work.evaluations * resolved.sampleAnswers * kAnswerTokens;
    work.operationsPerSecond = operationsPerSecond;
    return work;
}

int64_t estimatedMemory(const DecoderConfig& config, const Workload& work) {
    const double learnt = static_cast<double>(work.learning.numbers), ofBase = static_cast<double>(work.learning.ofBase);
    const double file = static_cast<double>(work.mappedBytes), copied = static_cast<double>(work.copiedBytes), program = static_cast<double>(work.programBytes);
    const double frozen = std::max(0.0, 1 - ofBase / static_cast<double>(std::max<int64_t>(1, parameterCount(config))));
    const double loading = file + copied + 4 * ofBase;  // what learns is copied out of the file before that is closed
    const double held = (work.weightsAreViews && frozen > 0 ? file : 0) + frozen * copied;
    const double training = held + 16 * learnt + stepBytes(config, work);
    return std::max(work.leastBytes, static_cast<int64_t>(program + std::max(loading, training)));
}

double secondsPerAnswerToken(const DecoderConfig& config) { return 4 * static_cast<double>(parameterCount(config)) / kBytesPerSecond; }

double estimatedSeconds(const DecoderConfig& config, const Workload& work) {
    if (work.operationsPerSecond <= 0) return 0;
    double linear = 2 * static_cast<double>(productsPerToken(config));
    double head = 2 * static_cast<double>(config.headRows() * config.hidden);
    double attention = 2 * static_cast<double>(config.layers * config.queryWidth() * work.longest);
    double passes = work.baseLearns ? 3 : 2;
    if (work.recompute) passes += 1;
    double step = passes * (work.rowsPerStep * (linear + attention) + work.labelsPerStep * head);
    double evaluation = static_cast<double>(work.evalRows) * (linear + attention + head);
    double operations = static_cast<double>(work.steps) * step + static_cast<double>(work.evaluations) * evaluation;
    double writing = kSnapshots * 12 * static_cast<double>(work.learning.numbers) / kDiskBytesPerSecond;
    return kStartSeconds + operations / (kEfficiency * work.operationsPerSecond) + writing +
           static_cast<double>(work.answerTokens) * secondsPerAnswerToken(config);
}

}  // namespace luthier
