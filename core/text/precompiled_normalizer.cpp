// SPDX-License-Identifier: Apache-2.0
#include <array>
#include <utility>

#include "core/base/base64.h"
#include "core/text/character_classes.h"
#include "core/text/charsmap.h"
#include "core/text/normalizer.h"
#include "core/text/section_reader.h"
#include "core/text/text_classes.h"

namespace luthier {
namespace {

constexpr size_t kLongestWhole = 5;  // bytes; tokenizers looks a grapheme cluster up whole only when it is shorter than six

bool is(const ScannedCharacter& c, uint16_t wanted) { return c.bytes != 0 && (textClasses()[c.codePoint] & wanted) != 0; }

/// Characters that stand alone (GraphemeBreakProperty Control and CR, LF) and have at most three bytes.
bool standsAlone(char32_t c) {
    constexpr std::pair<char32_t, char32_t> kRanges[] = {{0, 0x1F},         {0x7F, 0x9F},     {0xAD, 0xAD},     {0x61C, 0x61C},   {0x180E, 0x180E}, {0x200B, 0x200B},
                                                         {0x200E, 0x200F}, {0x2028, 0x202E}, {0x2060, 0x206F}, {0xFEFF, 0xFEFF}, {0xFFF0, 0xFFFB}};
    for (const auto& [from, to] : kRanges)
        if (c >= from && c <= to) return true;
    return false;
}

/// Where the grapheme cluster at `at` ends, as far as that matters: longer ones are looked up character by character, so what joins only
/// characters of three bytes and more (Hangul, flags, Indic conjuncts) is of no account.
size_t endOfCluster(const CharacterScanner& text, size_t at) {
    ScannedCharacter first = text.at(at);
    size_t end = at + first.bytes;
    if (first.codePoint == '\r') return text.at(end).codePoint == '\n' ? end + 1 : end;
    if (standsAlone(first.codePoint)) return end;
    while (is(first, kOpensCluster) && !standsAlone(text.at(end).codePoint) && end - at <= kLongestWhole) {
        first = text.at(end);
        end += first.bytes;
    }
    bool joined = false;
    for (ScannedCharacter c = text.at(end); end - at <= kLongestWhole && is(c, kJoinsCluster); c = text.at(end)) {
        joined = c.codePoint == 0x200D;
        end += c.bytes;
    }
    if (joined && is(first, kPictograph) && is(text.at(end), kPictograph)) end += text.at(end).bytes;
    return end;
}

class Precompiled : public Normalizer {
public:
    explicit Precompiled(Charsmap map) : map_(std::move(map)) {
        for (size_t c = 0; c < stays_.size(); ++c) {
            const char character = static_cast<char>(c);
            const std::string_view text(&character, 1);
            stays_[c] = character != '\r' && map_.replacement(text).value_or(text) == text;
        }
    }

    bool rewrite(const OriginView& from, OriginText& to) const override {
        const CharacterScanner scanner(from.text);
        ChangedText changed(from, to);
        for (size_t at = 0; (at = skipKept(from.text, at)) < from.text.size();) {
            const size_t end = endOfCluster(scanner, at);
            if (end - at <= kLongestWhole && replaced(from.text, at, end, changed)) {
                at = end;
                continue;
            }
            while (at < end) {
                const size_t next = at + scanner.at(at).bytes;
                replaced(from.text, at, next, changed);
                at = next;
            }
        }
        return changed.finish();
    }

private:
    /// Over ASCII that stays; its last character may be joined by what follows.
    size_t skipKept(std::string_view text, size_t at) const {
        const size_t begin = at;
        while (at < text.size() && static_cast<unsigned char>(text[at]) < 0x80 && stays_[static_cast<size_t>(text[at])]) ++at;
        const bool joined = at > begin && at < text.size() && static_cast<unsigned char>(text[at]) >= 0x80;
        return joined ? at - 1 : at;
    }
    /// Whether there is a rule for [begin, end).
    bool replaced(std::string_view text, size_t begin, size_t end, ChangedText& changed) const {
        const std::string_view key = text.substr(begin, end - begin);
        const auto replacement = map_.replacement(key);
        if (replacement && *replacement != key) changed.replace({static_cast<uint32_t>(begin), static_cast<uint32_t>(end)}, *replacement);
        return replacement.has_value();
    }

    Charsmap map_;
    std::array<bool, 0x80> stays_{};
};

}  // namespace

void addPrecompiled(const Json& config, const std::string& file, NormalizerSteps& steps) {
    const auto bytes = base64Bytes(requiredString(config, "precompiled_charsmap", file, "normalizer Precompiled"));
    auto map = bytes ? Charsmap::parse(*bytes) : std::nullopt;
    if (!map) refuseBroken(file, "'precompiled_charsmap' of the normalizer Precompiled holds no rules.");
    steps.push_back(std::make_unique<Precompiled>(std::move(*map)));
}

}  // namespace luthier
