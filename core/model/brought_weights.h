// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <utility>
#include <vector>

#include "core/model/decoder.h"

namespace luthier {

/// As long as it lives, frozen weights of a decoder lie in the format of products, as many as `bytes` have room for. Who feeds token by token brings them to
/// it once instead of for each token; every number stays the same to the bit. Weights that products take in several shares stay as they are.
class BroughtWeights {
public:
    BroughtWeights(Decoder& decoder, int64_t bytes);
    ~BroughtWeights();
    BroughtWeights(const BroughtWeights&) = delete;
    BroughtWeights& operator=(const BroughtWeights&) = delete;

private:
    std::vector<std::pair<Linear*, at::Tensor>> before_;
};

}  // namespace luthier
