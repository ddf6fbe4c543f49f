// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <functional>

#include "core/ops/torch.h"

namespace luthier {

/// Writes the float32 values of rows [begin, end) of a matrix. Several threads call it at once.
using RowReader = std::function<void(int64_t begin, int64_t end, float* values)>;

/// A frozen weight that stays packed where it lies. It has the sizes and the identity of a float32 tensor (rows, columns), but its numbers are made when a
/// product or an embedding asks for them, and forgotten after it. Only what matmul.h offers can read it; an operator of libtorch throws.
at::Tensor packedWeight(int64_t rows, int64_t columns, RowReader reader);
bool isPacked(const at::Tensor& weight);
/// Rows [begin, end) of a packed weight. (end - begin, columns), float32
at::Tensor unpackedRows(const at::Tensor& packed, int64_t begin, int64_t end);
/// Single rows of a packed weight. ids (T) int64 -> (T, columns), float32
at::Tensor unpackedRows(const at::Tensor& packed, const at::Tensor& ids);
/// The same weight as another tensor.
at::Tensor sharingPacked(const at::Tensor& packed);

}  // namespace luthier
