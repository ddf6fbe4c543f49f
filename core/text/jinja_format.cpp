// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>

#include "core/base/unicode.h"
#include "core/text/jinja_format_spec.h"

namespace luthier::jinja {
namespace {

/// str % values
class Percent {
public:
    Percent(const Value& format, const Value& arguments) : format_(format.text()), markup_(format.isMarkup()), arguments_(arguments) {
        if (arguments.is(Kind::Tuple)) values_ = arguments.items();
        else values_ = {arguments};
        mapping_ = arguments.is(Kind::Dict) || arguments.is(Kind::List) || arguments.isUndefined() || arguments.is(Kind::Range);
    }

    Text run() {
        Text out;
        const std::string& bytes = format_.bytes();
        size_t done = 0;
        for (at_ = 0; at_ < bytes.size();) {
            if (bytes[at_] != '%') {
                ++at_;
                continue;
            }
            out.append(format_, done, at_++);
            field(out);
            done = at_;
            limitText(out.size());
        }
        out.append(format_, done, bytes.size());
        if (next_ < values_.size() && !mapping_) throw PythonError("not all arguments converted during string formatting");
        chargeText(out.size());
        return out;
    }

private:
    char take() {
        if (at_ >= format_.size()) throw PythonError("incomplete format");
        return format_.bytes()[at_++];
    }

    const Value& nextValue() {
        if (next_ >= values_.size()) throw PythonError("not enough arguments for format string");
        return values_[next_++];
    }

    int64_t number(char& c) {
        if (c == '*') {
            const Value& value = nextValue();
            if (!value.isInteger()) throw PythonError("* wants int");
            c = take();
            return value.asInteger();
        }
        int64_t value = 0;
        for (; c >= '0' && c <= '9'; c = take())
            if ((value = value * 10 + (c - '0')) > int64_t{1} << 31) throw PythonError("width too big");
        return value;
    }

    Value named(const std::string& key) const {
        if (!mapping_) throw PythonError("format requires a mapping");
        const Value found = arguments_.is(Kind::Dict) ? getItem(arguments_, Value::string(key)) : Value();
        if (found.isMissing() || (found.isUndefined() && !arguments_.as<Dict>().find(key))) throw PythonError("KeyError: " + pythonQuoted(key));
        return found;
    }

    void field(Text& out) {
        Value value;
        char c = take();
        if (c == '%') return out.append("%");
        if (c == '(') {
            const size_t begin = at_;
            for (int open = 1; open > 0;) {
                c = take();
                open += c == '(' ? 1 : c == ')' ? -1 : 0;
            }
            value = named(format_.bytes().substr(begin, at_ - begin - 1));
            c = take();
        }
        Spec spec;
        for (;; c = take()) {
            if (c == '-') spec.align = '<';
            else if (c == '+') spec.sign = '+';
            else if (c == ' ') spec.sign = spec.sign == '+' ? '+' : ' ';
            else if (c == '#') spec.alternate = true;
            else if (c == '0') spec.zero = true;
            else break;
        }
        spec.width = number(c);
        if (spec.width < 0) {
            spec.align = '<';
            spec.width = -spec.width;
        }
        if (c == '.') {
            c = take();
            spec.precision = std::max<int64_t>(0, number(c));
        }
        if (c == 'h' || c == 'l' || c == 'L') c = take();
        if (value.isMissing()) value = nextValue();
        spec.type = c;
        out.append(converted(value, spec));
    }

    Text converted(const Value& value, Spec spec) const {
        if (spec.align == '<') spec.zero = false;
        if (spec.type == 's' || spec.type == 'r' || spec.type == 'a') {
            const Value text = Value::string(spec.type == 's' ? stringOf(value) : representation(value), spec.type == 's' && value.isMarkup());
            Spec plain;
            plain.align = spec.align ? spec.align : '>';
            plain.width = spec.width;
            plain.precision = spec.precision;
            if (spec.type == 'a' && !isAscii(text.bytes())) throw PythonError("%a of other than ASCII text is not supported");
            return formattedString(markup_ ? escaped(text) : text.text(), plain);
        }
        requireDefined(value);
        if (spec.type == 'c') return character(value, spec);
        if (std::string_view("diuoxX").find(spec.type) != std::string_view::npos) return integer(value, spec);
        if (std::string_view("eEfFgG").find(spec.type) == std::string_view::npos)
            throw PythonError(std::string("unsupported format character '") + spec.type + "'");
        if (!value.isNumber()) throw PythonError(std::string("must be real number, not ") + typeName(value));
        return formattedFloat(value.asFloat(), spec, value.origin());
    }

    static Text character(const Value& value, Spec spec) {
        spec.align = spec.align ? spec.align : '>';
        if (value.isString() && characterCount(value.bytes()) == 1) {
            spec.precision = -1;
            spec.sign = '-';
            spec.alternate = spec.zero = false;
            return formattedString(value.text(), spec);
        }
        if (!value.isInteger()) throw PythonError("%c requires int or char");
        return formattedInteger(value, spec);
    }

