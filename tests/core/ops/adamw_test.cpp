// SPDX-License-Identifier: Apache-2.0
#include "core/ops/adamw.h"

#include <gtest/gtest.h>

#include <cmath>

#include "tests/support/torch_near.h"

namespace luthier {
namespace {

/// torch.optim.AdamW, in double.
struct ExactAdamW {
    at::Tensor weights, mean, variance;

    void step(const at::Tensor& gradients, const AdamWSettings& s) {
        const at::Tensor g = gradients.to(at::kDouble) * s.gradientScale;
        weights = weights * (1 - s.learningRate * s.weightDecay);
        mean = mean * s.beta1 + g * (1 - s.beta1);
        variance = variance * s.beta2 + g * g * (1 - s.beta2);
        const double first = 1 - std::pow(s.beta1, s.step), second = 1 - std::pow(s.beta2, s.step);
        weights = weights - s.learningRate / first * mean / (variance.sqrt() / std::sqrt(second) + s.eps);
    }
};

TEST(AdamW, FollowsTheExactOptimizerForAHundredSteps) {
    at::manual_seed(3);
    at::Tensor weights = at::randn({70001}), mean = at::zeros({70001}), variance = at::zeros({70001});
    ExactAdamW exact{weights.to(at::kDouble), mean.to(at::kDouble), variance.to(at::kDouble)};
    AdamWSettings settings{.learningRate = 1e-3, .weightDecay = 0.01, .gradientScale = 0.5};
    for (settings.step = 1; settings.step <= 100; ++settings.step) {
        const at::Tensor gradients = at::randn({70001});
        adamwStep(weights, gradients, mean, variance, settings);
        exact.step(gradients, settings);
    }
    expectNear(weights, exact.weights, 1e-6);
    expectNear(mean, exact.mean, 1e-6);
    expectNear(variance, exact.variance, 1e-6);
}

TEST(FlatNorm, IsTheNormInDouble) {
    at::manual_seed(4);
    const at::Tensor x = at::randn({200003});
    EXPECT_NEAR(flatNorm(x), x.to(at::kDouble).norm().item<double>(), 1e-9);
    EXPECT_EQ(flatNorm(x), flatNorm(x.clone()));
    EXPECT_EQ(flatNorm(at::zeros({0})), 0);
}

}  // namespace
}  // namespace luthier
