// SPDX-License-Identifier: Apache-2.0
#include "core/ops/gradient.h"

#include "core/ops/matmul.h"

namespace luthier {

bool learns(const at::Tensor& tensor) { return tensor.defined() && tensor.requires_grad(); }

void GradientSink::add(const at::Tensor& parameter, const at::Tensor& gradient) {
    if (!learns(parameter)) return;
    const at::NoGradGuard noGrad;
    if (parameter.is_leaf() && parameter.grad().defined()) {
        at::Tensor& sum = parameter.mutable_grad();
        if (sum.is_contiguous() && gradient.is_contiguous())
            addInPlace(sum, gradient);
        else
            sum.add_(gradient);
        return;
    }
    for (auto& [known, sum] : rest_)
        if (known.is_same(parameter)) {
            sum = sum + gradient;
            return;
        }
    rest_.emplace_back(parameter, gradient.contiguous());
}

at::Tensor GradientSink::take(const at::Tensor& parameter) {
    for (auto& [known, sum] : rest_)
        if (known.is_same(parameter)) return std::move(sum);
    return {};
}

}  // namespace luthier
