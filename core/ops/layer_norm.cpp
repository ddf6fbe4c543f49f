// SPDX-License-Identifier: Apache-2.0
#include <ATen/Parallel.h>

#include "core/ops/elementwise.h"
#include "core/ops/kernels.h"
#include "core/ops/share_out.h"

namespace luthier {
namespace {

void overRows(const at::Tensor& x, int64_t weights, double eps, const std::function<void(const NormShape&, int64_t at)>& work) {
    TORCH_CHECK(x.dim() == 2 && x.is_contiguous() && x.scalar_type() == at::kFloat);
    const int64_t columns = x.size(1);
    at::parallel_for(0, x.size(0), std::max<int64_t>(1, 32768 / std::max<int64_t>(1, columns)), [&](int64_t begin, int64_t end) {
        work({end - begin, columns, weights, begin, static_cast<float>(eps)}, begin * columns);
    });
}

const float* valuesOf(const at::Tensor& x) { return x.defined() ? x.const_data_ptr<float>() : nullptr; }

int64_t weightsOf(const at::Tensor& weight, const at::Tensor& x) { return weight.numel() / x.size(1); }

}  // namespace

LayerNormed layerNorm(at::Tensor& x, const at::Tensor& weight, const at::Tensor& bias, double eps, const at::Tensor& added) {
    TORCH_CHECK(!added.defined() || (added.is_contiguous() && added.numel() == x.numel()));
    LayerNormed out{at::empty_like(x), at::empty({x.size(0)}, x.options()), at::empty({x.size(0)}, x.options())};
    const at::Tensor scale = weight.contiguous();
    float* in = x.data_ptr<float>();
    const float *more = valuesOf(added), *shift = valuesOf(bias), *factor = valuesOf(scale);
    float *y = out.y.data_ptr<float>(), *mean = out.mean.data_ptr<float>(), *rstd = out.rstd.data_ptr<float>();
    overRows(x, weightsOf(weight, x), eps, [&](const NormShape& shape, int64_t at) {
        kernels().layerNorm(in + at, more ? more + at : nullptr, factor, shift, y + at, mean + shape.firstRow, rstd + shape.firstRow, shape);
    });
    return out;
}

at::Tensor layerNormAgain(const at::Tensor& x, const at::Tensor& weight, const at::Tensor& bias, const LayerNormed& kept) {
    at::Tensor y = at::empty_like(x);
    const at::Tensor scale = weight.contiguous();
    const float *in = valuesOf(x), *factor = valuesOf(scale), *shift = valuesOf(bias), *mean = valuesOf(kept.mean), *rstd = valuesOf(kept.rstd);
    float* out = y.data_ptr<float>();
    overRows(x, weightsOf(weight, x), 0, [&](const NormShape& shape, int64_t at) {
        kernels().layerNormAgain(in + at, factor, shift, mean + shape.firstRow, rstd + shape.firstRow, out + at, shape);
    });
    return y;
}

void layerNormBackward(const at::Tensor& x, const at::Tensor& weight, const LayerNormed& kept, const at::Tensor& dy, at::Tensor& dx) {
    TORCH_CHECK(dy.is_contiguous() && dx.is_contiguous());
    const at::Tensor scale = weight.contiguous();
    const float *in = valuesOf(x), *factor = valuesOf(scale), *mean = valuesOf(kept.mean), *rstd = valuesOf(kept.rstd), *up = valuesOf(dy);
    float* out = dx.data_ptr<float>();
    overRows(x, weightsOf(weight, x), 0, [&](const NormShape& shape, int64_t at) {
        kernels().layerNormBackward(in + at, factor, mean + shape.firstRow, rstd + shape.firstRow, up + at, out + at, shape);
    });
}

at::Tensor layerNormWeightGradient(const at::Tensor& x, const LayerNormed& kept, const at::Tensor& dy, int64_t weights) {
    at::Tensor gradient = at::zeros({weights, x.size(1)}, x.options());
    const NormShape shape{x.size(0), x.size(1), weights, 0, 0};
    // Columns are shared out, so that rows are summed in one order whatever the number of threads.
    shareOut(x.size(1), 32768 / std::max<int64_t>(1, x.size(0)), [&](int64_t begin, int64_t end) {
        kernels().layerNormWeight(valuesOf(x), valuesOf(kept.mean), valuesOf(kept.rstd), valuesOf(dy), gradient.data_ptr<float>(), shape, begin, end);
    });
    return gradient;
}

}  // namespace luthier
