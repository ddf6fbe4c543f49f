// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/support/core_sentences.h"

#include <algorithm>
#include <array>
#include <fstream>
#include <sstream>
#include <string_view>

namespace luthier::testing {
namespace {

constexpr std::array kMakers{"error", "warning", "Error", "OutOfRoom", "DamagedDatabase", "Unreachable", "RowFault", "FileFault", "fault", "missing", "refuse", "tell"};
constexpr char kHole = '\x01';  ///< stands for what is put in at run time

bool isName(char c) { return std::isalnum(static_cast<unsigned char>(c)) || c == '_'; }

/// Where the string literal that begins at `at` ends.
size_t endOfLiteral(std::string_view text, size_t at) {
    if (at > 0 && text[at - 1] == 'R') {  // raw: R"(…)"
        const size_t end = text.find(")\"", at);
        return end == std::string_view::npos ? text.size() : end + 2;
    }
    for (size_t i = at + 1; i < text.size(); ++i) {
        if (text[i] == '\\') ++i;
        else if (text[i] == text[at]) return i + 1;
    }
    return text.size();
}

std::string withoutComments(const std::string& source) {
    std::string text;
    for (size_t i = 0; i < source.size();) {
        if (source[i] == '"' || (source[i] == '\'' && (i == 0 || !isName(source[i - 1])))) {
            const size_t end = endOfLiteral(source, i);
            text += source.substr(i, end - i);
            i = end;
        } else if (source.compare(i, 2, "//") == 0) {
            i = source.find('\n', i);
            if (i == std::string::npos) break;
        } else {
            text += source[i++];
        }
    }
    return text;
}

/// Calls `at(place, depth)` for every character outside of literals, and brackets at the depth inside of them.
template <typename At>
void walk(std::string_view text, At at) {
    int depth = 0;
    for (size_t i = 0; i < text.size(); ++i) {
        const char c = text[i];
        if (c == '"' || (c == '\'' && (i == 0 || !isName(text[i - 1])))) {
            i = endOfLiteral(text, i) - 1;
            continue;
        }
        if (c == '(' || c == '[' || c == '{') ++depth;
        if (c == ')' || c == ']' || c == '}') --depth;
        if (!at(i, depth)) return;
    }
}

std::string_view trimmed(std::string_view text) {
    while (!text.empty() && std::isspace(static_cast<unsigned char>(text.front()))) text.remove_prefix(1);
    while (!text.empty() && std::isspace(static_cast<unsigned char>(text.back()))) text.remove_suffix(1);
    return text;
}

std::vector<std::string_view> parts(std::string_view text, char between) {
    std::vector<std::string_view> found;
    size_t begin = 0;
    walk(text, [&](size_t i, int depth) {
        if (depth == 0 && text[i] == between) {
            found.push_back(trimmed(text.substr(begin, i - begin)));
            begin = i + 1;
        }
        return true;
    });
    found.push_back(trimmed(text.substr(begin)));
    return found;
}

/// What stands in the brackets that open at `open`.
std::string_view bracketed(std::string_view text, size_t open) {
    const std::string_view rest = text.substr(open);
    size_t close = rest.size();
    walk(rest, [&](size_t i, int depth) {
        close = i;
        return depth > 0;
    });
    return rest.substr(1, close - 1);
}

/// The inner of "(…)" and "std::string(…)" where they are the whole.
std::string_view unwrapped(std::string_view text) {
    for (;;) {
        text = trimmed(text);
        const size_t open = text.find('(');
        if (open == std::string_view::npos || (text.substr(0, open) != "" && text.substr(0, open) != "std::string")) return text;
        const std::string_view inner = bracketed(text, open);
        if (open + inner.size() + 2 != text.size()) return text;
        text = inner;
    }
}

std::string unescaped(std::string_view text) {
    std::string plain;
    for (size_t i = 0; i < text.size(); ++i) {
        if (text[i] != '\\' || i + 1 == text.size()) plain += text[i];
        else if (text[++i] == 'n') plain += '\n';
        else plain += text[i];
    }
    return plain;
}

/// Literals one after the other; nothing when anything else stands there.
bool isLiterals(std::string_view text, std::string& whole) {
    whole.clear();
    while (!text.empty()) {
        const bool raw = text.starts_with("R\"(");
        if (!raw && text.front() != '"') return false;
        const size_t end = endOfLiteral(text, raw ? 1 : 0);
        whole += raw ? std::string(text.substr(3, end - 5)) : unescaped(text.substr(1, end - 2));
        text = trimmed(text.substr(end));
    }
    return true;
}

std::vector<std::string> waysOf(std::string_view expression);

/// Both ways of "a ? b : c"; empty when it is none.
std::vector<std::string> choices(std::string_view text) {
    size_t question = std::string_view::npos, colon = std::string_view::npos;
    int nested = 0;
    walk(text, [&](size_t i, int depth) {
        if (depth != 0) return true;
        if (text[i] == '?' && question == std::string_view::npos) question = i;
        else if (text[i] == '?') ++nested;
        const bool scope = text[i] == ':' && (text.substr(i, 2) == "::" || (i > 0 && text[i - 1] == ':'));
        if (text[i] == ':' && !scope && question < i && colon == std::string_view::npos && nested-- == 0) colon = i;
        return true;
    });
    if (question == std::string_view::npos || colon == std::string_view::npos) return {};
    std::vector<std::string> ways = waysOf(text.substr(question + 1, colon - question - 1));
    for (std::string& way : waysOf(text.substr(colon + 1))) ways.push_back(std::move(way));
    return ways;
}

/// A text of fmt::format with its places as holes.
std::string formatted(const std::string& text) {
    std::string way;
    for (size_t i = 0; i < text.size(); ++i) {
        const bool doubled = i + 1 < text.size() && text[i + 1] == text[i] && (text[i] == '{' || text[i] == '}');
        if (text[i] == '{' && !doubled) {
            i = text.find('}', i);
            way += kHole;
        } else {
            way += text[i];
            i += doubled;
        }
    }
    return way;
}

std::vector<std::string> waysOf(std::string_view expression) {
    const std::string_view text = unwrapped(expression);
    std::string whole;
    if (isLiterals(text, whole)) return {whole};
    if (text.starts_with("fmt::format(")) {
        const std::string_view inner = bracketed(text, text.find('('));
        if (inner.size() + 13 == text.size() && isLiterals(parts(inner, ',').front(), whole)) return {formatted(whole)};
    }
    if (std::vector<std::string> both = choices(text); !both.empty()) return both;
    const std::vector<std::string_view> terms = parts(text, '+');
    if (terms.size() == 1) return {std::string(1, kHole)};
    std::vector<std::string> ways{""};
    for (const std::string_view term : terms) {
        std::vector<std::string> longer;
        for (const std::string& end : waysOf(term))
            for (const std::string& way : ways) longer.push_back(way + end);
        ways = std::move(longer);
    }
    return ways;
}

/// Holes numbered; two beside each other are one.
std::string numbered(const std::string& way) {
    std::string pattern;
    int number = 0;
    for (size_t i = 0; i < way.size(); ++i) {
        if (way[i] != kHole) pattern += way[i];
        else if (i == 0 || way[i - 1] != kHole) pattern += "%" + std::to_string(++number);
    }
    return pattern;
}

/// Keys and kinds are one word.
bool isSentence(const std::string& way) {
    return way.find(' ') != std::string::npos && std::ranges::count_if(way, [](char c) { return std::isalpha(static_cast<unsigned char>(c)) != 0; }) > 1;
}

/// The arguments of a call that may be sentences: where comes first, or what kind of fault, unless the call is short.
std::vector<std::string_view> sentencesOf(std::string_view inner) {
    inner = trimmed(inner);
    if (inner.starts_with('{')) inner = bracketed(inner, 0);
    std::vector<std::string_view> arguments = parts(inner, ',');
    if (arguments.size() == 2 && arguments.back().starts_with('{')) arguments = parts(bracketed(arguments.back(), 0), ',');  // where, {kind, what, mend}
    if (arguments.size() > 2) arguments.erase(arguments.begin());
    return arguments;
}

}  // namespace

std::set<std::string> sentencesIn(const std::string& source) {
    const std::string text = withoutComments(source);
    std::set<std::string> found;
    walk(text, [&](size_t i, int) {
        if (text[i] != '(' && text[i] != '{') return true;
        size_t begin = i;
        while (begin > 0 && isName(text[begin - 1])) --begin;
        const std::string name = text.substr(begin, i - begin);
        const bool member = begin > 0 && (text[begin - 1] == '.' || text[begin - 1] == '>') && name != "fault";
        if (member || std::ranges::find(kMakers, name) == kMakers.end()) return true;
        for (const std::string_view argument : sentencesOf(bracketed(text, i)))
            for (const std::string& way : waysOf(argument))
                if (isSentence(way)) found.insert(numbered(way));
        return true;
    });
    return found;
}

std::set<std::string> sentencesBelow(const std::filesystem::path& folder) {
    std::set<std::string> found;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(folder)) {
        if (entry.path().extension() != ".cpp" && entry.path().extension() != ".h") continue;
        std::ifstream file(entry.path());
        std::stringstream text;
        text << file.rdbuf();
        found.merge(sentencesIn(text.str()));
    }
    return found;
}

}  // namespace luthier::testing
