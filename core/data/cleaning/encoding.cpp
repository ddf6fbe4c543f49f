// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>
#include <optional>

#include "core/base/unicode.h"
#include "core/data/cleaning/cleaner.h"

namespace luthier {
namespace {

/// Windows-1252's characters for the bytes 0x80 to 0x9F (unicode.org, CP1252.TXT); 0 where it has none.
constexpr std::array<char32_t, 32> kWindows{0x20AC, 0,      0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0, 0x017D, 0,
                                            0,      0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0, 0x017E, 0x0178};

/// The byte that a program which took UTF-8 for Windows-1252 or Latin-1 read as this character; nothing for plain ASCII and all others.
std::optional<unsigned char> misreadByte(char32_t c) {
    if (c >= 0x80 && c <= 0xFF) return static_cast<unsigned char>(c);
    const auto* found = std::find(kWindows.begin(), kWindows.end(), c);
    if (found == kWindows.end() || c == 0) return std::nullopt;
    return static_cast<unsigned char>(0x80 + (found - kWindows.begin()));
}

/// The text as it was before it was misread. Only where every character that could be a misread byte is part of a whole UTF-8 sequence:
/// an é or a quote written as it should be says that the text is in order.
std::optional<std::string> reread(const std::string& text) {
    std::string result, run;
    bool any = false;
    const auto endRun = [&] {
        const bool good = isValidUtf8(run);
        any = any || !run.empty();
        result += run;
        run.clear();
        return good;
    };
    for (size_t at = 0; at < text.size();) {
        const size_t from = at;
        if (const auto byte = misreadByte(nextCodePoint(text, at))) {
            run += static_cast<char>(*byte);
            continue;
        }
        if (!endRun()) return std::nullopt;
        result.append(text, from, at - from);
    }
    return endRun() && any ? std::optional(result) : std::nullopt;
}

bool isControl(char32_t c) { return (c < 0x20 && c != '\t' && c != '\n' && c != '\r') || c == 0x7F; }

std::string withoutControls(const std::string& text) {
    std::string result;
    for (size_t at = 0; at < text.size();) {
        const size_t from = at;
        if (!isControl(nextCodePoint(text, at))) result.append(text, from, at - from);
    }
    return result;
}

class Encoding : public Cleaner {
public:
    Cleaned clean(Example& row) override {
        bool lost = false;
        const bool changed = changeTexts(row, [&](std::string& text) {
            std::string better = withoutControls(text);
            if (auto again = reread(better)) better = std::move(*again);
            lost = lost || better.find("\xEF\xBF\xBD") != std::string::npos;  // U+FFFD: what stood there is gone
            if (better == text) return false;
            text = std::move(better);
            return true;
        });
        return lost ? Cleaned::LeftOut : changed ? Cleaned::Changed : Cleaned::Kept;
    }
};

}  // namespace

CleanerKind encodingCleaner() {
    return {"encoding", "Broken encoding", "hold characters that were read in the wrong encoding, or control characters",
            "writes them as they were meant, and leaves out rows where that is lost", "", false, [](const CleaningKnowledge&) { return true; },
            [](const CleaningKnowledge&) { return std::make_unique<Encoding>(); }};
}

}  // namespace luthier
