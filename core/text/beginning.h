// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <vector>

#include "core/text/sample.h"

namespace luthier {

/// How a sample begins: two of one group begin with the same min(length, other.length) tokens, a system prompt for instance. The tokens before the first
/// learnt one predict nothing but each other, so that what a causal model makes of them is the same for both.
struct Beginning {
    uint32_t group = 0;
    uint32_t length = 0;  ///< tokens; 0: like no other

    bool operator==(const Beginning&) const = default;
};

/// Fewer tokens are not worth sharing.
constexpr uint32_t kLeastShared = 16;

/// Groups samples by their beginnings, in one pass: each is compared with the first of a few groups.
class BeginningGroups {
public:
    Beginning of(const Sample& sample);

private:
    struct Group {
        uint32_t number;
        std::vector<int32_t> ids;
        bool met = false;  ///< by another sample
    };
    Beginning founded(const Sample& sample, size_t length);

    std::vector<Group> groups_;
    uint32_t founded_ = 0;
    size_t oldest_ = 0;  ///< where to look first for a group that makes room
};

}  // namespace luthier
