// SPDX-License-Identifier: Apache-2.0
#include <unicode/uchar.h>

#include <algorithm>
#include <array>

#include "core/base/unicode.h"
#include "core/text/jinja_functions.h"

namespace luthier::jinja {
namespace {

template <std::string (*Change)(std::string_view)>
Value change(Interpreter&, const Value& value, Bound&) {
    return likeString(value, changedCase(soft(value), Change));
}

/// Jinja's title: every word after a blank, a dash or an opening bracket; not Python's str.title.
Value title(Interpreter&, const Value& value, Bound&) {
    const Text text = soft(value);
    const std::string& bytes = text.bytes();
    Text out;
    auto beginsWord = [&](size_t at) {
        const char32_t c = nextCodePoint(bytes, at);
        return c == '-' || c == '(' || c == '{' || c == '[' || c == '<' || isWhiteSpace(c);
    };
    for (size_t at = 0; at < bytes.size();) {
        size_t end = at;
        const bool gap = beginsWord(at);
        while (end < bytes.size() && beginsWord(end) == gap) end = nextCharacter(bytes, end);
        if (gap) {
            out.append(text, at, end);
        } else {
            const size_t first = nextCharacter(bytes, at);
            out.append(changedCase(text.slice(at, first), uppered));
            out.append(changedCase(text.slice(first, end), lowered));
        }
        at = end;
    }
    return Value::string(std::move(out));
}

Value trim(Interpreter&, const Value& value, Bound& arguments) {
    const Text* chars = arguments.given(0) ? &arguments.text(0) : nullptr;
    return likeString(value, stripped(soft(value), chars, true, true));
}

Value replace(Interpreter&, const Value& value, Bound& arguments) {
    const int64_t count = arguments.given(2) ? arguments.integer(2, -1) : -1;
    return Value::string(replaced(soft(value), soft(arguments[0]), soft(arguments[1]), count));
}

Value string(Interpreter&, const Value& value, Bound&) { return value.isString() ? value : Value::string(stringOf(value)); }

Value safe(Interpreter&, const Value& value, Bound&) { return value.isMarkup() ? value : Value::string(stringOf(value), true); }

Value escape(Interpreter&, const Value& value, Bound&) { return Value::string(escaped(value), true); }

Value forceEscape(Interpreter&, const Value& value, Bound&) { return Value::string(escaped(Value::string(stringOf(value))), true); }

Value center(Interpreter& interpreter, const Value& value, Bound& arguments) {
    Bound width;
    width.values = {Value::integer(arguments.integer(0, 80)), Value()};
    return findMethod(Kind::String, "center")->run(interpreter, likeString(value, soft(value)), width);
}

/// Needs a str, because Python adds a line end to it.
Value indent(Interpreter&, const Value& value, Bound& arguments) {
    requireDefined(value);
    if (!value.isString()) throw PythonError(std::string("unsupported operand type(s) for +=: '") + typeName(value) + "' and 'str'");
    const bool markup = value.isMarkup(), first = arguments.truth(1, false), blank = arguments.truth(2, false);
    const Text indention = arguments.has(0) && arguments[0].isString() ? (markup ? escaped(Value::string(arguments[0].text(), true)) : arguments.text(0))
                                                                     : repeated(Text(" "), arguments.integer(0, 4));
    Text text = value.text();
    text.append("\n");
    const std::vector<Text> lines = splitLines(text, false);
    chargeText(text.size() + lines.size() * indention.size());
    Text out;
    if (first) out.append(indention);
    for (size_t i = 0; i < lines.size(); ++i) {
        if (i) {
            out.append("\n");
            if (blank || !lines[i].empty()) out.append(indention);
        }
        out.append(lines[i]);
    }
    return Value::string(std::move(out), markup);
}

Value truncate(Interpreter&, const Value& value, Bound& arguments) {
    const int64_t length = arguments.integer(0, 255), leeway = arguments.given(3) ? arguments.integer(3, 5) : 5;
    const Text end = arguments.has(2) ? arguments.text(2) : Text("...");
    const auto endSize = static_cast<int64_t>(characterCount(end.bytes()));
    if (length < endSize) throw PythonError("expected length >= " + std::to_string(endSize) + ", got " + std::to_string(length));
    if (leeway < 0) throw PythonError("expected leeway >= 0, got " + std::to_string(leeway));
    const int64_t size = lengthOf(value);
    if (size < 0) throw PythonError(std::string("object of type '") + typeName(value) + "' has no len()");
    if (size <= length + leeway) return value;
    if (!value.isString()) throw PythonError("truncate needs a str");
    Text kept = value.text().slice(0, byteOffset(value.bytes(), static_cast<size_t>(length - endSize)));
    if (!arguments.truth(1, false)) {
        const Text blank(" ");
        kept = splitText(kept, &blank, 1, true).front();
    }
    kept.append(value.isMarkup() ? escaped(Value::string(end)) : end);
    return Value::string(std::move(kept), value.isMarkup());
}

Value wordcount(Interpreter&, const Value& value, Bound&) {
    const std::string text = soft(value).takeBytes();
    int64_t words = 0;
    bool inside = false;
    for (size_t at = 0; at < text.size();) {
        const auto c = static_cast<UChar32>(nextCodePoint(text, at));
        const bool word = c == '_' || u_isalnum(c) || u_getIntPropertyValue(c, UCHAR_NUMERIC_TYPE) != U_NT_NONE;
        if (word && !inside) ++words;
        inside = word;
    }
    return Value::integer(words);
}

Value format(Interpreter&, const Value& value, Bound& arguments) {
    if (!arguments.rest.positional.empty() && !arguments.rest.named.empty())
        throw PythonError("can't handle positional and keyword arguments at the same time");
    Value values = Value::tuple(arguments.rest.positional);
    if (!arguments.rest.named.empty()) {
        auto dict = std::make_shared<Dict>();
        for (const auto& [key, item] : arguments.rest.named) dict->members.emplace_back(Value::string(key), item);
        values = Value::dict(std::move(dict));
    }
    const Value text = likeString(value, soft(value));
    return likeString(text, formattedPercent(text, values));
}

Text urlQuoted(const Value& value, bool query) {
    static constexpr char digits[] = "0123456789ABCDEF";
    const Text text = stringOf(value);
    Text out;
    for (size_t i = 0; i < text.size(); ++i) {
        const char c = text.bytes()[i];
        const bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '.' || c == '-' ||
                           c == '~' || (c == '/' && !query);
        const auto byte = static_cast<unsigned char>(c);
        const char encoded[3] = {'%', digits[byte >> 4], digits[byte & 15]};
        if (plain) out.append(text, i, i + 1);
        else if (c == ' ' && query) out.append("+", text.originAt(i));
        else out.append(std::string_view(encoded, 3), text.originAt(i));
    }
    chargeText(out.size());
    return out;
}

Value urlencode(Interpreter& interpreter, const Value& value, Bound&) {
    if (value.isString() || !isIterable(value)) return Value::string(urlQuoted(value, false));
    Text out;
    const Value pairs = value.is(Kind::Dict) ? Value::object(Kind::View, std::make_shared<ViewOf>(ViewOf{value.shared<Dict>(), ViewPart::Items})) : value;
    for (const Value& pair : listOf(interpreter, pairs)) {
        const Values parts = listOf(interpreter, pair);
        if (parts.size() != 2) throw PythonError("urlencode needs pairs");
        if (!out.empty()) out.append("&");
        out.append(urlQuoted(parts[0], true));
        out.append("=");
        out.append(urlQuoted(parts[1], true));
    }
    return Value::string(std::move(out));
}

Value xmlattr(Interpreter&, const Value& value, Bound& arguments) {
    requireDefined(value);
    if (!value.is(Kind::Dict)) throw PythonError(std::string("'") + typeName(value) + "' object has no attribute 'items'");
    Text out;
    for (const auto& [key, item] : value.as<Dict>().members) {
        if (item.isNone() || item.isUndefined()) continue;
        if (!key.isString()) throw PythonError("expected string or bytes-like object");
        if (key.bytes().find_first_of(" \t\n\r\f\v/>=") != std::string::npos) throw PythonError("Invalid character in attribute name: " + pythonQuoted(key.bytes()));
        if (!out.empty() || arguments.truth(0, true)) out.append(" ");
        out.append(escaped(key));
        out.append("=\"");
        out.append(escaped(item));
        out.append("\"");
    }
    return Value::string(std::move(out));
}

/// The entities that text in chats holds; the other two thousand of HTML are refused rather than left as they are.
std::string entity(std::string_view name) {
    static constexpr std::pair<std::string_view, std::string_view> known[] = {{"amp", "&"}, {"lt", "<"}, {"gt", ">"}, {"quot", "\""}, {"apos", "'"}, {"nbsp", "\xC2\xA0"}};
    for (const auto& [key, text] : known)
        if (key == name) return std::string(text);
    if (name.starts_with('#') && name.size() > 1 && name.size() < 9) {
        const bool hex = (name[1] | 32) == 'x';
        const auto code = parsedInteger(name.substr(hex ? 2 : 1), hex ? 16 : 10);
        std::string text;
        if (code && code->asInteger() >= 32 && code->asInteger() < 0xD800) appendUtf8(text, static_cast<char32_t>(code->asInteger()));
        if (!text.empty()) return text;
    }
    throw PythonError("striptags does not know the entity '&" + std::string(name) + ";'");
}

Text unescapedEntities(const Text& text) {
    Text out;
    size_t done = 0;
    const std::string& bytes = text.bytes();
    for (size_t at = 0; (at = bytes.find('&', at)) != std::string::npos; ++at) {
        const size_t end = bytes.find_first_not_of("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789#", at + 1);
        if (end == std::string::npos || bytes[end] != ';' || end == at + 1) continue;
        out.append(text, done, at);
        out.append(entity(std::string_view(bytes).substr(at + 1, end - at - 1)), text.originAt(at));
        done = end + 1;
        at = end;
    }
    out.append(text, done, bytes.size());
    return out;
}

Value striptags(Interpreter&, const Value& value, Bound&) {
    const Text text = soft(value);
    const std::string& bytes = text.bytes();
    Text kept;
    size_t done = 0;
    for (size_t open; (open = bytes.find('<', done)) != std::string::npos;) {
        const bool comment = std::string_view(bytes).substr(open).starts_with("<!--");
        const size_t close = comment ? bytes.find("-->", open + 4) : bytes.find('>', open);
        if (close == std::string::npos) break;
        kept.append(text, done, open);
        done = close + (comment ? 3 : 1);
    }
    kept.append(text, done, bytes.size());
    return Value::string(unescapedEntities(joined(Text(" "), splitText(kept, nullptr, -1, false))));
}

template <const char* const& Why>
Value refuse(Interpreter&, const Value&, Bound&) {
    throw PythonError(Why);
}

const char* const kUrlize = "the filter 'urlize' is not supported";
const char* const kWordwrap = "the filter 'wordwrap' is not supported";
const char* const kRandom = "the filter 'random' is not supported: a render must give the same text every time";

}  // namespace

const std::vector<Filter>& textFilters() {
    static const std::vector<Filter> table = {
        {"capitalize", change<capitalized>, Signature("")},
        {"center", center, Signature("width=")},
        {"e", escape, Signature("")},
        {"escape", escape, Signature("")},
        {"forceescape", forceEscape, Signature("")},
        {"format", format, Signature("*")},
        {"indent", indent, Signature("width= first= blank=")},
        {"lower", change<lowered>, Signature("")},
        {"random", refuse<kRandom>, Signature("")},
        {"replace", replace, Signature("old new count=")},
        {"safe", safe, Signature("")},
        {"string", string, Signature("")},
        {"striptags", striptags, Signature("")},
        {"title", title, Signature("")},
        {"trim", trim, Signature("chars=")},
        {"truncate", truncate, Signature("length= killwords= end= leeway=")},
        {"upper", change<uppered>, Signature("")},
        {"urlencode", urlencode, Signature("")},
        {"urlize", refuse<kUrlize>, Signature("trim_url_limit= nofollow= target= rel= extra_schemes=")},
        {"wordcount", wordcount, Signature("")},
        {"wordwrap", refuse<kWordwrap>, Signature("width= break_long_words= wrapstring= break_on_hyphens=")},
        {"xmlattr", xmlattr, Signature("autospace=")},
    };
    return table;
}

}  // namespace luthier::jinja
