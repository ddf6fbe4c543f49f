// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/ops/torch.h"

namespace luthier {

// The memory-bound steps of a decoder layer, each one pass over its rows on all threads. Float32, contiguous unless said; no autograd.
// The plain forms are in reference.h.

/// What the forward of an RMS norm leaves for its backward.
struct RmsNormed {
    at::Tensor y;     ///< (T, C)
    at::Tensor rstd;  ///< (T)
};
/// y = x * rsqrt(mean(x^2) + eps) * weight (arXiv 1910.07467). With `added`: x += added first, in place. x (T, C), weight (C)
RmsNormed rmsNorm(at::Tensor& x, const at::Tensor& weight, double eps, const at::Tensor& added = {});
/// y again, bit for bit, from what was kept.
at::Tensor rmsNormAgain(const at::Tensor& x, const at::Tensor& weight, const at::Tensor& rstd);
/// dx += the norm's gradient for dy.
void rmsNormBackward(const at::Tensor& x, const at::Tensor& weight, const at::Tensor& rstd, const at::Tensor& dy, at::Tensor& dx);
/// The gradient of the norm's weight. (C)
at::Tensor rmsNormWeightGradient(const at::Tensor& x, const at::Tensor& rstd, const at::Tensor& dy);

/// Cosines and sines of every position, as Transformers computes them in float32. (positions, D): D / 2 cosines, then D / 2 sines.
at::Tensor ropeTable(const at::Tensor& inverseFrequencies, int64_t positions);
/// Turns heads by their positions, in place (arXiv 2104.09864, halves as pairs). x (T, heads * D), positions (T) int64.
/// direction -1 turns back, which is the gradient.
void rope(at::Tensor& x, const at::Tensor& table, const at::Tensor& positions, int direction = 1);

/// silu(gate) * up (arXiv 2002.05202). (T, F)
at::Tensor swiGlu(const at::Tensor& gate, const at::Tensor& up);
/// In: gate, up, dh. Out, in place: dgate, dup, and h itself in dh.
void swiGluBackward(at::Tensor& gate, at::Tensor& up, at::Tensor& dh);

/// One key per token, for dropout: a pure function of seed, step, sample and position. (T) int64, bits of a uint64.
at::Tensor dropoutRowKeys(uint64_t seed, uint64_t step, const std::vector<uint64_t>& sampleKeys, const std::vector<int64_t>& starts);
/// x with each element kept with probability 1 - p and divided by it. The mask is a function of row key, module and column only.
at::Tensor dropout(const at::Tensor& x, const at::Tensor& rowKeys, uint64_t moduleKey, double p);
/// dx += mask(dy) / (1 - p), the gradient.
void dropoutBackward(const at::Tensor& dy, const at::Tensor& rowKeys, uint64_t moduleKey, double p, at::Tensor& dx);

/// sum[ids[t]] += x[t] * factor, in the order of t. sum (V, C), ids (T) int64, x (T, C)
void addRows(at::Tensor& sum, const at::Tensor& ids, const at::Tensor& x, double factor = 1);

/// No NaN, no infinity. Any float format, any size.
bool allFinite(const at::Tensor& x);

}  // namespace luthier