    static Text integer(Value value, Spec spec) {
        if (!value.isNumber()) throw PythonError(std::string("%") + spec.type + " format: a real number is required, not " + typeName(value));
        if (value.is(Kind::Float)) {
            if (std::string_view("diu").find(spec.type) == std::string_view::npos) throw PythonError("an integer is required, not float");
            if (!(std::abs(value.asFloat()) < 9.2e18)) throw PythonError("cannot convert float to integer");
            value = Value::integer(static_cast<int64_t>(value.asFloat()));
        }
        if (std::string_view("iu").find(spec.type) != std::string_view::npos) spec.type = 'd';
        const int64_t least = std::exchange(spec.precision, -1);
        Text body = formattedInteger(value, spec);
        if (least <= 0) return body;
        Spec bare = spec;
        bare.width = 0;
        std::string digits = formattedInteger(value, bare).bytes();
        const size_t lead = std::min(digits.find_first_of("0123456789abcdefABCDEF"), digits.size());
        const int64_t missing = least - static_cast<int64_t>(digits.size() - lead);
        chargeText(static_cast<uint64_t>(std::max<int64_t>(missing, 0)));
        if (missing > 0) digits.insert(lead, static_cast<size_t>(missing), '0');
        spec.fill = spec.zero ? "0" : " ";
        return padded(Text(digits, value.origin()), spec, '>');
    }

    const Text& format_;
    bool markup_;
    const Value& arguments_;
    Values values_;
    bool mapping_;
    size_t at_ = 0, next_ = 0;
};

/// str.format
class Braces {
public:
    Braces(const Value& format, const Arguments& arguments) : markup_(format.isMarkup()), arguments_(arguments) {}

    Text run(const Text& format, int depth) {
        if (depth < 0) throw PythonError("Max string recursion exceeded");
        Text out;
        const std::string& bytes = format.bytes();
        for (size_t at = 0; at < bytes.size();) {
            const char c = bytes[at];
            if (c != '{' && c != '}') {
                const size_t end = std::min(bytes.find_first_of("{}", at), bytes.size());
                out.append(format, at, end);
                at = end;
            } else if (at + 1 < bytes.size() && bytes[at + 1] == c) {
                out.append(format, at, at + 1);
                at += 2;
            } else if (c == '}') {
                throw PythonError("Single '}' encountered in format string");
            } else {
                at = field(format, at + 1, out, depth);
            }
            limitText(out.size());
        }
        return out;
    }

private:
    size_t field(const Text& format, size_t begin, Text& out, int depth) {
        const std::string& bytes = format.bytes();
        size_t end = begin;
        for (int open = 1; open > 0; ++end) {
            if (end >= bytes.size()) throw PythonError("expected '}' before end of string");
            open += bytes[end] == '{' ? 1 : bytes[end] == '}' ? -1 : 0;
        }
        const std::string inside = bytes.substr(begin, end - 1 - begin);
        const size_t nameEnd = std::min(inside.find_first_of("!:"), inside.size());
        const size_t conversion = nameEnd < inside.size() && inside[nameEnd] == '!' ? nameEnd : std::string::npos;
        const size_t colon = inside.find(':', nameEnd);
        Value value = lookUp(inside.substr(0, nameEnd));
        if (conversion != std::string::npos) {
            const std::string kind = inside.substr(conversion + 1, colon == std::string::npos ? std::string::npos : colon - conversion - 1);
            if (kind == "s") value = Value::string(stringOf(value));
            else if (kind == "r") value = Value::string(representation(value));
            else throw PythonError("Unknown conversion specifier " + kind);
        }
        const std::string spec = colon == std::string::npos ? "" : run(Text(inside.substr(colon + 1)), depth - 1).bytes();
        if (markup_ && value.isMarkup() && !spec.empty()) throw PythonError("Unsupported format specification for Markup.");
        const Text text = formattedBySpec(value, spec);
        out.append(markup_ ? escaped(Value::string(text, value.isMarkup())) : text);
        return end;
    }

    Value lookUp(const std::string& path) {
        const size_t end = std::min(path.find_first_of(".["), path.size());
        if (end == 0 && !path.empty()) throw PythonError("KeyError: ''");
        Value value = argument(path.substr(0, end));
        for (size_t at = end; at < path.size();) {
            const bool attribute = path[at] == '.';
            const size_t stop = attribute ? std::min(path.find_first_of(".[", at + 1), path.size()) : path.find(']', at);
            if (stop == std::string::npos) throw PythonError("Missing ']' in format string");
            const std::string key = path.substr(at + 1, stop - at - 1);
            if (key.empty()) throw PythonError("Empty attribute in format string");
            if (attribute) value = getAttribute(value, key);
            else value = getItem(value, isNumber(key) ? parsedInteger(key, 10).value() : Value::string(key));
            at = attribute ? stop : stop + 1;
        }
        return value;
    }

    static bool isNumber(const std::string& text) {
        return !text.empty() && text.size() < 18 && std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
    }

    Value argument(const std::string& name) {
        if (name.empty() || isNumber(name)) {
            if (name.empty() == manual_ && used_) throw PythonError("cannot switch between manual field specification and automatic field numbering");
            manual_ = !name.empty();
            used_ = true;
            const size_t index = name.empty() ? next_++ : static_cast<size_t>(parsedInteger(name, 10)->asInteger());
            if (index >= arguments_.positional.size()) throw PythonError("Replacement index " + std::to_string(index) + " out of range for positional args tuple");
            return arguments_.positional[index];
        }
        for (const auto& [key, value] : arguments_.named)
            if (key == name) return value;
        throw PythonError("KeyError: " + pythonQuoted(name));
    }

    bool markup_;
    const Arguments& arguments_;
    size_t next_ = 0;
    bool manual_ = false, used_ = false;
};

}  // namespace

Text formattedPercent(const Value& format, const Value& arguments) { return Percent(format, arguments).run(); }

Value formattedBraces(Interpreter&, const Value& format, Arguments& arguments) {
    return likeString(format, Braces(format, arguments).run(format.text(), 2));
}

}  // namespace luthier::jinja
