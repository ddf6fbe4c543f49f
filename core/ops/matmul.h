// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "core/ops/torch.h"

namespace luthier {

/// Which library multiplies float32 matrices. Processors differ: oneDNN makes its code for the processor at hand, MKL is held back on some.
enum class ProductKernel { Mkl, OneDnn };
std::string nameOf(ProductKernel kernel);  ///< "mkl", "onednn"
ProductKernel productKernelOf(const std::string& name);  ///< throws Error for another name

/// Those that this build of libtorch has, the one to take unless another was measured to be clearly faster last; MKL stands for whatever at::mm uses.
std::vector<ProductKernel> productKernels();
/// The process's choice, the last of productKernels() at first. Set between steps only, on the engine's thread.
void setProductKernel(ProductKernel kernel);
ProductKernel productKernel();

/// Number format of the products with a model's own weights. BFloat16 rounds both factors to it, sums in float32 and rounds the result; everything
/// between products (norms, positions, attention, gates, residuals, logits from the head on, loss), adapters, and what learns stay float32.
enum class Arithmetic { Float32, BFloat16 };
std::string nameOf(Arithmetic arithmetic);  ///< "float32", "bfloat16"
Arithmetic arithmeticOf(const std::string& name);
/// The process's choice, float32 at first. Set between steps only, on the engine's thread.
void setArithmetic(Arithmetic arithmetic);
Arithmetic arithmetic();
/// Another arithmetic for as long as it lives.
class ArithmeticScope {
public:
    explicit ArithmeticScope(Arithmetic inside) : before_(arithmetic()) { setArithmetic(inside); }
    ~ArithmeticScope() { setArithmetic(before_); }
    ArithmeticScope(const ArithmeticScope&) = delete;

private:
    Arithmetic before_;
};

// Weights may be bfloat16, float16 or packed (packed_weight.h): they are brought to the product's arithmetic, which is float32 unless given, a block of rows at
// a time, so that a large one is never there twice as a whole. Everything else is float32. Operands may be strided views (rows or columns contiguous). Results
// are new, contiguous and the same from run to run.

/// x W^T + b. x (T, in), weight (out, in), bias (out) or undefined -> (T, out)
at::Tensor timesTransposed(const at::Tensor& x, const at::Tensor& weight, const at::Tensor& bias = {}, Arithmetic in = Arithmetic::Float32);
/// y W. y (T, out), weight (out, in) -> (T, in)
at::Tensor times(const at::Tensor& y, const at::Tensor& weight, Arithmetic in = Arithmetic::Float32);
/// y^T x. y (T, out), x (T, in) -> (out, in)
at::Tensor transposedTimes(const at::Tensor& y, const at::Tensor& x, Arithmetic in = Arithmetic::Float32);
/// sum += factor * x, elementwise, in place. Contiguous float32 of equal size.
void addInPlace(at::Tensor& sum, const at::Tensor& x, double factor = 1);
/// sum += a b, in place, for few columns of a: an adapter's part. sum (T, N), a (T, K), b (K, N), all contiguous.
void addThinProduct(at::Tensor& sum, const at::Tensor& a, const at::Tensor& b);
/// Bytes of a frozen weight in the format of `in`, where a product brings it there as a whole; 0 where it lies in that already, learns, or is brought in shares.
int64_t bytesBroughtWhole(const at::Tensor& weight, Arithmetic in);
/// Such a weight in that format: products with it are the same to the bit.
at::Tensor broughtWhole(const at::Tensor& weight, Arithmetic in);
/// The tensor itself when it is float32, else a float32 copy.
at::Tensor widened(const at::Tensor& weight);
/// The values of a weight, apart from any graph: its own memory where that is float32, else a copy.
at::Tensor valuesOf(const at::Tensor& weight);
/// Rows of a weight in float32. ids (T) int64 -> (T, columns)
at::Tensor rowsOf(const at::Tensor& weight, const at::Tensor& ids);

}  // namespace luthier
