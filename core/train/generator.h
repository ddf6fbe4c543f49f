// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <vector>

#include "core/model/decoder.h"

namespace luthier {

struct GenerateSettings {
    int64_t maxNewTokens = 256;
    double temperature = 0;  ///< 0 = greedy
    double topP = 1;
    int64_t topK = 0;        ///< 0 = off
    uint64_t seed = 42;
};

struct Generated {
    std::vector<int32_t> ids;  ///< without the prompt; the stop token is not included
    std::optional<int32_t> stop = {};  ///< the token that ended it; none: max_new_tokens or the model's length was reached
};

/// Answers a prompt token by token with a key-value cache. `token` is told every id as it comes and may return false to end.
/// Sampling order as Transformers': temperature, top-k, top-p. Counter-based: a pure function of seed and position.
Generated generate(Decoder& decoder, const std::vector<int32_t>& prompt, const std::vector<int32_t>& stopIds,
                   const GenerateSettings& settings, const std::function<bool(int32_t)>& token = {});

}  // namespace luthier
