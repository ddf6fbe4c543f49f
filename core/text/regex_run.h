// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <optional>
#include <string_view>
#include <vector>

#include "core/text/regex.h"

namespace luthier {

/// A pattern that is a run of one set, `lead?body{least,most}` or `body+$`, as most steps of a row of splits are (\s?\p{L}+, \p{N}{1,3}, [\r\n],
/// [0-9][0-9][0-9]). It is read in one loop rather than step by step, with the same matches.
class RegexRun {
public:
    /// Runs of a set's characters, each as long as it can be up to `most` characters.
    RegexRun(CharacterSet body, uint32_t most);
    /// Nothing when the pattern has another shape.
    static std::optional<RegexRun> of(const RegexNode& root);

    /// The same run in text of which each byte stands for its character of the byte-level alphabet; nothing when it looks at ends of lines.
    std::optional<RegexRun> overBytes() const;

    /// Appends the matches in [range) of the text.
    void findAll(std::string_view text, TextRange range, std::vector<TextRange>& matches) const;

private:
    enum : uint8_t { kLead = 1, kBody = 2 };
    struct Seen {
        uint8_t sets, bytes;
    };
    struct Run {
        size_t end;
        uint32_t count;  ///< characters
    };

    RegexRun() = default;
    bool takes(const RegexNode& node);
    bool takesBody(const RegexNode& node);
    uint8_t setsOf(char32_t c) const;
    void fillTable();
    Seen at(std::string_view text, size_t position) const;
    Run bodyFrom(std::string_view text, size_t begin) const;
    size_t matchAt(std::string_view text, size_t begin, Seen first, size_t& next) const;

    std::shared_ptr<const CharacterSet> lead_, body_;
    uint32_t least_ = 0, most_ = 0;
    bool lineEnd_ = false, bytes_ = false;
    std::array<uint8_t, 256> table_ = {};  ///< which sets have the ASCII character, or what the byte stands for
};

}  // namespace luthier
