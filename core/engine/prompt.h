// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "core/data/example.h"
#include "core/text/sample.h"
#include "core/text/text_model.h"

namespace luthier {

/// A prompt as the model sees it when it is to answer.
struct Prompt {
    std::string text;  ///< for people
    std::vector<int32_t> ids;
};
/// What stands before the last answer of a sample; for text without answers, its beginning; of a labelled row, all of it.
Prompt promptOf(const TextModel& text, const Sample& sample);
/// What stands before the last answer of a row (of a text: all of it), ending with the generation prompt where there is a template.
Prompt promptOf(const TextModel& text, const Example& example);
/// A question typed by a person: a user's message where there is a template.
Prompt promptOf(const TextModel& text, const std::string& question);

}  // namespace luthier
