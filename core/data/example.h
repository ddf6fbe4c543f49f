// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <memory>
#include <string>

#include "core/base/json.h"

namespace luthier {

/// One row of a dataset, whatever file format it came from.
struct Example {
    enum class Kind { Chat, PromptCompletion, Text };

    Kind kind = Kind::Chat;
    Json messages;              ///< Chat: array of {"role","content",…} exactly as the row has them (ShareGPT's names mapped)
    Json tools;                 ///< Chat: null when the row has none
    std::string prompt;         ///< PromptCompletion (Alpaca: instruction, blank line, input)
    std::string completion;     ///< PromptCompletion
    std::string text;           ///< Text
    bool document = false;      ///< a whole .txt or .md file: split when too long
    std::string group;          ///< value of data.group; empty when not asked for

    std::shared_ptr<const std::string> file;  ///< for messages only
    int64_t line = 0;                         ///< first line of the row, from 1
    std::string where() const;                ///< "file:line"
};

/// SHA-256 (hex) of the content after columns are mapped: equal rows in any format and order have equal fingerprints.
std::string fingerprint(const Example& example);
/// What decides which rows belong together in a split: hash of data.group when set, else of the unlearnt part (what stands before the
/// last answer; the text itself for Text) after NFKC, case folding and blank folding.
std::string groupKey(const Example& example);

}  // namespace luthier
