// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <numeric>
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
        text_ += text;
        if (!tracked_) return;
        if (text == from.text.substr(range.begin, range.end - range.begin)) return addOrigins(from, range);
        origins_.insert(origins_.end(), text.size(), from.origin(range.begin));
    }
    /// Bytes [range) of a piece, as they are.
    void keep(const OriginView& from, TextRange range) {
        text_ += from.text.substr(range.begin, range.end - range.begin);
        if (tracked_) addOrigins(from, range);
    }
    void finish(const OriginView& from) {
        if (tracked_) origins_.push_back(from.origin(from.text.size()));
    }
    uint32_t size() const { return static_cast<uint32_t>(text_.size()); }
    OriginView view() const { return {text_, tracked_ ? origins_.data() : nullptr, 0}; }

private:
    void addOrigins(const OriginView& from, TextRange range) {
        if (from.origins) {
            origins_.insert(origins_.end(), from.origins + range.begin, from.origins + range.end);
            return;
        }
        const size_t first = origins_.size();
        origins_.resize(first + range.end - range.begin);
        std::iota(origins_.begin() + static_cast<std::ptrdiff_t>(first), origins_.end(), from.origin(range.begin));
    }

    bool tracked_;
    std::string text_;
    std::vector<uint32_t> origins_;
};

/// Writes a text of which little changes: what lies between two changes is kept in one go, and nothing is written while nothing changes.
class ChangedText {
public:
    ChangedText(const OriginView& from, OriginText& to) : from_(from), to_(to) {}

    /// In order of the text.
    void replace(TextRange range, std::string_view with) {
        keepTo(range.begin);
        to_.append(with, from_, range);
        done_ = range.end;
        changed_ = true;
    }
    /// Keeps the rest. False when nothing was replaced, and so nothing written.
    bool finish() {
        if (changed_) keepTo(static_cast<uint32_t>(from_.text.size()));
        return changed_;
    }

private:
    void keepTo(uint32_t end) {
        if (done_ < end) to_.keep(from_, {done_, end});
    }
    const OriginView& from_;
    OriginText& to_;
    uint32_t done_ = 0;
    bool changed_ = false;
};

}  // namespace luthier
