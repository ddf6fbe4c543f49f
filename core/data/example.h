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
    int64_t firstLearnt = 0;    ///< Chat: messages before this one are a prompt, never learnt
    Json tools;                 ///< Chat: null when the row has none
    std::string prompt;         ///< PromptCompletion (Alpaca: instruction, blank line, input)
    std::string completion;     ///< PromptCompletion
    std::string text;           ///< Text
    Json label;                 ///< of label data, as the row has it: text, number or list; prompt and completion are its text and label then
    bool document = false;      ///< a whole .txt or .md file: split when too long
    std::string group;          ///< value of data.group; empty when not asked for

    std::shared_ptr<const std::string> file;  ///< for messages only
    int64_t line = 0;                         ///< first line of the row, from 1
    std::string where() const;                ///< "file:line"
};

/// SHA-256 (hex) of the content after columns are mapped: equal rows in any format and order have equal fingerprints.
std::string fingerprint(const Example& example);
/// Hash of what is not learnt of a row (what stands before the last answer; of a text, the text itself) after NFKC, case folding and
/// blank folding: rows that ask the same stay together in a split.
std::string contentKey(const Example& example);
/// Hash of the row's value of data.group; empty when it is not asked for.
std::string columnKey(const Example& example);

}  // namespace luthier
