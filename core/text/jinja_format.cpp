// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <cstdio>

#include "core/base/unicode.h"
#include "core/text/jinja_functions.h"

namespace luthier::jinja {
namespace {

/// One number or text to be put into a field, as both of Python's format languages describe it.
struct Spec {
    std::string fill = " ";
    char align = 0, sign = '-', type = 0;
    bool alternate = false, zero = false;
    char grouping = 0;
    int64_t width = 0, precision = -1;
};

[[noreturn]] void failCode(char type, const Value& value) {
    throw PythonError(std::string("Unknown format code '") + type + "' for object of type '" + typeName(value) + "'");
}

std::string printed(const char* form, int precision, double value) {
    std::string out(static_cast<size_t>(std::snprintf(nullptr, 0, form, precision, value)), '\0');
    std::snprintf(out.data(), out.size() + 1, form, precision, value);
    return out;
}

/// "%g" that keeps one digit after the point, and turns to an exponent one digit earlier (CPython's Py_DTSF_ADD_DOT_0).
std::string generalFloat(double value, int precision) {
    precision = std::max(precision, 1);
    const std::string exponent = printed("%.*e", precision - 1, value);
    const int decimalPoint = std::atoi(exponent.c_str() + exponent.find('e') + 1) + 1;
    std::string text = printed("%.*g", precision, value);
    if (decimalPoint > -4 && decimalPoint <= precision - 1) return text.find('.') == text.npos ? text + ".0" : text;
    if (text.find('e') != text.npos) return text;
    std::string mantissa = exponent.substr(0, exponent.find('e'));
    while (mantissa.find('.') != mantissa.npos && (mantissa.back() == '0' || mantissa.back() == '.')) {
        const bool point = mantissa.back() == '.';
        mantissa.pop_back();
        if (point) break;
    }
    return mantissa + exponent.substr(exponent.find('e'));
}

std::string floatDigits(double value, const Spec& spec) {
    if (spec.precision > 4000) throw PythonError("precision too big");
    const int precision = spec.precision < 0 ? 6 : static_cast<int>(spec.precision);
    const char type = spec.type == 'n' ? 'g' : spec.type;
    std::string text;
    if (!std::isfinite(value)) text = std::isnan(value) ? "nan" : "inf";
    else if (type == 0) text = spec.precision < 0 ? pythonFloat(value) : generalFloat(value, precision);
    else if (type == '%') text = printed("%.*f", precision, value * 100) + "%";
    else if ((type | 32) == 'f') text = printed(spec.alternate ? "%#.*f" : "%.*f", precision, value);
    else if ((type | 32) == 'e') text = printed(spec.alternate ? "%#.*e" : "%.*e", precision, value);
    else text = printed(spec.alternate ? "%#.*g" : "%.*g", precision == 0 ? 1 : precision, value);
    if (type >= 'E' && type <= 'G') std::transform(text.begin(), text.end(), text.begin(), [](char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 32) : c; });
    return text;
}

std::string integerDigits(uint64_t value, char type) {
    switch (type) {
    case 'b': return fmt::format("{:b}", value);
    case 'o': return fmt::format("{:o}", value);
    case 'x': return fmt::format("{:x}", value);
    case 'X': return fmt::format("{:X}", value);
    default: return std::to_string(value);
    }
}

std::string grouped(const std::string& digits, char separator, size_t every) {
    const size_t whole = std::min(digits.find_first_not_of("0123456789abcdefABCDEF"), digits.size());
    std::string out;
    for (size_t i = 0; i < whole; ++i) {
        if (i && (whole - i) % every == 0) out += separator;
        out += digits[i];
    }
    return out + digits.substr(whole);
}

Text padded(const Text& body, const Spec& spec, char defaultAlign) {
    const int64_t missing = std::max<int64_t>(0, spec.width - static_cast<int64_t>(characterCount(body.bytes())));
    const char align = spec.align ? spec.align : defaultAlign;
    const int64_t left = align == '<' ? 0 : align == '^' ? missing / 2 : missing;
    Text out = repeated(Text(spec.fill), left);
    out.append(body);
    out.append(repeated(Text(spec.fill), missing - left));
    return out;
}

Text paddedNumber(bool negative, const std::string& prefix, std::string digits, const Spec& spec, Origin origin) {
    std::string sign = negative ? "-" : spec.sign == '+' ? "+" : spec.sign == ' ' ? " " : "";
    const size_t every = spec.type == 'b' || spec.type == 'o' || (spec.type | 32) == 'x' ? 4 : 3;
    if (spec.grouping) digits = grouped(digits, spec.grouping, every);
    const bool zeros = (spec.zero && !spec.align) || spec.align == '=';
    if (!zeros) return padded(Text(sign + prefix + digits, origin), spec, '>');
    const int64_t missing = spec.width - static_cast<int64_t>(sign.size() + prefix.size() + digits.size());
    const std::string fill = spec.zero && spec.fill == " " ? "0" : spec.fill;
    if (spec.grouping && fill == "0" && missing > 0) throw PythonError("grouping with zero padding is not supported");
    Text out(sign + prefix, origin);
    out.append(repeated(Text(fill), missing));
    out.append(digits, origin);
    return out;
}

Text formattedFloat(double value, const Spec& spec, Origin origin) {
    return paddedNumber(std::signbit(value) && !std::isnan(value), "", floatDigits(std::abs(value), spec), spec, origin);
}

Text formattedInteger(const Value& value, const Spec& spec) {
    const Origin origin = value.origin();
    if (value.is(Kind::BigInt)) {
        if (spec.type != 0 && spec.type != 'd') throw PythonError("formatting integers beyond 64 bits so is not supported");
        const std::string& digits = value.as<std::string>();
        return paddedNumber(digits[0] == '-', "", digits.substr(digits[0] == '-' ? 1 : 0), spec, origin);
    }
    const int64_t number = value.asInteger();
    if (spec.type == 'c') {
        if (number < 0 || number > 0x10FFFF) throw PythonError("%c arg not in range(0x110000)");
        std::string character;
        appendUtf8(character, static_cast<char32_t>(number));
        return padded(Text(character, origin), spec, '<');
    }
    if (spec.precision >= 0) throw PythonError("Precision not allowed in integer format specifier");
    const uint64_t size = number < 0 ? 0 - static_cast<uint64_t>(number) : static_cast<uint64_t>(number);
    const std::string prefix = spec.alternate && spec.type && spec.type != 'd' && spec.type != 'n' ? std::string("0") + spec.type : "";
    return paddedNumber(number < 0, prefix, integerDigits(size, spec.type), spec, origin);
}

Text formattedString(const Text& text, const Spec& spec) {
    if (spec.align == '=' || spec.sign != '-' || spec.alternate || spec.grouping) throw PythonError("this format specifier is not allowed for strings");
    Spec plain = spec;
    if (spec.zero && !spec.align) plain.fill = "0";
    const Text cut = spec.precision < 0 ? text : text.slice(0, byteOffset(text.bytes(), static_cast<size_t>(spec.precision)));
    return padded(cut, plain, '<');
}

class SpecReader {
public:
    explicit SpecReader(const std::string& text) : text_(text) {}

