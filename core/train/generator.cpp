// SPDX-License-Identifier: Apache-2.0
#include "core/train/generator.h"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "core/base/hash.h"
#include "core/ops/torch.h"

namespace luthier {
namespace {

/// Uniform in [0, 1): a pure function of seed and position.
double uniform(uint64_t seed, uint64_t position) {
    return static_cast<double>(mixed(mixed(seed ^ nameHash("generate")) ^ position) >> 11) * 0x1.0p-53;
}

/// Candidates by descending score, equal scores by ascending id (a stable sort, so that an answer is the same everywhere).
std::vector<int32_t> ranked(const std::vector<double>& scores) {
    std::vector<int32_t> order(scores.size());
    std::iota(order.begin(), order.end(), 0);
    std::stable_sort(order.begin(), order.end(), [&](int32_t a, int32_t b) { return scores[a] > scores[b]; });
    return order;
}

/// Keeps what TopKLogitsWarper keeps: every candidate that scores at least as much as the k-th.
size_t keptByTopK(const std::vector<int32_t>& order, const std::vector<double>& scores, int64_t topK) {
    if (topK <= 0 || topK >= static_cast<int64_t>(order.size())) return order.size();
    size_t kept = static_cast<size_t>(topK);
    while (kept < order.size() && scores[order[kept]] == scores[order[static_cast<size_t>(topK) - 1]]) kept++;
    return kept;
}

/// Keeps what TopPLogitsWarper keeps: from the most likely on, until their probabilities reach topP.
size_t keptByTopP(const std::vector<double>& probabilities, double topP) {
    if (topP >= 1) return probabilities.size();
    double total = 0;
    for (size_t i = 0; i < probabilities.size(); i++) {
        total += probabilities[i];
        if (total >= topP) return i + 1;
    }
    return probabilities.size();
}

/// Probabilities of the first `count` candidates, summing to 1.
std::vector<double> softmax(const std::vector<int32_t>& order, const std::vector<double>& scores, size_t count) {
    std::vector<double> result(count);
    double total = 0;
    for (size_t i = 0; i < count; i++) total += result[i] = std::exp(scores[order[i]] - scores[order[0]]);
    for (double& value : result) value /= total;
    return result;
}

int32_t sampled(const at::Tensor& logits, const GenerateSettings& settings, uint64_t position) {
    at::Tensor wide = logits.to(at::kDouble).contiguous();
    std::vector<double> scores(wide.data_ptr<double>(), wide.data_ptr<double>() + wide.numel());
    for (double& score : scores) score /= settings.temperature;
    std::vector<int32_t> order = ranked(scores);
    std::vector<double> likely = softmax(order, scores, keptByTopK(order, scores, settings.topK));
    likely = softmax(order, scores, keptByTopP(likely, settings.topP));
    double left = uniform(settings.seed, position);
    for (size_t i = 0; i + 1 < likely.size(); i++) {
        if (left < likely[i]) return order[i];
        left -= likely[i];
    }
    return order[likely.size() - 1];
}

int32_t chosen(const at::Tensor& logits, const GenerateSettings& settings, uint64_t position) {
    if (settings.temperature > 0) return sampled(logits, settings, position);
    return static_cast<int32_t>(logits.argmax().item<int64_t>());
}

}  // namespace

Generated generate(Decoder& decoder, const std::vector<int32_t>& prompt, const std::vector<int32_t>& stopIds,
                   const GenerateSettings& settings, const std::function<bool(int32_t)>& token) {
    Generated answer;
    int64_t length = static_cast<int64_t>(prompt.size());
    int64_t most = settings.maxNewTokens;
    if (decoder.config.maxPositions > 0) most = std::min(most, decoder.config.maxPositions - length);
    if (prompt.empty() || most <= 0) return answer;
    at::NoGradGuard noGradient;
    KvCache cache = decoder.newCache(length + most);
    std::vector<int64_t> fed(prompt.begin(), prompt.end());
    while (static_cast<int64_t>(answer.ids.size()) < most) {
        int32_t next = chosen(decoder.next(fed, cache), settings, answer.ids.size());
        if (std::find(stopIds.begin(), stopIds.end(), next) != stopIds.end()) {
            answer.stop = next;
            break;
        }
        answer.ids.push_back(next);
        if (token && !token(next)) break;
        fed.assign(1, next);
    }
    return answer;
}

}  // namespace luthier
