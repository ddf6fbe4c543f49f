// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>
#include <vector>

#include "core/text/origin_text.h"

namespace luthier {

/// A published split pattern, known by its exact text and scanned by hand; its matches tile every text.
struct SplitRule {
    std::string_view pattern;
    /// Appends the matches in [range) of the text, which is a text of its own for every look-around.
    void (*scan)(std::string_view text, TextRange range, std::vector<TextRange>& matches);
};

/// Null when the pattern is not known.
const SplitRule* splitRuleOf(std::string_view pattern);
/// What ByteLevel(use_regex=true) splits by.
const SplitRule& gpt2SplitRule();

}  // namespace luthier
