// SPDX-License-Identifier: Apache-2.0
#include "core/ops/elementwise.h"

#include <atomic>

#include <ATen/Parallel.h>

#include "core/base/hash.h"
#include "core/ops/kernels.h"
#include "core/ops/share_out.h"

namespace luthier {
namespace {

constexpr int64_t kGrain = 32768;  // elements below which a second thread costs more than it saves

int64_t rowGrain(int64_t columns) { return std::max<int64_t>(1, kGrain / std::max<int64_t>(1, columns)); }

void overRows(const at::Tensor& x, const std::function<void(int64_t, int64_t)>& rows) {
    at::parallel_for(0, x.size(0), rowGrain(x.size(1)), rows);
}

void expectRows(const at::Tensor& x) { TORCH_CHECK(x.dim() == 2 && x.is_contiguous() && x.scalar_type() == at::kFloat); }

const uint64_t* keysOf(const at::Tensor& rowKeys) { return reinterpret_cast<const uint64_t*>(rowKeys.const_data_ptr<int64_t>()); }

}  // namespace

RmsNormed rmsNorm(at::Tensor& x, const at::Tensor& weight, double eps, const at::Tensor& added) {
    expectRows(x);
    TORCH_CHECK(!added.defined() || (added.is_contiguous() && added.numel() == x.numel()));
    RmsNormed out{at::empty_like(x), at::empty({x.size(0)}, x.options())};
    const int64_t columns = x.size(1);
    const at::Tensor scale = weight.contiguous();
    float* in = x.data_ptr<float>();
    const float* more = added.defined() ? added.const_data_ptr<float>() : nullptr;
    const float* factor = scale.const_data_ptr<float>();
    float* y = out.y.data_ptr<float>();
    float* rstd = out.rstd.data_ptr<float>();
    overRows(x, [&](int64_t begin, int64_t end) {
        const int64_t at = begin * columns;
        kernels().rmsNorm(in + at, more ? more + at : nullptr, factor, y + at, rstd + begin, end - begin, columns, static_cast<float>(eps));
    });
    return out;
}

at::Tensor rmsNormAgain(const at::Tensor& x, const at::Tensor& weight, const at::Tensor& rstd) {
    expectRows(x);
    at::Tensor y = at::empty_like(x);
    const int64_t columns = x.size(1);
    const float* in = x.const_data_ptr<float>();
    const float* factor = weight.const_data_ptr<float>();
    const float* scale = rstd.const_data_ptr<float>();
    float* out = y.data_ptr<float>();
    overRows(x, [&](int64_t begin, int64_t end) {
        kernels().rmsNormAgain(in + begin * columns, factor, scale + begin, out + begin * columns, end - begin, columns);
    });
    return y;
}

void rmsNormBackward(const at::Tensor& x, const at::Tensor& weight, const at::Tensor& rstd, const at::Tensor& dy, at::Tensor& dx) {
    expectRows(dy);
    expectRows(dx);
    const int64_t columns = x.size(1);
    const float* in = x.const_data_ptr<float>();
    const float* factor = weight.const_data_ptr<float>();
    const float* scale = rstd.const_data_ptr<float>();
    const float* up = dy.const_data_ptr<float>();
    float* out = dx.data_ptr<float>();
    overRows(x, [&](int64_t begin, int64_t end) {
        const int64_t at = begin * columns;
        kernels().rmsNormBackward(in + at, factor, scale + begin, up + at, out + at, end - begin, columns);
    });
}

at::Tensor rmsNormWeightGradient(const at::Tensor& x, const at::Tensor& rstd, const at::Tensor& dy) {
    at::Tensor gradient = at::zeros({x.size(1)}, x.options());
    const float* in = x.const_data_ptr<float>();
    const float* scale = rstd.const_data_ptr<float>();
    const float* up = dy.const_data_ptr<float>();
    float* out = gradient.data_ptr<float>();
    // Columns are shared out, so that rows are summed in one order whatever the number of threads.
    shareOut(x.size(1), kGrain / std::max<int64_t>(1, x.size(0)), [&](int64_t begin, int64_t end) {
        kernels().rmsNormWeight(in, scale, up, out, x.size(0), x.size(1), begin, end);
    });
    return gradient;
}

at::Tensor ropeTable(const at::Tensor& inverseFrequencies, int64_t positions, double scale) {
    const at::Tensor angles = at::outer(at::arange(positions, at::kFloat), inverseFrequencies.to(at::kFloat));
    const at::Tensor table = at::cat({angles.cos(), angles.sin()}, 1).contiguous();
    return scale == 1 ? table : table * scale;
}

void rope(at::Tensor& x, const at::Tensor& table, const at::Tensor& rows, int direction, const RopeForm& form) {
    expectRows(x);
    const int64_t columns = x.size(1), headSize = form.headSize ? form.headSize : table.size(1);
    const RopeShape shape{columns / headSize, headSize, table.size(1), columns, form.interleaved};
    float* values = x.data_ptr<float>();
    const float* angles = table.const_data_ptr<float>();
    const int64_t* places = rows.const_data_ptr<int64_t>();
    overRows(x, [&](int64_t begin, int64_t end) {
        kernels().rope(values + begin * columns, angles, places + begin, end - begin, shape, static_cast<float>(direction));
    });
}

at::Tensor dropoutRowKeys(uint64_t seed, uint64_t step, const std::vector<uint64_t>& sampleKeys, const std::vector<int64_t>& starts) {
    at::Tensor keys = at::empty({starts.empty() ? 0 : starts.back()}, at::kLong);
    auto* out = reinterpret_cast<uint64_t*>(keys.data_ptr<int64_t>());
    const uint64_t stepKey = mixed(mixed(seed) ^ step);
    for (size_t s = 0; s + 1 < starts.size(); ++s) {
        const uint64_t sampleKey = mixed(stepKey ^ sampleKeys.at(s));
        for (int64_t t = starts[s]; t < starts[s + 1]; ++t) out[t] = mixed(sampleKey ^ static_cast<uint64_t>(t - starts[s]));
    }
    return keys;
}

at::Tensor dropout(const at::Tensor& x, const at::Tensor& rowKeys, uint64_t moduleKey, double p) {
    expectRows(x);
    at::Tensor y = at::empty_like(x);
    const int64_t columns = x.size(1);
    const float* in = x.const_data_ptr<float>();
    float* out = y.data_ptr<float>();
    overRows(x, [&](int64_t begin, int64_t end) {
        kernels().dropout(in + begin * columns, out + begin * columns, keysOf(rowKeys) + begin, moduleKey, p, end - begin, columns, false);
    });
    return y;
}

void dropoutBackward(const at::Tensor& dy, const at::Tensor& rowKeys, uint64_t moduleKey, double p, at::Tensor& dx) {
    expectRows(dy);
    expectRows(dx);
    const int64_t columns = dy.size(1);
    const float* in = dy.const_data_ptr<float>();
    float* out = dx.data_ptr<float>();
    overRows(dy, [&](int64_t begin, int64_t end) {
        kernels().dropout(in + begin * columns, out + begin * columns, keysOf(rowKeys) + begin, moduleKey, p, end - begin, columns, true);
    });
}

void addRows(at::Tensor& sum, const at::Tensor& ids, const at::Tensor& x, double factor) {
    expectRows(x);
    const int64_t columns = x.size(1), rows = x.size(0);
    const int64_t* id = ids.const_data_ptr<int64_t>();
    const float* in = x.const_data_ptr<float>();
    float* out = sum.data_ptr<float>();
    // Threads share columns, not rows: a token that occurs twice is summed in one order.
    shareOut(columns, kGrain / std::max<int64_t>(1, rows), [&](int64_t begin, int64_t end) {
        for (int64_t t = 0; t < rows; ++t)
            kernels().add(out + id[t] * columns + begin, in + t * columns + begin, static_cast<float>(factor), end - begin);
    });
}

namespace {

/// Of numbers in 16 bits: neither NaN nor infinity has another exponent than one of ones alone. As they lie, for a copy of the whole would be memory that no
/// run needs later.
bool allFiniteIn16(const at::Tensor& x, uint16_t exponent) {
    const at::Tensor flat = x.contiguous();
    const auto* values = static_cast<const uint16_t*>(flat.const_data_ptr());
    std::atomic<bool> good{true};
    shareOut(flat.numel(), kGrain, [&](int64_t begin, int64_t end) {
        unsigned found = 0;
        for (int64_t i = begin; i < end; ++i) found |= static_cast<unsigned>((values[i] & exponent) == exponent);
        if (found) good = false;
    });
    return good;
}

}  // namespace

bool allFinite(const at::Tensor& x) {
    if (x.scalar_type() == at::kBFloat16) return allFiniteIn16(x, 0x7F80);
    if (x.scalar_type() == at::kHalf) return allFiniteIn16(x, 0x7C00);
    if (x.scalar_type() != at::kFloat) return at::isfinite(x).all().item<bool>();
    const at::Tensor flat = x.contiguous();
    const float* values = flat.const_data_ptr<float>();
    std::atomic<bool> good{true};
    shareOut(flat.numel(), kGrain, [&](int64_t begin, int64_t end) {
        if (!kernels().finite(values + begin, end - begin)) good = false;
    });
    return good;
}

}  // namespace luthier
