// SPDX-License-Identifier: Apache-2.0
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
    explicit Precompiled(Charsmap map) : map_(std::move(map)) {}

    bool leaves(std::string_view text) const override {
        bool same = true;
        walk(text, [&](TextRange range, std::optional<std::string_view> replacement) {
            same = same && (!replacement || *replacement == text.substr(range.begin, range.end - range.begin));
        });
        return same;
    }
    void apply(const OriginView& from, OriginText& to) const override {
        walk(from.text, [&](TextRange range, std::optional<std::string_view> replacement) {
            to.append(replacement.value_or(from.text.substr(range.begin, range.end - range.begin)), from, range);
        });
    }

private:
    template <class Visit>
    void walk(std::string_view text, Visit&& visit) const {
        const CharacterScanner scanner(text);
        const auto part = [](size_t begin, size_t end) { return TextRange{static_cast<uint32_t>(begin), static_cast<uint32_t>(end)}; };
        for (size_t at = 0; at < text.size();) {
            const size_t end = endOfCluster(scanner, at);
            const auto whole = end - at <= kLongestWhole ? map_.replacement(text.substr(at, end - at)) : std::nullopt;
            if (whole) {
                visit(part(at, end), whole);
                at = end;
                continue;
            }
            while (at < end) {
                const size_t next = at + scanner.at(at).bytes;
                visit(part(at, next), map_.replacement(text.substr(at, next - at)));
                at = next;
            }
        }
    }

    Charsmap map_;
};

}  // namespace

void addPrecompiled(const Json& config, const std::string& file, NormalizerSteps& steps) {
    const auto bytes = base64Bytes(requiredString(config, "precompiled_charsmap", file, "normalizer Precompiled"));
    auto map = bytes ? Charsmap::parse(*bytes) : std::nullopt;
    if (!map) refuseBroken(file, "'precompiled_charsmap' of the normalizer Precompiled holds no rules.");
    steps.push_back(std::make_unique<Precompiled>(std::move(*map)));
}

}  // namespace luthier
