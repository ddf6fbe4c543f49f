// SPDX-License-Identifier: Apache-2.0
#include <cstring>

#include <ATen/Parallel.h>

#include "core/ops/elementwise.h"
#include "core/ops/kernels.h"
#include "core/ops/share_out.h"

namespace luthier {
namespace {

constexpr int64_t kGrain = 32768;  // elements below which a second thread costs more than it saves

const ActivationKernels& kernelsOf(Activation activation) { return kernels().activations[static_cast<int>(activation)]; }

void overElements(const at::Tensor& x, const std::function<void(int64_t, int64_t)>& work) {
    TORCH_CHECK(x.is_contiguous() && x.scalar_type() == at::kFloat);
    shareOut(x.numel(), kGrain, work);
}

/// Copies blocks between a wide tensor and a dense one; toDense says which way.
void moveBlocks(float* wide, int64_t width, float* dense, int64_t rows, const std::vector<int64_t>& blocks, int64_t size, bool toDense) {
    const auto count = static_cast<int64_t>(blocks.size());
    at::parallel_for(0, rows, std::max<int64_t>(1, kGrain / (count * size)), [&](int64_t begin, int64_t end) {
        for (int64_t row = begin; row < end; ++row)
            for (int64_t i = 0; i < count; ++i) {
                float* in = wide + row * width + blocks[static_cast<size_t>(i)] * size;
                float* out = dense + (row * count + i) * size;
                std::memcpy(toDense ? out : in, toDense ? in : out, static_cast<size_t>(size) * sizeof(float));
            }
    });
}

}  // namespace

at::Tensor activated(Activation activation, const at::Tensor& x) {
    at::Tensor y = at::empty_like(x);
    const float* in = x.const_data_ptr<float>();
    float* out = y.data_ptr<float>();
    overElements(x, [&](int64_t begin, int64_t end) { kernelsOf(activation).forward(in + begin, out + begin, end - begin); });
    return y;
}

void activatedBackward(Activation activation, at::Tensor& x, at::Tensor& dy) {
    float* in = x.data_ptr<float>();
    float* up = dy.data_ptr<float>();
    overElements(x, [&](int64_t begin, int64_t end) { kernelsOf(activation).backward(in + begin, up + begin, end - begin); });
}

at::Tensor gated(Activation activation, const at::Tensor& gate, const at::Tensor& up) {
    at::Tensor h = at::empty_like(gate);
    const float* g = gate.const_data_ptr<float>();
    const float* u = up.const_data_ptr<float>();
    float* out = h.data_ptr<float>();
    overElements(h, [&](int64_t begin, int64_t end) { kernelsOf(activation).gated(g + begin, u + begin, out + begin, end - begin); });
    return h;
}

void gatedBackward(Activation activation, at::Tensor& gate, at::Tensor& up, at::Tensor& dh) {
    float* g = gate.data_ptr<float>();
    float* u = up.data_ptr<float>();
    float* d = dh.data_ptr<float>();
    overElements(dh, [&](int64_t begin, int64_t end) { kernelsOf(activation).gatedBackward(g + begin, u + begin, d + begin, end - begin); });
}

at::Tensor takenBlocks(const at::Tensor& x, const std::vector<int64_t>& blocks, int64_t size) {
    at::Tensor taken = at::empty({x.size(0), static_cast<int64_t>(blocks.size()) * size}, x.options());
    moveBlocks(const_cast<float*>(x.const_data_ptr<float>()), x.size(1), taken.data_ptr<float>(), x.size(0), blocks, size, true);
    return taken;
}

void putBlocks(const at::Tensor& x, const std::vector<int64_t>& blocks, int64_t size, at::Tensor& y) {
    moveBlocks(y.data_ptr<float>(), y.size(1), const_cast<float*>(x.const_data_ptr<float>()), x.size(0), blocks, size, false);
}

}  // namespace luthier
