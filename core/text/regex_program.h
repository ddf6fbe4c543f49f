// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "core/text/regex.h"

namespace luthier {

/// The ASCII characters of a set.
struct AsciiSet {
    uint64_t low = 0, high = 0;
    AsciiSet& operator|=(const CharacterSet& other) {
        low |= other.word64(0);
        high |= other.word64(1);
        return *this;
    }
    bool has(unsigned char c) const { return (c < 64 ? low >> c : high >> (c & 63)) & 1; }
};

/// What a matcher does at one place of a pattern.
struct RegexStep {
    enum Op { One, Loop, Jump, Split, Look, Atomic, LineBegin, LineEnd, TextBegin, TextEnd, Border, NoBorder, Accept };
    Op op = Accept;
    const CharacterSet* set = nullptr;
    AsciiSet ascii = {UINT64_MAX, UINT64_MAX};        ///< of the set; Split: which ASCII characters the first way can begin with,
    AsciiSet secondAscii = {UINT64_MAX, UINT64_MAX};  ///< and which the second
    uint32_t first = 0, second = 0;  ///< Jump, Split: targets, the preferred one first; Look, Atomic: where to go on
    uint32_t least = 0, most = 0;    ///< Loop; Look: characters to step back
    RegexNode::Greed greed = RegexNode::Greedy;
    bool negative = false;
};

/// Throws RegexError when the pattern would need too many steps. The sets stay those of the pattern.
std::vector<RegexStep> compiledSteps(const RegexNode& root);

/// Where a match can begin, as far as that is known.
class RegexBegin {
public:
    RegexBegin() = default;
    explicit RegexBegin(const RegexNode& root);

    /// The first position from `at` on where one can; SIZE_MAX when there is none.
    size_t from(std::string_view text, size_t at) const;

private:
    bool lines_ = false;  ///< only where a line begins
    std::optional<CharacterSet> first_;
    AsciiSet ascii_;
};

}  // namespace luthier
