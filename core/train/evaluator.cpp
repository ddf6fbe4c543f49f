// SPDX-License-Identifier: Apache-2.0
#include "core/train/evaluator.h"

#include <algorithm>
#include <numeric>

namespace luthier {
namespace {

void addRow(Evaluation& evaluation, uint32_t row, const std::vector<float>& logProbs) {
    double sum = 0;
    for (float logProb : logProbs) sum -= logProb;
    evaluation.lossSum += sum;
    evaluation.count += static_cast<int64_t>(logProbs.size());
    if (evaluation.rows.empty() || evaluation.rows.back().row != row) evaluation.rows.push_back({row, 0, 0});
    evaluation.rows.back().lossSum += sum;
    evaluation.rows.back().count += static_cast<int64_t>(logProbs.size());
}

}  // namespace

SampleScores scoreBatch(Decoder& decoder, Objective& objective, const Batch& batch, std::map<std::string, double>* metrics) {
    at::NoGradGuard noGradient;
    SampleScores scores(static_cast<size_t>(batch.sampleCount()));
    if (batch.learntRows.numel() == 0) return scores;
    LossSum loss = objective.evaluate(decoder, batch);
    at::Tensor logProbs = loss.logProbs.to(at::kFloat).contiguous(), rows = batch.learntRows.contiguous();
    const float* values = logProbs.data_ptr<float>();
    const int64_t* places = rows.data_ptr<int64_t>();
    size_t sample = 0;
    for (int64_t i = 0; i < rows.numel(); i++) {
        while (places[i] >= batch.starts[sample + 1]) sample++;
        scores[sample].push_back(values[i]);
    }
    if (metrics) {
        for (auto& [name, value] : loss.metrics) (*metrics)[name] += value * static_cast<double>(loss.count);
    }
    return scores;
}

Evaluation evaluate(Decoder& decoder, Objective& objective, const SamplePart& part, int64_t maxTokens,
                    const std::function<void()>& between) {
    Evaluation evaluation;
    std::vector<uint32_t> all(part.size());
    std::iota(all.begin(), all.end(), 0);
    for (const PackedSamples& pack : packed(part, all, maxTokens)) {
        between();
        SampleScores scores = scoreBatch(decoder, objective, batchOf(part, pack), &evaluation.metrics);
        for (size_t i = 0; i < scores.size(); i++) addRow(evaluation, part.store->row(part.indices[pack.positions[i]]), scores[i]);
    }
    for (auto& [name, value] : evaluation.metrics) value /= static_cast<double>(std::max<int64_t>(1, evaluation.count));
    return evaluation;
}

}  // namespace luthier