    Spec read() {
        Spec spec;
        const size_t first = text_.empty() ? 0 : nextCharacter(text_, 0);
        if (first < text_.size() && isAlign(text_[first])) {
            spec.fill = text_.substr(0, first);
            spec.align = text_[first];
            at_ = first + 1;
        } else if (!text_.empty() && isAlign(text_[0])) {
            spec.align = text_[at_++];
        }
        if (at_ < text_.size() && std::string_view("+- ").find(text_[at_]) != std::string_view::npos) spec.sign = text_[at_++];
        if (skip('#')) spec.alternate = true;
        if (skip('0')) spec.zero = true;
        spec.width = std::max<int64_t>(0, number());
        if (skip(',')) spec.grouping = ',';
        else if (skip('_')) spec.grouping = '_';
        if (skip('.') && (spec.precision = number()) < 0) throw PythonError("Format specifier missing precision");
        if (at_ < text_.size()) spec.type = text_[at_++];
        if (at_ < text_.size()) throw PythonError("Invalid format specifier");
        return spec;
    }

private:
    static bool isAlign(char c) { return c == '<' || c == '>' || c == '=' || c == '^'; }
    bool skip(char c) { return at_ < text_.size() && text_[at_] == c && ++at_; }

    int64_t number() {
        int64_t value = -1;
        for (; at_ < text_.size() && text_[at_] >= '0' && text_[at_] <= '9'; ++at_) {
            value = std::max<int64_t>(value, 0) * 10 + (text_[at_] - '0');
            if (value > int64_t{1} << 31) throw PythonError("Too many decimal digits in format string");
        }
        return value;
    }

    const std::string& text_;
    size_t at_ = 0;
};

}  // namespace

Text formattedBySpec(const Value& value, const std::string& specText) {
    if (specText.empty()) return stringOf(value);
    const Spec spec = SpecReader(specText).read();
    if (value.isString()) {
        if (spec.type != 0 && spec.type != 's') failCode(spec.type, value);
        return formattedString(value.text(), spec);
    }
    const bool floatType = spec.type && std::string_view("eEfFgG%").find(spec.type) != std::string_view::npos;
    if (value.is(Kind::Float) || (value.isInteger() && floatType)) {
        if (spec.type && !floatType && spec.type != 'n') failCode(spec.type, value);
        return formattedFloat(value.asFloat(), spec, value.origin());
    }
    if (!value.isNumber()) throw PythonError(std::string("unsupported format string passed to ") + typeName(value) + ".__format__");
    if (spec.type && std::string_view("bcdoxXn").find(spec.type) == std::string_view::npos) failCode(spec.type, value);
    return formattedInteger(value, spec);
}

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
