// SPDX-License-Identifier: Apache-2.0
#include "core/ops/matmul.h"

#include <atomic>
#include <optional>

#include <ATen/Parallel.h>
#include <ATen/core/dispatch/Dispatcher.h>

#include "core/base/error.h"
#include "core/base/processor.h"
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

/// What the factors of a product lie in when it is made.
struct Form {
    at::ScalarType format;
    bool rounds = false;  ///< float32 that is rounded to bfloat16, before and after
};

constexpr int64_t kFewRows = 16;  // libtorch's loops make x W^T of so many faster than a weight is widened

/// Where the processor does not multiply in bfloat16, libtorch makes such products by loops: three to fifty times slower than rounded factors in float32.
Form formOf(Arithmetic in) {
    if (in == Arithmetic::Float32) return {at::kFloat};
    return hasAvx512() ? Form{at::kBFloat16} : Form{at::kFloat, true};
}
Form formOf(Arithmetic in, int64_t rows) { return in == Arithmetic::BFloat16 && rows <= kFewRows ? Form{at::kBFloat16} : formOf(in); }

/// Contiguous float32 of equal size; y may be x.
at::Tensor& roundInto(at::Tensor& y, const at::Tensor& x) {
    const float* in = x.const_data_ptr<float>();
    float* out = y.data_ptr<float>();
    shareOut(x.numel(), 16384, [&](int64_t begin, int64_t end) { kernels().roundToBFloat16(in + begin, out + begin, end - begin); });
    return y;
}
at::Tensor& roundInPlace(at::Tensor& x) { return roundInto(x, x); }

/// A copy, contiguous. Float32, any strides.
at::Tensor rounded(const at::Tensor& x) {
    const at::Tensor in = x.contiguous();
    at::Tensor y = in.is_alias_of(x) ? at::empty(x.sizes(), at::kFloat) : in;
    return roundInto(y, in);
}

/// A factor that is no weight.
at::Tensor factor(const Form& form, const at::Tensor& x) { return form.rounds ? rounded(x) : x; }
at::Tensor result(const Form& form, at::Tensor y) { return form.rounds ? roundInPlace(y) : y; }

/// x (M, K) weight (N, K)^T of factors in that form. The result is not rounded yet.
at::Tensor product(const Form& form, const at::Tensor& x, const at::Tensor& weight, const at::Tensor& bias) {
    if (form.format == at::kFloat) return product(widened(x), widened(weight), bias.defined() ? widened(bias) : bias, productKernel());
    at::Tensor y = widened(at::mm(x.to(at::kBFloat16), weight.to(at::kBFloat16).t()));
    return bias.defined() ? y.add_(bias) : y;
}

/// Rows [begin, begin + count) of a weight in that form.
at::Tensor brought(const Form& form, const at::Tensor& weight, int64_t begin, int64_t count) {
    at::Tensor rows = (isPacked(weight) ? unpackedRows(weight, begin, begin + count) : weight.narrow(0, begin, count)).to(form.format);
    if (!form.rounds || weight.scalar_type() == at::kBFloat16) return rows;
    return !isPacked(weight) && rows.is_alias_of(weight) ? rounded(rows) : roundInPlace(rows);
}

bool liesIn(const Form& form, const at::Tensor& weight) { return !form.rounds && !isPacked(weight) && weight.scalar_type() == form.format; }

/// How many rows of a weight are brought to that form at once: all that lie in it already, else about equal shares.
int64_t rowsAtOnce(const Form& form, const at::Tensor& weight) {
    const int64_t rows = weight.size(0), shares = liesIn(form, weight) ? 1 : broughtShares(weight.numel());
    return std::max<int64_t>(1, (rows + shares - 1) / shares);
}

/// x W^T + b, not rounded yet.
at::Tensor inShares(const Form& form, const at::Tensor& x, const at::Tensor& weight, const at::Tensor& bias) {
    const int64_t rows = weight.size(0), step = rowsAtOnce(form, weight);
    if (step >= rows) return product(form, x, brought(form, weight, 0, rows), bias);
    at::Tensor y = at::empty({x.size(0), rows}, at::kFloat);
    for (int64_t begin = 0; begin < rows; begin += step) {
        const int64_t count = std::min(step, rows - begin);
        y.narrow(1, begin, count).copy_(product(form, x, brought(form, weight, begin, count), bias.defined() ? bias.narrow(0, begin, count) : bias));
    }
    return y;
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
    const Form form = formOf(in, 1);
    if (!weight.defined() || weight.requires_grad() || liesIn(form, weight) || rowsAtOnce(form, weight) < weight.size(0)) return 0;
    return weight.numel() * static_cast<int64_t>(c10::elementSize(form.format));
}

at::Tensor broughtWhole(const at::Tensor& weight, Arithmetic in) { return brought(formOf(in, 1), weight, 0, weight.size(0)); }

at::Tensor widened(const at::Tensor& weight) { return isPacked(weight) ? unpackedRows(weight, 0, weight.size(0)) : weight.to(at::kFloat); }
at::Tensor valuesOf(const at::Tensor& weight) { return widened(isPacked(weight) ? weight : weight.detach()); }
at::Tensor rowsOf(const at::Tensor& weight, const at::Tensor& ids) { return isPacked(weight) ? unpackedRows(weight, ids) : widened(weight.index_select(0, ids)); }

at::Tensor timesTransposed(const at::Tensor& x, const at::Tensor& weight, const at::Tensor& bias, Arithmetic in) {
    const Form form = formOf(in, x.size(0));
    if (!form.rounds) return inShares(form, x, weight, bias);
    at::Tensor y = inShares(form, rounded(x), weight, {});
    roundInPlace(y);
    return bias.defined() ? y.add_(bias) : y;
}

at::Tensor times(const at::Tensor& y, const at::Tensor& weight, Arithmetic in) {
    const Form form = formOf(in);
    const int64_t rows = weight.size(0), step = rowsAtOnce(form, weight);
    if (step >= rows) return result(form, product(form, factor(form, y), brought(form, weight, 0, rows).t(), {}));
    at::Tensor sum;
    for (int64_t begin = 0; begin < rows; begin += step) {
        const int64_t count = std::min(step, rows - begin);
        const at::Tensor part = product(form, factor(form, y.narrow(1, begin, count)).contiguous(), brought(form, weight, begin, count).t(), {});
        if (sum.defined()) addInPlace(sum, part);
        else sum = part;
    }
    return in == Arithmetic::BFloat16 ? roundInPlace(sum) : sum;
}

at::Tensor transposedTimes(const at::Tensor& y, const at::Tensor& x, Arithmetic in) {
    const Form form = formOf(in);
    return result(form, product(form, factor(form, y).t(), factor(form, x).t(), {}));
}

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
