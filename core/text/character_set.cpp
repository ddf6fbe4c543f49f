// SPDX-License-Identifier: Apache-2.0
#include "core/text/character_set.h"

#include <algorithm>
#include <cctype>
#include <iterator>
#include <span>
#include <string>

#include "core/text/character_classes.h"
#include "core/text/text_classes.h"

namespace luthier {
namespace {

constexpr uint32_t kCategoryRuns[] = {
#include "core/text/categories.inc"
};
constexpr uint32_t kScriptRuns[] = {
#include "core/text/scripts.inc"
};
// The order of make_unicode_tables.py.
constexpr std::string_view kCategories[] = {"Cn", "Lu", "Ll", "Lt", "Lm", "Lo", "Mn", "Mc", "Me", "Nd", "Nl", "No", "Pc", "Pd", "Ps",
                                            "Pe", "Pi", "Pf", "Po", "Sm", "Sc", "Sk", "So", "Zs", "Zl", "Zp", "Cc", "Cf", "Co"};
constexpr std::string_view kScripts[] = {"", "Latin", "Greek", "Cyrillic", "Armenian", "Hebrew", "Arabic", "Devanagari", "Bengali", "Gurmukhi", "Gujarati",
                                         "Oriya", "Tamil", "Telugu", "Kannada", "Malayalam", "Sinhala", "Thai", "Lao", "Tibetan", "Myanmar", "Georgian",
                                         "Hangul", "Ethiopic", "Khmer", "Mongolian", "Hiragana", "Katakana", "Bopomofo", "Han", "Common", "Inherited"};

std::string plainName(std::string_view name) {
    std::string plain;
    for (const char c : name)
        if (c != ' ' && c != '_' && c != '-') plain += static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
    return plain;
}

template <class Wanted>
bool addRuns(std::span<const uint32_t> runs, CharacterSet& set, Wanted&& wanted) {
    bool any = false;
    for (size_t i = 0; i < runs.size(); i += 2) {
        if (!wanted(runs[i + 1])) continue;
        set.add(runs[i], (i + 2 < runs.size() ? runs[i + 2] : CharacterSet::kEnd) - 1);
        any = true;
    }
    return any;
}

}  // namespace

void CharacterSet::add(char32_t first, char32_t last) {
    for (char32_t c = first; c <= last; ++c) bits_[c >> 6] |= uint64_t{1} << (c & 63);
}

CharacterSet& CharacterSet::operator|=(const CharacterSet& other) {
    for (size_t i = 0; i < bits_.size(); ++i) bits_[i] |= other.bits_[i];
    return *this;
}

CharacterSet& CharacterSet::operator&=(const CharacterSet& other) {
    for (size_t i = 0; i < bits_.size(); ++i) bits_[i] &= other.bits_[i];
    return *this;
}

void CharacterSet::invert() {
    for (uint64_t& bits : bits_) bits = ~bits;
}

CharacterSet CharacterSet::range(char32_t first, char32_t last) {
    CharacterSet set;
    set.add(first, last);
    return set;
}

CharacterSet CharacterSet::all() {
    CharacterSet set;
    set.invert();
    return set;
}

bool CharacterSet::named(std::string_view name, CharacterSet& set) {
    const std::string wanted = plainName(name);
    if (wanted.empty()) return false;
    const auto category = [&](uint32_t value) {
        const std::string known = plainName(kCategories[value]);
        return known == wanted || known.substr(0, 1) == wanted;
    };
    if (addRuns(kCategoryRuns, set, category)) return true;
    return addRuns(kScriptRuns, set, [&](uint32_t value) { return plainName(kScripts[value]) == wanted; });
}

CharacterSet CharacterSet::ofClass(const uint16_t* classes, uint16_t wanted) {
    CharacterSet set;
    for (char32_t c = 0; c < kEnd; ++c)
        if (classes[c] & wanted) set.add(c, c);
    return set;
}

CharacterSet CharacterSet::whiteSpace() { return ofClass(characterClasses(), kWhiteSpace); }
CharacterSet CharacterSet::word() { return ofClass(textClasses(), kRegexWord); }

}  // namespace luthier
