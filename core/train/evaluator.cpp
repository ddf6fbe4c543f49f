// SPDX-License-Identifier: Apache-2.0
#include "core/train/evaluator.h"

#include <numeric>

namespace luthier {
namespace {

void addRow(Evaluation& evaluation, uint32_t row, const std::vector<float>& logProbs) {
    double sum = 0;
    for (float logProb : logProbs) sum -= logProb;
    evaluation.lossSum += sum;
    evaluation.count += static_cast<int64_t>(logProbs.size());
    if (evaluation.rows.empty() || evaluation.rows.back().row != row) evaluation.rows.push_back({row, 0, 0, {}});
    evaluation.rows.back().lossSum += sum;
    evaluation.rows.back().count += static_cast<int64_t>(logProbs.size());
}

std::vector<float> floatsOf(const at::Tensor& tensor) {
    const at::Tensor plain = tensor.to(at::kFloat).contiguous();
    return {plain.const_data_ptr<float>(), plain.const_data_ptr<float>() + plain.numel()};
}

}  // namespace

std::vector<SampleScore> scoreBatch(Decoder& decoder, Objective& objective, const Batch& batch) {
    at::NoGradGuard noGradient;
    std::vector<SampleScore> scores(static_cast<size_t>(batch.sampleCount()));
    const bool labelled = batch.classTargets.defined();
    if (!labelled && batch.learntRows.numel() == 0) return scores;
    const LossSum loss = objective.evaluate(decoder, batch);
    const std::vector<float> values = floatsOf(loss.logProbs);
    if (labelled) {
        for (size_t i = 0; i < scores.size(); i++) scores[i] = {{values[i]}, floatsOf(loss.answers[static_cast<int64_t>(i)])};
        return scores;
    }
    const at::Tensor rows = batch.learntRows.contiguous();
    const int64_t* places = rows.const_data_ptr<int64_t>();
    size_t sample = 0;
    for (size_t i = 0; i < values.size(); i++) {
        while (places[i] >= batch.starts[sample + 1]) sample++;
        scores[sample].logProbs.push_back(values[i]);
    }
    return scores;
}

Evaluation evaluate(Decoder& decoder, Objective& objective, const SamplePart& part, const PackSettings& packing,
                    const std::function<void()>& between) {
    Evaluation evaluation;
    const LabelScheme labels = objective.labels();
    std::vector<LabelledRow> answered;
    std::vector<uint32_t> all(part.size());
    std::iota(all.begin(), all.end(), 0);
    for (const PackedSamples& pack : packed(part, all, packing)) {
        between();
        std::vector<SampleScore> scores = scoreBatch(decoder, objective, batchOf(part, pack));
        for (size_t i = 0; i < scores.size(); i++) {
            const uint32_t index = part.indices[pack.positions[i]];
            addRow(evaluation, part.store->row(index), scores[i].logProbs);
            if (!labels.present()) continue;
            answered.push_back({std::move(scores[i].answer), (*part.store)[index].target});
            evaluation.rows.back().right = isRight(labels, answered.back());
        }
    }
    evaluation.metrics = labelMetrics(labels, answered);
    return evaluation;
}

}  // namespace luthier
