// SPDX-License-Identifier: Apache-2.0
#include "core/base/unicode.h"

#include <unicode/bytestream.h>
#include <unicode/casemap.h>
#include <unicode/locid.h>
#include <unicode/normalizer2.h>
#include <unicode/stringpiece.h>
#include <unicode/uchar.h>
#include <unicode/uniset.h>
#include <unicode/unistr.h>

#include <array>
#include <cstring>

#include "core/base/error.h"

namespace luthier {
namespace {

constexpr char32_t kReplacement = 0xFFFD;

/// The decoder's state: how many bytes of a sequence still come, and the range of the next one (Unicode table 3-7).
struct Lead {
    int rest = -1;  ///< bytes after the lead; -1 for a byte that starts nothing
    unsigned char least = 0x80, most = 0xBF;
};

Lead leadOf(unsigned char c) {
    if (c < 0x80) return {0};
    if (c < 0xC2) return {-1};
    if (c < 0xE0) return {1};
    if (c < 0xF0) return {2, static_cast<unsigned char>(c == 0xE0 ? 0xA0 : 0x80), static_cast<unsigned char>(c == 0xED ? 0x9F : 0xBF)};
    if (c < 0xF5) return {3, static_cast<unsigned char>(c == 0xF0 ? 0x90 : 0x80), static_cast<unsigned char>(c == 0xF4 ? 0x8F : 0xBF)};
    return {-1};
}

/// Reads one code point, or past one maximal ill-formed part; false for the latter.
bool decode(std::string_view text, size_t& at, char32_t& codePoint) {
    const auto lead = static_cast<unsigned char>(text[at++]);
    Lead state = leadOf(lead);
    if (state.rest <= 0) {
        codePoint = lead;
        return state.rest == 0;
    }
    codePoint = lead & (0x3F >> state.rest);
    for (; state.rest > 0; --state.rest) {
        const auto c = at < text.size() ? static_cast<unsigned char>(text[at]) : 0;
        if (c < state.least || c > state.most) return false;
        codePoint = (codePoint << 6) | (c & 0x3F);
        state.least = 0x80, state.most = 0xBF;
        ++at;
    }
    return true;
}

/// Where the run of ASCII bytes from `at` on ends.
size_t asciiEnd(std::string_view text, size_t at) {
    uint64_t eight;
    for (; at + 8 <= text.size(); at += 8) {
        std::memcpy(&eight, text.data() + at, 8);
        if (eight & 0x8080808080808080u) break;
    }
    while (at < text.size() && static_cast<unsigned char>(text[at]) < 0x80) ++at;
    return at;
}

bool isAscii(std::string_view text) { return asciiEnd(text, 0) == text.size(); }

icu::StringPiece piece(std::string_view text) { return {text.data(), static_cast<int32_t>(text.size())}; }

void check(UErrorCode code) {
    if (U_FAILURE(code)) {
        throw Error("Unicode tables", std::string("the ICU library failed: ") + u_errorName(code), "reinstall ICU and its data");
    }
}

const icu::Normalizer2& normalizer(Normalization form) {
    static const auto all = [] {
        UErrorCode code = U_ZERO_ERROR;
        const std::array<const icu::Normalizer2*, 4> found{
            icu::Normalizer2::getNFCInstance(code), icu::Normalizer2::getNFDInstance(code),
            icu::Normalizer2::getNFKCInstance(code), icu::Normalizer2::getNFKDInstance(code)};
        check(code);
        return found;
    }();
    return *all[static_cast<size_t>(form)];
}

std::string normalizedBy(const icu::Normalizer2& by, std::string_view text) {
    std::string result;
    icu::StringByteSink<std::string> sink(&result);
    UErrorCode code = U_ZERO_ERROR;
    by.normalizeUTF8(0, piece(text), sink, nullptr, code);
    check(code);
    return result;
}

/// One of ICU's case mappings of a whole UTF-8 text.
template <typename Map>
std::string caseMapped(std::string_view text, const Map& map) {
    std::string result;
    icu::StringByteSink<std::string> sink(&result);
    UErrorCode code = U_ZERO_ERROR;
    map(piece(text), sink, code);
    check(code);
    return result;
}

std::string asciiMapped(std::string_view text, char first, char last) {
    std::string result(text);
    for (char& c : result) {
        if (c >= first && c <= last) c ^= 0x20;
    }
    return result;
}

void appendTitle(std::string& out, char32_t codePoint) {
    icu::UnicodeString one(static_cast<UChar32>(codePoint));
    one.toTitle(nullptr, icu::Locale::getRoot(), U_TITLECASE_WHOLE_STRING | U_TITLECASE_NO_BREAK_ADJUSTMENT);
    one.toUTF8String(out);
}

bool casedFollows(std::string_view text, size_t at) {
    while (at < text.size()) {
        const auto next = static_cast<UChar32>(nextCodePoint(text, at));
        if (!u_hasBinaryProperty(next, UCHAR_CASE_IGNORABLE)) return u_hasBinaryProperty(next, UCHAR_CASED);
    }
    return false;
}

}  // namespace

bool isValidUtf8(std::string_view text) {
    char32_t ignored;
    for (size_t at = asciiEnd(text, 0); at < text.size();) {
        if (!decode(text, at, ignored)) return false;
        if (at < text.size() && static_cast<unsigned char>(text[at]) < 0x80) at = asciiEnd(text, at);
    }
    return true;
}

std::string repairedUtf8(std::string_view bytes) {
    std::string result;
    result.reserve(bytes.size());
    char32_t codePoint;
    for (size_t at = 0; at < bytes.size();) {
        const size_t begin = at;
        if (decode(bytes, at, codePoint)) result.append(bytes, begin, at - begin);
        else appendUtf8(result, kReplacement);
    }
    return result;
}

char32_t nextCodePoint(std::string_view text, size_t& at) {
    char32_t codePoint;
    return decode(text, at, codePoint) ? codePoint : kReplacement;
}

void appendUtf8(std::string& text, char32_t codePoint) {
    const auto put = [&](char32_t byte) { text += static_cast<char>(byte); };
    if (codePoint < 0x80) return put(codePoint);
    if (codePoint < 0x800) {
        put(0xC0 | (codePoint >> 6));
    } else if (codePoint < 0x10000) {
        put(0xE0 | (codePoint >> 12));
        put(0x80 | ((codePoint >> 6) & 0x3F));
    } else {
        put(0xF0 | (codePoint >> 18));
        put(0x80 | ((codePoint >> 12) & 0x3F));
        put(0x80 | ((codePoint >> 6) & 0x3F));
    }
    put(0x80 | (codePoint & 0x3F));
}

size_t codePointCount(std::string_view text) {
    size_t count = 0;
    for (size_t at = 0; at < text.size(); ++count) nextCodePoint(text, at);
    return count;
}

std::string normalized(std::string_view text, Normalization form) {
    if (isAscii(text)) return std::string(text);
    return normalizedBy(normalizer(form), text);
}

std::string normalizedUnicode9(std::string_view text, Normalization form) {
    if (isAscii(text)) return std::string(text);
    static const icu::UnicodeSet known = [] {
        UErrorCode code = U_ZERO_ERROR;
        icu::UnicodeSet set(u"[:Age=9.0:]", code);
        check(code);
        set.freeze();
        return set;
    }();
    return normalizedBy(icu::FilteredNormalizer2(normalizer(form), known), text);
}

std::string caseFolded(std::string_view text) {
    if (isAscii(text)) return asciiMapped(text, 'A', 'Z');
    return caseMapped(text, [](const auto& in, auto& out, UErrorCode& code) { icu::CaseMap::utf8Fold(0, in, out, nullptr, code); });
}

std::string lowerCased(std::string_view text) {
    if (isAscii(text)) return asciiMapped(text, 'A', 'Z');
    return caseMapped(text, [](const auto& in, auto& out, UErrorCode& code) { icu::CaseMap::utf8ToLower("", 0, in, out, nullptr, code); });
}

std::string upperCased(std::string_view text) {
    if (isAscii(text)) return asciiMapped(text, 'a', 'z');
    return caseMapped(text, [](const auto& in, auto& out, UErrorCode& code) { icu::CaseMap::utf8ToUpper("", 0, in, out, nullptr, code); });
}

std::string titleCased(std::string_view text) {
    // Python's words are runs of cased characters: "they're" becomes "They'Re". What is not the first of a word is lowered as it stands
    // in the whole text, which matters for the final sigma only.
    std::string result;
    bool afterCased = false;
    for (size_t at = 0; at < text.size();) {
        const size_t begin = at;
        const char32_t codePoint = nextCodePoint(text, at);
        if (!afterCased) {
            appendTitle(result, codePoint);
        } else if (codePoint == 0x3A3) {
            result += casedFollows(text, at) ? "\u03C3" : "\u03C2";
        } else {
            result += lowerCased(text.substr(begin, at - begin));
        }
        afterCased = u_hasBinaryProperty(static_cast<UChar32>(codePoint), UCHAR_CASED);
    }
    return result;
}

bool isWhiteSpace(char32_t c) {
    if (c < 0x80) return (c >= 0x09 && c <= 0x0D) || (c >= 0x1C && c <= 0x20);
    return c == 0x85 || c == 0xA0 || c == 0x1680 || (c >= 0x2000 && c <= 0x200A) || c == 0x2028 || c == 0x2029 || c == 0x202F ||
           c == 0x205F || c == 0x3000;
}

bool isBlank(std::string_view text) {
    constexpr char32_t kBrailleBlank = 0x2800;  // a pattern without dots, which Unicode counts among the symbols
    for (size_t at = 0; at < text.size();) {
        const char32_t next = nextCodePoint(text, at);
        if (!isWhiteSpace(next) && next != kBrailleBlank && !u_hasBinaryProperty(static_cast<UChar32>(next), UCHAR_DEFAULT_IGNORABLE_CODE_POINT)) return false;
    }
    return true;
}

bool isPrintable(char32_t codePoint) {
    if (codePoint == ' ') return true;
    switch (u_charType(static_cast<UChar32>(codePoint))) {
        case U_UNASSIGNED:
        case U_CONTROL_CHAR:
        case U_FORMAT_CHAR:
        case U_SURROGATE:
        case U_PRIVATE_USE_CHAR:
        case U_SPACE_SEPARATOR:
        case U_LINE_SEPARATOR:
        case U_PARAGRAPH_SEPARATOR: return false;
        default: return true;
    }
}

}  // namespace luthier
