// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <vector>

#include "core/ops/activation.h"
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

/// What the forward of a layer norm leaves for its backward.
struct LayerNormed {
    at::Tensor y;           ///< (N, C)
    at::Tensor mean, rstd;  ///< (N)
};
/// y = (x - mean) * rsqrt(variance + eps) * weight + bias (arXiv 1607.06450). weight and bias (C), or (W, C): row r has weight r modulo W; bias may be
/// undefined. With `added`: x += added first, in place. x (N, C)
LayerNormed layerNorm(at::Tensor& x, const at::Tensor& weight, const at::Tensor& bias, double eps, const at::Tensor& added = {});
/// y again, bit for bit, from what was kept.
at::Tensor layerNormAgain(const at::Tensor& x, const at::Tensor& weight, const at::Tensor& bias, const LayerNormed& kept);
/// dx += the norm's gradient for dy.
void layerNormBackward(const at::Tensor& x, const at::Tensor& weight, const LayerNormed& kept, const at::Tensor& dy, at::Tensor& dx);
/// The gradient of a weight of `weights` rows. (W, C)
at::Tensor layerNormWeightGradient(const at::Tensor& x, const LayerNormed& kept, const at::Tensor& dy, int64_t weights = 1);

/// Which features of a head are turned, and by whom they are paired.
struct RopeForm {
    int64_t headSize = 0;      ///< 0: the table's width; the features beyond that are not turned
    bool interleaved = false;  ///< neighbours are a pair, not the two halves
};
/// Cosines and sines of every position, as Transformers computes them in float32, times `scale`. (positions, turned): turned / 2 cosines, then as
/// many sines.
at::Tensor ropeTable(const at::Tensor& inverseFrequencies, int64_t positions, double scale = 1);
/// Turns heads by their rows of the table, in place (arXiv 2104.09864). x (T, heads * D), rows (T) int64. direction -1 is the gradient.
void rope(at::Tensor& x, const at::Tensor& table, const at::Tensor& rows, int direction = 1, const RopeForm& form = {});

/// y = act(x), elementwise
at::Tensor activated(Activation activation, const at::Tensor& x);
/// In: x, dy. Out, in place: dx, and y itself in dy.
void activatedBackward(Activation activation, at::Tensor& x, at::Tensor& dy);
/// act(gate) * up (arXiv 2002.05202). (T, F)
at::Tensor gated(Activation activation, const at::Tensor& gate, const at::Tensor& up);
/// In: gate, up, dh. Out, in place: dgate, dup, and h itself in dh.
void gatedBackward(Activation activation, at::Tensor& gate, at::Tensor& up, at::Tensor& dh);

/// Columns of x in blocks of `size` floats, chosen and ordered by `blocks`. x (T, W) -> (T, blocks * size)
at::Tensor takenBlocks(const at::Tensor& x, const std::vector<int64_t>& blocks, int64_t size);
/// The other way: blocks of x to their places in y. x (T, blocks * size), y (T, W)
void putBlocks(const at::Tensor& x, const std::vector<int64_t>& blocks, int64_t size, at::Tensor& y);

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
