// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include "core/text/character_set.h"
#include "core/text/origin_text.h"

namespace luthier {

class RegexRun;

/// What a pattern uses that is not supported, or how it is broken; `what` continues "The pattern … uses".
class RegexError : public std::runtime_error {
public:
    using std::runtime_error::runtime_error;
};

/// A regular expression as Oniguruma 6.9 reads and matches it with its default syntax (so ^ and $ are ends of lines, \h is a hexadecimal
/// digit): characters, classes with && and nesting, \p{…} of general categories and scripts, groups, alternatives, (?i:…) of ASCII,
/// greedy, lazy and possessive repeats, atomic groups, look-around, ^ $ \A \z \b \B. Anything else is refused, never approximated.
class Regex {
public:
    explicit Regex(std::string_view pattern);  ///< throws RegexError
    ~Regex();

    /// Appends the matches in [range) of the text, from left to right, empty ones too; the range is a text of its own for every look-around.
    /// Throws RegexError when a hostile pattern takes too long.
    void findAll(std::string_view text, TextRange range, std::vector<TextRange>& matches) const;

    /// What is read in one loop, if the pattern is of that kind; null otherwise.
    const RegexRun* run() const;

private:
    struct Program;
    std::unique_ptr<const Program> program_;
};

/// What a pattern is made of.
struct RegexNode {
    enum Kind { Empty, Set, Sequence, Alternatives, Repeat, LookAhead, NotAhead, LookBehind, NotBehind, Atomic, LineBegin, LineEnd, TextBegin, TextEnd, Border, NoBorder };
    enum Greed { Greedy, Lazy, Possessive };
    static constexpr uint32_t kMany = UINT32_MAX;

    Kind kind = Empty;
    CharacterSet* set = nullptr;  ///< of a Set; the pattern keeps it
    std::vector<RegexNode> parts;
    uint32_t least = 0, most = 0;  ///< of a Repeat
    Greed greed = Greedy;
};

struct RegexPattern {
    RegexNode root;
    std::vector<std::unique_ptr<CharacterSet>> sets;
};
RegexPattern parseRegex(std::string_view pattern);  ///< throws RegexError

}  // namespace luthier
