// SPDX-License-Identifier: Apache-2.0
#include "core/text/jinja_format_spec.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <cstdio>

#include "core/base/unicode.h"

namespace luthier::jinja {
namespace {

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

Text padded(const Text& body, const Spec& spec, char defaultAlign) {
    const int64_t missing = std::max<int64_t>(0, spec.width - static_cast<int64_t>(characterCount(body.bytes())));
    const char align = spec.align ? spec.align : defaultAlign;
    const int64_t left = align == '<' ? 0 : align == '^' ? missing / 2 : missing;
    Text out = repeated(Text(spec.fill), left);
    out.append(body);
    out.append(repeated(Text(spec.fill), missing - left));
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

}  // namespace luthier::jinja
