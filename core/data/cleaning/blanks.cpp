// SPDX-License-Identifier: Apache-2.0
#include "core/base/unicode.h"
#include "core/data/cleaning/cleaner.h"

namespace luthier {
namespace {

constexpr char32_t kByteOrderMark = 0xFEFF;

bool isBlank(char32_t c) { return isWhiteSpace(c) || c == kByteOrderMark; }

/// The text without blanks at its begin, its end, or both.
std::string trimmed(const std::string& text, bool front, bool back) {
    size_t begin = 0, end = 0;
    bool seen = !front;
    for (size_t at = 0; at < text.size();) {
        const size_t from = at;
        if (isBlank(nextCodePoint(text, at))) continue;
        if (!seen) begin = from;
        seen = true;
        end = at;
    }
    if (!seen) return "";
    return text.substr(begin, (back ? end : text.size()) - begin);
}

bool trim(std::string& text, bool front, bool back) {
    std::string less = trimmed(text, front, back);
    if (less == text) return false;
    text = std::move(less);
    return true;
}

class Blanks : public Cleaner {
public:
    Cleaned clean(Example& row) override {
        // Where prompt and completion meet, blanks may be what keeps their words apart.
        if (row.kind == Example::Kind::PromptCompletion) {
            const bool before = trim(row.prompt, true, false), after = trim(row.completion, false, true);
            return before || after ? Cleaned::Changed : Cleaned::Kept;
        }
        return changeTexts(row, [](std::string& text) { return trim(text, true, true); }) ? Cleaned::Changed : Cleaned::Kept;
    }
};

}  // namespace

CleanerKind blanksCleaner() {
    return {"blanks", "Surrounding blanks", "begin or end with blanks or empty lines", "removes those blanks", "", false, [](const CleaningKnowledge&) { return true; },
            [](const CleaningKnowledge&) { return std::make_unique<Blanks>(); }};
}

}  // namespace luthier
