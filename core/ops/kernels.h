// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>

#include "core/ops/activation.h"

namespace luthier {

/// AdamW's factors in the form the loop needs them; see adamw.h.
struct AdamWFactors {
    float decay, beta1Rest, beta2Rest, stepSize, rootCorrection, eps, gradientScale;
};

/// One head of attention over one sample. Rows of q, out, dOut and dQ are qStride floats apart, those of k and v kvStride, of dK and dV dkvStride.
struct AttentionHead {
    int64_t length = 0, headSize = 0, qStride = 0, kvStride = 0, dkvStride = 0;
    int64_t before = 0;              ///< keys and values ahead of the sample's own, when causal: kBefore, vBefore; gradients are added to theirs
    float scale = 1;
    int64_t window = 0;              ///< keys before and at a query that it sees, as many after it when not causal; 0: all
    bool causal = true;
    float softCap = 0;               ///< scores become cap tanh(score / cap); 0: they stay
    const float* keyBias = nullptr;  ///< (before + length), added to the scores; null: none
    const float *q = nullptr, *k = nullptr, *v = nullptr, *kBefore = nullptr, *vBefore = nullptr;
    float* out = nullptr;
    float* logSumExp = nullptr;  ///< (length)
    const float* dOut = nullptr;
    float *dQ = nullptr, *dK = nullptr, *dV = nullptr, *dKBefore = nullptr, *dVBefore = nullptr;
    float* scratch = nullptr;    ///< attentionScratch() floats of the caller's
};

/// The bend of one activation, over elements. y may be x.
struct ActivationKernels {
    void (*forward)(const float* x, float* y, int64_t count);
    void (*backward)(float* x, float* dy, int64_t count);  ///< in: x, dy. out, in place: dx, y.
    void (*gated)(const float* gate, const float* up, float* h, int64_t count);  ///< h = act(gate) * up
    void (*gatedBackward)(float* gate, float* up, float* dh, int64_t count);     ///< in: gate, up, dh. out, in place: dgate, dup, h.
};

struct NormShape {
    int64_t rows, columns;
    int64_t weights = 1;   ///< rows of the weight
    int64_t firstRow = 0;  ///< number of the first row, for choosing its weight
    float eps = 0;
};

struct RopeShape {
    int64_t heads, headSize;
    int64_t turned;     ///< features at the front of each head that are turned
    int64_t stride;     ///< floats from row to row
    bool interleaved;   ///< neighbours are a pair, not the two halves
};

struct ProductShape {
    int64_t rows, columns, inner;
};

/// The inner loops over float32 rows, each for a range of rows or elements and on one thread, compiled once per processor generation.
/// All arrays are contiguous; a row's result depends on that row alone.
struct Kernels {
    const char* name;

    /// y = x * rsqrt(mean(x^2) + eps) * weight; rstd (rows) is kept for the backward. With `added`: x += added first, in place.
    void (*rmsNorm)(float* x, const float* added, const float* weight, float* y, float* rstd, int64_t rows, int64_t columns, float eps);
    /// y = x * rstd * weight, as rmsNorm computed it
    void (*rmsNormAgain)(const float* x, const float* weight, const float* rstd, float* y, int64_t rows, int64_t columns);
    /// dx += gradient of rmsNorm for dy
    void (*rmsNormBackward)(const float* x, const float* weight, const float* rstd, const float* dy, float* dx, int64_t rows,
                            int64_t columns);
    /// dWeight[begin..end) += sum over rows of dy * x * rstd
    void (*rmsNormWeight)(const float* x, const float* rstd, const float* dy, float* dWeight, int64_t rows, int64_t columns,
                          int64_t begin, int64_t end);

    /// y = (x - mean) * rsqrt(variance + eps) * weight + bias, mean and rstd (rows) kept; row r has weight r modulo `weights`. bias may be null.
    /// With `added`: x += added first, in place.
    void (*layerNorm)(float* x, const float* added, const float* weight, const float* bias, float* y, float* mean, float* rstd,
                      const NormShape& shape);
    void (*layerNormAgain)(const float* x, const float* weight, const float* bias, const float* mean, const float* rstd, float* y,
                           const NormShape& shape);
    /// dx += gradient of layerNorm for dy
    void (*layerNormBackward)(const float* x, const float* weight, const float* mean, const float* rstd, const float* dy, float* dx,
                              const NormShape& shape);
    /// dWeight[begin..end) += sum over rows of dy * (x - mean) * rstd, a row of sums for each weight
    void (*layerNormWeight)(const float* x, const float* mean, const float* rstd, const float* dy, float* dWeight, const NormShape& shape,
                            int64_t begin, int64_t end);

    /// Turns each head of each row by its position's angles, in place. table (positions, turned): cosines, then sines. direction 1 or -1.
    void (*rope)(float* x, const float* table, const int64_t* positions, int64_t rows, const RopeShape& shape, float direction);

    const ActivationKernels* activations;  ///< by Activation

    /// logits -> softmax - onehot(target), in place; returns -log p(target)
    float (*crossEntropy)(float* logits, int64_t count, int64_t target);
    /// -log p(target); logits stay as they are
    float (*crossEntropyValue)(const float* logits, int64_t count, int64_t target);

    /// y = mask(x) / (1 - p), mask a pure function of row key, module key and column. add: y += instead of y =
    void (*dropout)(const float* x, float* y, const uint64_t* rowKeys, uint64_t moduleKey, double p, int64_t rows, int64_t columns,
                    bool add);

    /// c = a b or c += a b, from registers: for products too small or too thin for a library. Element (r, k) of a lies at r * rowStep + k * step;
    /// columns is a multiple of 16.
    void (*product)(const ProductShape& shape, const float* a, int64_t rowStep, int64_t step, const float* b, int64_t bStride, float* c,
                    int64_t cStride, bool accumulate);
    void (*attention)(const AttentionHead& head);          ///< fills out and logSumExp
    void (*attentionBackward)(const AttentionHead& head);  ///< fills dQ, dK, dV
    int64_t (*attentionScratch)(int64_t keys, int64_t headSize, bool backward);

    void (*roundToBFloat16)(const float* x, float* y, int64_t count);  ///< each to the nearest number of bfloat16, ties to even, kept in float32. y may be x.
    void (*add)(float* sum, const float* x, float factor, int64_t count);  ///< sum += factor * x
    void (*adamw)(float* weights, const float* gradients, float* mean, float* variance, const AdamWFactors& factors, int64_t count);
    double (*squares)(const float* x, int64_t count);
    bool (*finite)(const float* x, int64_t count);
};

/// The fastest set this processor can run. LUTHIER_KERNELS=baseline|avx2|avx512 chooses a slower one, for tests.
const Kernels& kernels();

const Kernels& baselineKernels();
const Kernels* avx2Kernels();    ///< null where not compiled in
const Kernels* avx512Kernels();

}  // namespace luthier
