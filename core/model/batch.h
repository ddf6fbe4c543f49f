// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <vector>

#include "core/ops/pack_layout.h"
#include "core/ops/torch.h"

namespace luthier {

/// Whole samples end to end in one row of T tokens, without padding. No position, label or attention crosses a sample's border, but that
/// samples may begin with the rows of another one.
struct Batch {
    at::Tensor tokens;            ///< (T) int64
    at::Tensor positions;         ///< (T) int64, from 0 in each sample
    std::vector<int64_t> starts;  ///< S + 1 entries: sample s holds rows starts[s] .. starts[s+1], behind its beginning
    std::vector<SharedBeginning> beginnings = {};  ///< (S), or empty: none. Only where nothing drops, and no row of them predicts a label of a sample that reads them
    at::Tensor learntRows;        ///< (N) int64: rows whose hidden state predicts a label, ascending
    at::Tensor targets;           ///< (N) int64: the token that each of them predicts
    at::Tensor classTargets;      ///< (S, width) float, of labelled samples (LabelScheme::target); undefined where tokens are learnt
    std::vector<uint64_t> sampleKeys;  ///< (S) what tells a sample apart, for dropout: its index in the dataset
    uint64_t step = 0;            ///< optimizer step, from 1; 0 outside training
    uint64_t seed = 0;
    bool training = false;        ///< dropout applies

    int64_t tokenCount() const { return starts.empty() ? 0 : starts.back(); }
    int64_t sampleCount() const { return starts.empty() ? 0 : static_cast<int64_t>(starts.size()) - 1; }
};

}  // namespace luthier
