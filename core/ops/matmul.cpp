// SPDX-License-Identifier: Apache-2.0
#include "core/ops/matmul.h"

#include <atomic>
#include <optional>

#include <ATen/Parallel.h>
#include <ATen/core/dispatch/Dispatcher.h>

#include "core/base/error.h"
#include "core/ops/at_once.h"
#include "core/ops/kernels.h"
#include "core/ops/packed_weight.h"
#include "core/ops/share_out.h"

namespace luthier {
namespace {

using LinearOperator = at::Tensor(const at::Tensor&, const at::Tensor&, const std::optional<at::Tensor>&, std::string_view,
                                  c10::List<std::optional<at::Scalar>>, std::optional<std::string_view>);

/// x W^T + b by oneDNN; an operator outside ATen's public list, so it is found by name. None on builds without oneDNN.
const std::optional<c10::TypedOperatorHandle<LinearOperator>>& oneDnnLinear() {
    static const auto handle = [] {
        std::optional<c10::TypedOperatorHandle<LinearOperator>> found;
        if (auto op = c10::Dispatcher::singleton().findSchema({"mkldnn::_linear_pointwise", ""})) found = op->typed<LinearOperator>();
        return found;
    }();
    return handle;
}

at::Tensor byOneDnn(const at::Tensor& x, const at::Tensor& weight, const at::Tensor& bias) {
    const std::optional<at::Tensor> maybeBias = bias.defined() ? std::optional(bias) : std::nullopt;
    return oneDnnLinear()->call(x, weight, maybeBias, "none", c10::List<std::optional<at::Scalar>>(), "");
}

at::Tensor byMkl(const at::Tensor& x, const at::Tensor& weight, const at::Tensor& bias) {
    return bias.defined() ? at::addmm(bias, x, weight.t()) : at::mm(x, weight.t());
}

/// x (M, K) weight (N, K)^T
at::Tensor product(const at::Tensor& x, const at::Tensor& weight, const at::Tensor& bias, ProductKernel kernel) {
    const bool empty = x.numel() == 0 || weight.numel() == 0;
    if (kernel == ProductKernel::Mkl || empty) return byMkl(x, weight, bias);
    return byOneDnn(x, weight, bias);
}

std::atomic<int> chosenKernel{-1};
std::atomic<Arithmetic> chosenArithmetic{Arithmetic::Float32};

/// x (M, K) weight (N, K)^T with factors and result rounded to bfloat16; at::mm makes it by oneDNN where the processor can, else by loops.
at::Tensor narrowProduct(const at::Tensor& x, const at::Tensor& weight, const at::Tensor& bias) {
    at::Tensor y = widened(at::mm(x.to(at::kBFloat16), weight.to(at::kBFloat16).t()));
    return bias.defined() ? y.add_(bias) : y;
}

at::Tensor product(const at::Tensor& x, const at::Tensor& weight, const at::Tensor& bias, Arithmetic in) {
    if (in == Arithmetic::BFloat16) return narrowProduct(x, weight, bias);
    return product(widened(x), widened(weight), bias.defined() ? widened(bias) : bias, productKernel());
}

at::ScalarType formatOf(Arithmetic in) { return in == Arithmetic::Float32 ? at::kFloat : at::kBFloat16; }

/// Rows [begin, begin + count) of a weight in the format of `in`.
at::Tensor brought(Arithmetic in, const at::Tensor& weight, int64_t begin, int64_t count) {
    return (isPacked(weight) ? unpackedRows(weight, begin, begin + count) : weight.narrow(0, begin, count)).to(formatOf(in));
}

bool liesIn(Arithmetic in, const at::Tensor& weight) { return !isPacked(weight) && weight.scalar_type() == formatOf(in); }

/// How many rows of a weight are brought to the format of `in` at once: all that lie in it already, else about equal shares.
int64_t rowsAtOnce(Arithmetic in, const at::Tensor& weight) {
    const int64_t rows = weight.size(0), shares = liesIn(in, weight) ? 1 : broughtShares(weight.numel());
    return std::max<int64_t>(1, (rows + shares - 1) / shares);
}

}  // namespace

std::string nameOf(ProductKernel kernel) { return kernel == ProductKernel::Mkl ? "mkl" : "onednn"; }

ProductKernel productKernelOf(const std::string& name) {
    for (ProductKernel kernel : productKernels())
        if (nameOf(kernel) == name) return kernel;
    throw Error("kernels", "expected a matrix product this build has (mkl, onednn), found '" + name + "'",
                "measure again with: luthier info --measure");
}

std::vector<ProductKernel> productKernels() {
    std::vector<ProductKernel> all = {ProductKernel::Mkl};
    if (oneDnnLinear()) all.push_back(ProductKernel::OneDnn);
    return all;
}

void setProductKernel(ProductKernel kernel) { chosenKernel = static_cast<int>(kernel); }

ProductKernel productKernel() {
    if (chosenKernel < 0) setProductKernel(productKernels().back());
    return static_cast<ProductKernel>(chosenKernel.load());
}

std::string nameOf(Arithmetic arithmetic) { return arithmetic == Arithmetic::Float32 ? "float32" : "bfloat16"; }

Arithmetic arithmeticOf(const std::string& name) {
    for (Arithmetic known : {Arithmetic::Float32, Arithmetic::BFloat16})
        if (nameOf(known) == name) return known;
    throw Error("precision", "expected float32 or bfloat16, found '" + name + "'", "give one of the two");
}

void setArithmetic(Arithmetic arithmetic) { chosenArithmetic = arithmetic; }
Arithmetic arithmetic() { return chosenArithmetic; }

int64_t bytesBroughtWhole(const at::Tensor& weight, Arithmetic in) {
    if (!weight.defined() || weight.requires_grad() || liesIn(in, weight) || rowsAtOnce(in, weight) < weight.size(0)) return 0;
    return weight.numel() * static_cast<int64_t>(c10::elementSize(formatOf(in)));
}

at::Tensor broughtWhole(const at::Tensor& weight, Arithmetic in) { return brought(in, weight, 0, weight.size(0)); }

at::Tensor widened(const at::Tensor& weight) { return isPacked(weight) ? unpackedRows(weight, 0, weight.size(0)) : weight.to(at::kFloat); }
at::Tensor valuesOf(const at::Tensor& weight) { return widened(isPacked(weight) ? weight : weight.detach()); }
at::Tensor rowsOf(const at::Tensor& weight, const at::Tensor& ids) { return isPacked(weight) ? unpackedRows(weight, ids) : widened(weight.index_select(0, ids)); }

at::Tensor timesTransposed(const at::Tensor& x, const at::Tensor& weight, const at::Tensor& bias, Arithmetic in) {
    const int64_t rows = weight.size(0), step = rowsAtOnce(in, weight);
    if (step >= rows) return product(x, brought(in, weight, 0, rows), bias, in);
    at::Tensor y = at::empty({x.size(0), rows}, at::kFloat);
    for (int64_t begin = 0; begin < rows; begin += step) {
        const int64_t count = std::min(step, rows - begin);
        y.narrow(1, begin, count).copy_(product(x, brought(in, weight, begin, count), bias.defined() ? bias.narrow(0, begin, count) : bias, in));
    }
    return y;
}

at::Tensor times(const at::Tensor& y, const at::Tensor& weight, Arithmetic in) {
    const int64_t rows = weight.size(0), step = rowsAtOnce(in, weight);
    if (step >= rows) return product(y, brought(in, weight, 0, rows).t(), {}, in);
    at::Tensor sum;
    for (int64_t begin = 0; begin < rows; begin += step) {
        const int64_t count = std::min(step, rows - begin);
        const at::Tensor part = product(y.narrow(1, begin, count).contiguous(), brought(in, weight, begin, count).t(), {}, in);
        if (sum.defined()) addInPlace(sum, part);
        else sum = part;
    }
    return sum;
}

at::Tensor transposedTimes(const at::Tensor& y, const at::Tensor& x, Arithmetic in) { return product(y.t(), x.t(), {}, in); }

void addInPlace(at::Tensor& sum, const at::Tensor& x, double factor) {
    TORCH_CHECK(sum.is_contiguous() && x.is_contiguous() && sum.numel() == x.numel());
    float* out = sum.data_ptr<float>();
    const float* in = x.const_data_ptr<float>();
    shareOut(sum.numel(), 16384, [&](int64_t begin, int64_t end) {
        kernels().add(out + begin, in + begin, static_cast<float>(factor), end - begin);
    });
}

void addThinProduct(at::Tensor& sum, const at::Tensor& a, const at::Tensor& b) {
    const int64_t columns = sum.size(1), inner = a.size(1);
    if (columns % 16 != 0) return addInPlace(sum, timesTransposed(a, b.t()));
    TORCH_CHECK(sum.is_contiguous() && a.is_contiguous() && b.is_contiguous() && b.size(0) == inner && b.size(1) == columns);
    constexpr int64_t kRows = 24;  // rows of the sum that stay in the cache while b passes over them
    float* out = sum.data_ptr<float>();
    const float* left = a.const_data_ptr<float>();
    const float* right = b.const_data_ptr<float>();
    at::parallel_for(0, (sum.size(0) + kRows - 1) / kRows, 4, [&](int64_t begin, int64_t end) {
        for (int64_t row = begin * kRows; row < std::min(end * kRows, sum.size(0)); row += kRows)
            kernels().product({std::min(kRows, sum.size(0) - row), columns, inner}, left + row * inner, inner, 1, right, columns,
                              out + row * columns, columns, true);
    });
}

}  // namespace luthier
