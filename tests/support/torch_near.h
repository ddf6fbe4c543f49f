// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <gtest/gtest.h>

#include "core/ops/torch.h"

namespace luthier {

/// Relative distance in L2.
inline double distance(const at::Tensor& found, const at::Tensor& wanted) {
    const at::Tensor a = found.detach().to(at::kDouble), b = wanted.detach().to(at::kDouble);
    return (a - b).norm().item<double>() / std::max(1e-30, b.norm().item<double>());
}

inline void expectNear(const at::Tensor& found, const at::Tensor& wanted, double tolerance, const std::string& what = "") {
    ASSERT_EQ(found.sizes(), wanted.sizes()) << what;
    EXPECT_LE(distance(found, wanted), tolerance) << what;
}

}  // namespace luthier
