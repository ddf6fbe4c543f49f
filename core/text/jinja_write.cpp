// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include "core/base/unicode.h"
#include "core/text/jinja_functions.h"

namespace luthier::jinja {

std::string pythonQuoted(std::string_view text) {
    const bool doubleQuotes = text.find('\'') != text.npos && text.find('"') == text.npos;
    const char quote = doubleQuotes ? '"' : '\'';
    std::string out(1, quote);
    for (size_t at = 0; at < text.size();) {
        const size_t begin = at;
        const char32_t c = nextCodePoint(text, at);
        if (c == static_cast<char32_t>(quote) || c == U'\\') (out += '\\') += static_cast<char>(c);
        else if (c == U'\n') out += "\\n";
        else if (c == U'\r') out += "\\r";
        else if (c == U'\t') out += "\\t";
        else if (c >= 0x20 && c < 0x7F) out += static_cast<char>(c);
        else if (c > 0xA0 && isPrintable(c)) out.append(text.substr(begin, at - begin));
        else if (c < 0x100) out += fmt::format("\\x{:02x}", static_cast<uint32_t>(c));
        else if (c < 0x10000) out += fmt::format("\\u{:04x}", static_cast<uint32_t>(c));
        else out += fmt::format("\\U{:08x}", static_cast<uint32_t>(c));
    }
    return out += quote;
}

namespace {

/// The repr of a string, run by run, so that each piece keeps its origin. The quotes belong to the first and last piece.
void appendQuoted(Text& out, const Text& text) {
    const std::string whole = pythonQuoted(text.bytes());
    const Origin origin = text.mainOrigin();
    if (text.runs().size() <= 1) return out.append(whole, origin);
    const char quote = whole.front();
    out.append(std::string_view(whole).substr(0, 1), origin);
    size_t begin = 0;
    for (const Text::Run& run : text.runs()) {
        const std::string_view part = std::string_view(text.bytes()).substr(begin, run.end - begin);
        begin = run.end;
        // An apostrophe is escaped only under single quotes; a part alone may choose other quotes than the whole did.
        for (size_t at = 0; at < part.size();) {
            const size_t next = nextCharacter(part, at);
            const std::string_view character = part.substr(at, next - at);
            at = next;
            if (character == "'" || character == "\"") {
                if (character[0] == quote) out.append("\\", run.origin);
                out.append(character, run.origin);
            } else {
                const std::string escaped = pythonQuoted(character);
                out.append(std::string_view(escaped).substr(1, escaped.size() - 2), run.origin);
            }
        }
    }
    out.append(std::string_view(whole).substr(0, 1), origin);
}

void appendItems(Text& out, const Values& items, char open, char close, bool tuple, Origin origin, int depth) {
    out.append(std::string_view(&open, 1), origin);
    for (size_t i = 0; i < items.size(); ++i) {
        if (i) out.append(", ", origin);
        appendRepresentation(out, items[i], depth + 1);
    }
    if (tuple && items.size() == 1) out.append(",", origin);
    out.append(std::string_view(&close, 1), origin);
}

void appendDict(Text& out, const Dict& dict, Origin origin, int depth) {
    out.append("{", origin);
    bool first = true;
    for (const auto& [key, value] : dict.members) {
        if (!first) out.append(", ", origin);
        first = false;
        appendRepresentation(out, key, depth + 1);
        out.append(": ", origin);
        appendRepresentation(out, value, depth + 1);
    }
    out.append("}", origin);
}

void appendView(Text& out, const ViewOf& view, const Value& value, int depth) {
    Values items;
    for (size_t i = 0; i < view.dict->members.size(); ++i) items.push_back(viewItem(view, i));
    out.append(typeName(value), value.origin());
    out.append("(", value.origin());
    appendItems(out, items, '[', ']', false, value.origin(), depth);
    out.append(")", value.origin());
}

std::string rangeText(const RangeOf& range) {
    return range.step == 1 ? fmt::format("range({}, {})", range.start, range.stop)
                           : fmt::format("range({}, {}, {})", range.start, range.stop, range.step);
}

/// Python prints a memory address here, so no two renders agree; templates that print such a thing are broken everywhere.
std::string objectText(const Value& value) {
    switch (value.kind()) {
    case Kind::Macro: return value.as<MacroOf>().name.empty() ? "<Macro anonymous>" : "<Macro " + pythonQuoted(value.as<MacroOf>().name) + ">";
    case Kind::Method:
        return fmt::format("<built-in method {} of {} object>", methodName(*value.as<MethodOf>().method), typeName(value.as<MethodOf>().self));
    case Kind::Function: return fmt::format("<function {}>", value.global()->name);
    default: return fmt::format("<{} object>", typeName(value));
    }
}

}  // namespace

void appendRepresentation(Text& out, const Value& value, int depth) {
    charge(1);
    checkStack();
    if (depth > kMaxDataDepth) throw PythonError("RecursionError: maximum recursion depth exceeded while getting the repr of an object");
    limitText(out.size());
    const Origin origin = value.origin();
    switch (value.kind()) {
    case Kind::Missing:
    case Kind::Undefined: return out.append("Undefined");
    case Kind::None: return out.append("None", origin);
    case Kind::Bool: return out.append(value.asBool() ? "True" : "False", origin);
    case Kind::Int: return out.append(std::to_string(value.asInteger()), origin);
    case Kind::BigInt: return out.append(value.as<std::string>(), origin);
    case Kind::Float: return out.append(pythonFloat(value.asFloat()), origin);
    case Kind::String:
        if (value.isMarkup()) out.append("Markup(");
        appendQuoted(out, value.text());
        if (value.isMarkup()) out.append(")");
        return;
    case Kind::List: return appendItems(out, value.items(), '[', ']', false, origin, depth);
    case Kind::Tuple: return appendItems(out, value.items(), '(', ')', true, origin, depth);
    case Kind::Dict: return appendDict(out, value.as<Dict>(), origin, depth);
    case Kind::Namespace:
        out.append("<Namespace ");
        appendDict(out, value.as<NamespaceOf>().attributes, {}, depth);
        return out.append(">");
    case Kind::Range: return out.append(rangeText(value.as<RangeOf>()));
    case Kind::View: return appendView(out, value.as<ViewOf>(), value, depth);
    case Kind::Loop: return out.append(loopText(value));
    default: return out.append(objectText(value));
    }
}

Text representation(const Value& value) {
    Text out;
    appendRepresentation(out, value);
    return out;
}

Text stringOf(const Value& value) {
    if (value.isString()) return value.text();
    if (value.isUndefined()) return {};
    return representation(value);
}

}  // namespace luthier::jinja
