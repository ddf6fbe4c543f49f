// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace luthier {

struct TextRange {
    uint32_t begin = 0, end = 0;
};

/// A piece of text, and where each of its bytes came from in the text that was given.
struct OriginView {
    std::string_view text;
    const uint32_t* origins = nullptr;  ///< text.size() + 1 entries; null: the bytes stand at base, base + 1 …
    uint32_t base = 0;

    uint32_t origin(size_t at) const { return origins ? origins[at] : base + static_cast<uint32_t>(at); }
    OriginView part(TextRange range) const {
        return {text.substr(range.begin, range.end - range.begin), origins ? origins + range.begin : nullptr, base + range.begin};
    }
    TextRange whole() const { return {0, static_cast<uint32_t>(text.size())}; }
};

/// Text that a normalizer or pre-tokenizer writes anew.
class OriginText {
public:
    explicit OriginText(bool tracked) : tracked_(tracked) {}

    /// What came from bytes [range) of a piece; kept bytes keep their own origin, other text has that of the range's begin.
    void append(std::string_view text, const OriginView& from, TextRange range) {
        const bool kept = text == from.text.substr(range.begin, range.end - range.begin);
        text_ += text;
        if (!tracked_) return;
        for (size_t i = 0; i < text.size(); ++i) origins_.push_back(from.origin(range.begin + (kept ? i : 0)));
    }
    void finish(const OriginView& from) {
        if (tracked_) origins_.push_back(from.origin(from.text.size()));
    }
    OriginView view() const { return {text_, tracked_ ? origins_.data() : nullptr, 0}; }

private:
    bool tracked_;
    std::string text_;
    std::vector<uint32_t> origins_;
};

}  // namespace luthier
