// SPDX-License-Identifier: Apache-2.0
#include <unicode/uchar.h>

#include <algorithm>

#include "core/base/unicode.h"
#include "core/text/jinja_functions.h"
#include "core/text/text_search.h"

namespace luthier::jinja {

Text soft(const Value& value) { return stringOf(value); }
Value likeString(const Value& model, Text text) { return Value::string(std::move(text), model.isMarkup()); }

Text escaped(const Value& value) {
    const Text text = stringOf(value);
    if (value.isMarkup()) return text;
    Text out;
    size_t done = 0;
    for (size_t i = 0; i < text.size(); ++i) {
        const char c = text.bytes()[i];
        const char* entity = c == '&' ? "&amp;" : c == '<' ? "&lt;" : c == '>' ? "&gt;" : c == '\'' ? "&#39;" : c == '"' ? "&#34;" : nullptr;
        if (!entity) continue;
        out.append(text, done, i);
        out.append(entity, text.originAt(i));
        done = i + 1;
    }
    out.append(text, done, text.size());
    chargeText(out.size());
    return out;
}

Text repeated(const Text& text, int64_t count) {
    Text out;
    if (count <= 0 || text.empty()) return out;
    if (static_cast<uint64_t>(count) > kMaxText) chargeText(kMaxText + 1);
    chargeText(text.size() * static_cast<uint64_t>(count));
    for (int64_t i = 0; i < count; ++i) out.append(text);
    return out;
}

Text stripped(const Text& text, const Text* chars, bool left, bool right) {
    std::u32string set;
    if (chars)
        for (size_t at = 0; at < chars->size();) set += nextCodePoint(chars->bytes(), at);
    auto drops = [&](size_t at) {
        const char32_t c = nextCodePoint(text.bytes(), at);
        return chars ? set.find(c) != set.npos : isWhiteSpace(c);
    };
    size_t begin = 0, end = text.size();
    while (left && begin < end && drops(begin)) begin = nextCharacter(text.bytes(), begin);
    while (right && begin < end) {
        const size_t last = previousCharacter(text.bytes(), end);
        if (!drops(last)) break;
        end = last;
    }
    charge((text.size() - (end - begin)) / 8);
    return text.slice(begin, end);
}

Text replaced(const Text& text, const Text& old, const Text& with, int64_t count) {
    if (count < 0) count = INT64_MAX;
    Text out;
    size_t done = 0;
    auto checkSize = [&] {
        charge(1);
        limitText(out.size() + with.size());
    };
    if (old.empty()) {
        for (size_t at = 0; count > 0; at = nextCharacter(text.bytes(), at), --count) {
            out.append(text, done, at);
            out.append(with);
            done = at;
            checkSize();
            if (at >= text.size()) break;
        }
    } else {
        for (size_t at; count > 0 && (at = findText(text.bytes(), old.bytes(), done)) != std::string_view::npos; --count) {
            out.append(text, done, at);
            out.append(with);
            done = at + old.size();
            checkSize();
        }
    }
    out.append(text, done, text.size());
    chargeText(out.size());
    return out;
}

Text joined(const Text& separator, const std::vector<Text>& parts) {
    uint64_t total = 0;
    for (const Text& part : parts) total += part.size() + separator.size();
    chargeText(total);
    Text out;
    out.reserve(total);
    for (size_t i = 0; i < parts.size(); ++i) {
        if (i) out.append(separator);
        out.append(parts[i]);
    }
    return out;
}

std::vector<Text> splitLines(const Text& text, bool keepEnds) {
    auto endsLine = [](char32_t c) {
        return (c >= 0x0A && c <= 0x0D) || (c >= 0x1C && c <= 0x1E) || c == 0x85 || c == 0x2028 || c == 0x2029;
    };
    std::vector<Text> lines;
    size_t begin = 0;
    for (size_t at = 0; at < text.size();) {
        const size_t end = at;
        const char32_t c = nextCodePoint(text.bytes(), at);
        if (!endsLine(c)) continue;
        if (c == '\r' && at < text.size() && text.bytes()[at] == '\n') ++at;
        lines.push_back(text.slice(begin, keepEnds ? at : end));
        begin = at;
    }
    if (begin < text.size()) lines.push_back(text.slice(begin, text.size()));
    charge(lines.size() + text.size() / 32);
    return lines;
}

namespace {

std::vector<Text> splitBlanks(const Text& text, int64_t limit) {
    std::vector<Text> parts;
    const std::string& bytes = text.bytes();
    size_t at = 0;
    auto blank = [&](size_t i) { return isWhiteSpace(nextCodePoint(bytes, i)); };
    while (true) {
        while (at < bytes.size() && blank(at)) at = nextCharacter(bytes, at);
        if (at >= bytes.size()) return parts;
        const size_t begin = at;
        if (limit-- == 0) {
            parts.push_back(text.slice(begin, bytes.size()));
            return parts;
        }
        while (at < bytes.size() && !blank(at)) at = nextCharacter(bytes, at);
        parts.push_back(text.slice(begin, at));
    }
}

std::vector<Text> splitBlanksFromRight(const Text& text, int64_t limit) {
    std::vector<Text> parts;
    const std::string& bytes = text.bytes();
    size_t end = bytes.size();
    auto blankBefore = [&](size_t i) {
        size_t at = previousCharacter(bytes, i);
        return isWhiteSpace(nextCodePoint(bytes, at));
    };
    while (true) {
        while (end > 0 && blankBefore(end)) end = previousCharacter(bytes, end);
        if (end == 0) break;
        if (limit-- == 0) {
            parts.push_back(text.slice(0, end));
            break;
        }
        size_t begin = end;
        while (begin > 0 && !blankBefore(begin)) begin = previousCharacter(bytes, begin);
        parts.push_back(text.slice(begin, end));
        end = begin;
    }
    std::reverse(parts.begin(), parts.end());
    return parts;
}

}  // namespace

std::vector<Text> splitText(const Text& text, const Text* separator, int64_t limit, bool fromRight) {
    if (limit < 0) limit = INT64_MAX;
    charge(1 + text.size() / 16);
    if (!separator) return fromRight ? splitBlanksFromRight(text, limit) : splitBlanks(text, limit);
    if (separator->empty()) throw PythonError("empty separator");
    std::vector<Text> parts;
    const std::string &bytes = text.bytes(), &cut = separator->bytes();
    if (!fromRight) {
        size_t begin = 0;
        for (size_t at; limit > 0 && (at = findText(bytes, cut, begin)) != std::string_view::npos; --limit) {
            parts.push_back(text.slice(begin, at));
            begin = at + cut.size();
        }
        parts.push_back(text.slice(begin, bytes.size()));
        return parts;
    }
    size_t end = bytes.size();
    for (; limit > 0 && end >= cut.size(); --limit) {
        const size_t at = findLastText(bytes, cut, end - cut.size());
        if (at == std::string_view::npos) break;
        parts.push_back(text.slice(at + cut.size(), end));
        end = at;
    }
    parts.push_back(text.slice(0, end));
    std::reverse(parts.begin(), parts.end());
    return parts;
}

Text changedCase(const Text& text, std::string (*change)(std::string_view)) {
    charge(1 + text.size() / 8);
    const std::string whole = change(text.bytes());
    if (text.runs().size() <= 1) return Text(whole, text.mainOrigin());
    Text out;
    size_t begin = 0;
    for (const Text::Run& run : text.runs()) {
        out.append(change(std::string_view(text.bytes()).substr(begin, run.end - begin)), run.origin);
        begin = run.end;
    }
    if (out.bytes() == whole) return out;
    // A letter at a seam depends on its neighbours (a final sigma, the first letter of a word): same length keeps the seams all the same.
    if (whole.size() != out.size()) return Text(whole, text.mainOrigin());
    Text kept;
    for (begin = 0; const Text::Run& run : out.runs()) {
        kept.append(std::string_view(whole).substr(begin, run.end - begin), run.origin);
        begin = run.end;
    }
    return kept;
}

std::string lowered(std::string_view text) { return lowerCased(text); }
std::string uppered(std::string_view text) { return upperCased(text); }
std::string titled(std::string_view text) { return titleCased(text); }
std::string folded(std::string_view text) { return caseFolded(text); }

std::string capitalized(std::string_view text) {
    if (text.empty()) return {};
    const size_t first = nextCharacter(text, 0);
    // Python title-cases the first letter and lowers the rest with the whole word in sight (a final sigma).
    const std::string head = titleCased(text.substr(0, first));
    const std::string all = lowerCased(text), lowerHead = lowerCased(text.substr(0, first));
    return head + (std::string_view(all).starts_with(lowerHead) ? all.substr(lowerHead.size()) : lowerCased(text.substr(first)));
}

std::string swappedCase(std::string_view text) {
    std::string out;
    for (size_t at = 0; at < text.size();) {
        const size_t begin = at;
        const auto c = static_cast<UChar32>(nextCodePoint(text, at));
        const std::string_view character = text.substr(begin, at - begin);
        if (u_isUUppercase(c)) out += lowerCased(character);
        else if (u_isULowercase(c)) out += upperCased(character);
        else out += character;
    }
    return out;
}

}  // namespace luthier::jinja
