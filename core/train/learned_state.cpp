// SPDX-License-Identifier: Apache-2.0
#include "core/train/learned_state.h"

#include <cmath>

#include "core/ops/allocator.h"

namespace luthier {
namespace {

constexpr int64_t kAlignment = 16;  // floats: 64 bytes, a cache line and an AVX-512 register

int64_t aligned(int64_t count) { return (count + kAlignment - 1) / kAlignment * kAlignment; }

}  // namespace

LearnedState::LearnedState(const std::vector<Learnable>& learnables) {
    std::vector<const Learnable*> ordered;
    int64_t end = 0;
    for (bool decays : {true, false}) {
        for (const Learnable& learnable : learnables) {
            if (learnable.decays != decays) continue;
            int64_t count = learnable.tensor->numel();
            slots_.push_back({learnable.name, learnable.tensor->sizes().vec(), end, count});
            ordered.push_back(&learnable);
            end += aligned(count);
            parameters_ += count;
        }
        if (decays) decaying_ = end;
    }
    weights = at::zeros({end}, at::kFloat);
    at::NoGradGuard noGradient;
    for (size_t i = 0; i < slots_.size(); i++) {
        at::Tensor& tensor = *ordered[i]->tensor;
        at::Tensor place = view(weights, slots_[i]);
        place.copy_(tensor);
        tensor.set_requires_grad(false);
        tensor.set_data(place);
        tensor.set_requires_grad(true);
    }
    trimTensorMemory();  // where tensors of their own lay, before as much is asked for again
    for (at::Tensor* buffer : {&gradients, &mean, &variance}) *buffer = at::zeros({end}, at::kFloat);
    for (size_t i = 0; i < slots_.size(); i++) ordered[i]->tensor->mutable_grad() = view(gradients, slots_[i]);
}

at::Tensor LearnedState::view(const at::Tensor& buffer, const Slot& slot) const {
    return buffer.detach().narrow(0, slot.offset, slot.count).view(slot.shape);
}

void LearnedState::update(const AdamWSettings& settings) {
    at::NoGradGuard noGradient;
    auto pass = [&](int64_t begin, int64_t end, double weightDecay) {
        if (begin == end) return;
        AdamWSettings part = settings;
        part.weightDecay = weightDecay;
        at::Tensor w = weights.narrow(0, begin, end - begin), m = mean.narrow(0, begin, end - begin);
        at::Tensor v = variance.narrow(0, begin, end - begin);
        adamwStep(w, gradients.narrow(0, begin, end - begin), m, v, part);
    };
    pass(0, decaying_, settings.weightDecay);
    pass(decaying_, weights.numel(), 0);
}

bool LearnedState::finite() const { return std::isfinite(flatNorm(weights)); }

}  // namespace luthier
