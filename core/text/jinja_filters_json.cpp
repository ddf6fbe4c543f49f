// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "core/base/unicode.h"
#include "core/text/jinja_functions.h"

namespace luthier::jinja {
namespace {

/// Python's json.dumps, byte for byte, with every string's origin kept and the punctuation belonging to its container.
class JsonWriter {
public:
    explicit JsonWriter(const JsonStyle& style) : style_(style) {}

    Text run(const Value& value) {
        write(value, 0);
        chargeText(out_.size());
        return std::move(out_);
    }

private:
    void write(const Value& value, int depth) {
        charge(1);
        checkStack();
        if (depth > kMaxDataDepth) throw PythonError("Circular reference detected or too many levels for JSON");
        limitText(out_.size());
        const Origin origin = value.origin();
        switch (value.kind()) {
        case Kind::None: return out_.append("null", origin);
        case Kind::Bool: return out_.append(value.asBool() ? "true" : "false", origin);
        case Kind::Int:
        case Kind::BigInt: return out_.append(stringOf(value));
        case Kind::Float: return out_.append(floatText(value.asFloat()), origin);
        case Kind::String: return writeString(value.text());
        case Kind::List:
        case Kind::Tuple: return writeList(value, depth);
        case Kind::Dict: return writeDict(value, depth);
        default: throw PythonError(std::string("Object of type ") + typeName(value) + " is not JSON serializable");
        }
    }

    static std::string floatText(double value) {
        if (std::isnan(value)) return "NaN";
        if (std::isinf(value)) return value < 0 ? "-Infinity" : "Infinity";
        return pythonFloat(value);
    }

    void writeString(const Text& text) {
        const Origin whole = text.mainOrigin();
        out_.append("\"", whole);
        const std::string& bytes = text.bytes();
        size_t done = 0;
        for (size_t at = 0; at < bytes.size();) {
            const size_t begin = at;
            const auto byte = static_cast<unsigned char>(bytes[at]);
            if (byte >= 0x20 && byte != '"' && byte != '\\' && (byte < 0x80 ? byte != 0x7F || !style_.ensureAscii : !style_.ensureAscii)) {
                ++at;
                continue;
            }
            const char32_t c = nextCodePoint(bytes, at);
            out_.append(text, done, begin);
            out_.append(escape(c), text.originAt(begin));
            done = at;
        }
        out_.append(text, done, bytes.size());
        out_.append("\"", whole);
    }

    static std::string escape(char32_t c) {
        switch (c) {
        case '"': return "\\\"";
        case '\\': return "\\\\";
        case '\n': return "\\n";
        case '\r': return "\\r";
        case '\t': return "\\t";
        case '\b': return "\\b";
        case '\f': return "\\f";
        default: break;
        }
        const auto code = static_cast<uint32_t>(c);
        if (code < 0x10000) return fmt::format("\\u{:04x}", code);
        return fmt::format("\\u{:04x}\\u{:04x}", 0xD800 + ((code - 0x10000) >> 10), 0xDC00 + ((code - 0x10000) & 0x3FF));
    }

    void newLine(int depth, Origin origin) {
        if (!style_.indent) return;
        limitText(out_.size() + style_.indent->size() * static_cast<uint64_t>(depth));
        out_.append("\n", origin);
        for (int i = 0; i < depth; ++i) out_.append(*style_.indent, origin);
    }

    void separate(bool first, int depth, Origin origin) {
        if (!first) append(style_.itemSeparator, origin);
        newLine(depth + 1, origin);
    }

    void append(const Text& punctuation, Origin origin) { out_.append(punctuation.bytes(), origin); }

    void writeList(const Value& value, int depth) {
        const Origin origin = value.origin();
        if (value.items().empty()) return out_.append("[]", origin);
        out_.append("[", origin);
        bool first = true;
        for (const Value& item : value.items()) {
            separate(std::exchange(first, false), depth, origin);
            write(item, depth + 1);
        }
        newLine(depth, origin);
        out_.append("]", origin);
    }

    static Text keyText(const Value& key) {
        if (key.isString()) return key.text();
        switch (key.kind()) {
        case Kind::None: return Text("null");
        case Kind::Bool: return Text(key.asBool() ? "true" : "false");
        case Kind::Int:
        case Kind::BigInt: return stringOf(key);
        case Kind::Float: return Text(floatText(key.asFloat()));
        default: throw PythonError(std::string("keys must be str, int, float, bool or None, not ") + typeName(key));
        }
    }

    void writeDict(const Value& value, int depth) {
        const Origin origin = value.origin();
        auto members = value.as<Dict>().members;
        if (members.empty()) return out_.append("{}", origin);
        if (style_.sortKeys) std::stable_sort(members.begin(), members.end(), [](const auto& a, const auto& b) { return ordered(a.first, b.first) == -1; });
        out_.append("{", origin);
        bool first = true;
        for (const auto& [key, item] : members) {
            separate(std::exchange(first, false), depth, origin);
            writeString(keyText(key));
            append(style_.keySeparator, origin);
            write(item, depth + 1);
        }
        newLine(depth, origin);
        out_.append("}", origin);
    }

    const JsonStyle& style_;
    Text out_;
};

void readSeparators(Interpreter& interpreter, const Value& given, JsonStyle& style) {
    const Values parts = listOf(interpreter, given);
    if (parts.size() != 2 || !parts[0].isString() || !parts[1].isString()) throw PythonError("separators must be two strings");
    style.itemSeparator = parts[0].text();
    style.keySeparator = parts[1].text();
}

Value tojson(Interpreter& interpreter, const Value& value, Bound& arguments) {
    JsonStyle style;
    style.ensureAscii = arguments.truth(0, false);
    if (arguments.given(1)) {
        const Value& indent = arguments[1];
        if (indent.isString()) style.indent = indent.bytes();
        else style.indent = repeated(Text(" "), arguments.integer(1, 0)).bytes();
        style.itemSeparator = Text(",");
    }
    if (arguments.given(2)) readSeparators(interpreter, arguments[2], style);
    style.sortKeys = arguments.truth(3, false);
    return Value::string(jsonOf(value, style));
}

}  // namespace

Text jsonOf(const Value& value, const JsonStyle& style) { return JsonWriter(style).run(value); }

const std::vector<Filter>& jsonFilters() {
    static const std::vector<Filter> table = {{"tojson", tojson, Signature("ensure_ascii= indent= separators= sort_keys=")}};
    return table;
}

}  // namespace luthier::jinja
