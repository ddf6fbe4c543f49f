// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <charconv>
#include <cmath>
#include <cstdio>
#include <cstdlib>

#include "core/base/unicode.h"
#include "core/text/jinja_functions.h"

namespace luthier::jinja {
namespace {

/// Without white space around and underscores between digits; empty when they stand wrongly.
std::string plainDigits(std::string_view text) {
    std::string clean = stripped(Text(std::string(text)), nullptr, true, true).takeBytes();
    std::string out;
    for (size_t i = 0; i < clean.size(); ++i) {
        if (clean[i] != '_') out += clean[i];
        else if (i == 0 || i + 1 == clean.size() || !std::isxdigit(static_cast<unsigned char>(clean[i - 1])) || !std::isxdigit(static_cast<unsigned char>(clean[i + 1]))) return {};
    }
    return out;
}

}  // namespace

std::optional<Value> parsedInteger(std::string_view text, int base) {
    std::string digits = plainDigits(text);
    bool negative = false;
    if (!digits.empty() && (digits[0] == '+' || digits[0] == '-')) {
        negative = digits[0] == '-';
        digits.erase(0, 1);
    }
    if (digits.size() > 2 && digits[0] == '0') {
        const char kind = static_cast<char>(digits[1] | 32);
        const int named = kind == 'x' ? 16 : kind == 'o' ? 8 : kind == 'b' ? 2 : 0;
        if (named && (base == named || base == 0)) {
            digits.erase(0, 2);
            base = named;
        }
    }
    if (base == 0) {
        if (digits.size() > 1 && digits[0] == '0' && digits.find_first_not_of('0') != digits.npos) return {};
        base = 10;
    }
    if (digits.empty() || base < 2 || base > 36) return {};
    uint64_t value = 0;
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value, base);
    if (end != digits.data() + digits.size() || digits[0] == '-' || digits[0] == '+') return {};
    if (error == std::errc{} && value <= static_cast<uint64_t>(INT64_MAX)) return Value::integer(negative ? -static_cast<int64_t>(value) : static_cast<int64_t>(value));
    if (base != 10) throw PythonError("integers beyond 64 bits are only read in decimal");
    digits.erase(0, std::min(digits.find_first_not_of('0'), digits.size() - 1));
    return Value::bigInteger((negative ? "-" : "") + digits);
}

std::optional<double> parsedFloat(std::string_view text) {
    std::string digits = plainDigits(text);
    std::string bare = digits.substr(!digits.empty() && (digits[0] == '+' || digits[0] == '-') ? 1 : 0);
    std::transform(bare.begin(), bare.end(), bare.begin(), [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
    const bool word = bare == "inf" || bare == "infinity" || bare == "nan";
    if (bare.empty() || (!word && bare.find_first_not_of("0123456789.e+-") != bare.npos)) return {};
    char* end = nullptr;
    const double value = std::strtod(digits.c_str(), &end);
    if (end != digits.c_str() + digits.size()) return {};
    return value;
}

namespace {

std::optional<Value> integerOf(double value) {
    if (!std::isfinite(value)) return {};
    if (std::abs(value) < 9.2e18) return Value::integer(static_cast<int64_t>(value));
    char digits[400];
    std::snprintf(digits, sizeof digits, "%.0f", std::trunc(value));
    return Value::bigInteger(digits);
}

std::optional<double> floatOf(const Value& value) {
    requireDefined(value);
    if (value.is(Kind::BigInt)) return std::strtod(value.as<std::string>().c_str(), nullptr);
    if (value.isNumber()) return value.asFloat();
    if (value.isString()) return parsedFloat(value.bytes());
    return {};
}

Value toInteger(Interpreter&, const Value& value, Bound& arguments) {
    const Value fallback = arguments.has(0) ? arguments[0] : Value::integer(0);
    const auto base = static_cast<int>(arguments.integer(1, 10));
    if (value.isString())
        if (const auto number = parsedInteger(value.bytes(), base)) return *number;
    if (value.is(Kind::Bool)) return Value::integer(value.asInteger());
    if (value.is(Kind::Int) || value.is(Kind::BigInt)) return value;
    const auto number = floatOf(value);
    if (!number) return fallback;
    // int(inf) raises an OverflowError that the filter does not expect in its first try, only in its second.
    if (value.is(Kind::Float) && std::isinf(*number)) throw PythonError("cannot convert float infinity to integer");
    return integerOf(*number).value_or(fallback);
}

Value toFloat(Interpreter&, const Value& value, Bound& arguments) {
    if (const auto number = floatOf(value)) return Value::floating(*number);
    return arguments.has(0) ? arguments[0] : Value::floating(0.0);
}

Value absolute(Interpreter&, const Value& value, Bound&) {
    requireDefined(value);
    if (value.is(Kind::Float)) return Value::floating(std::abs(value.asFloat()));
    if (value.is(Kind::BigInt)) return value.as<std::string>()[0] == '-' ? negated(value) : value;
    if (!value.isInteger()) throw PythonError(std::string("bad operand type for abs(): '") + typeName(value) + "'");
    return value.asInteger() < 0 ? negated(value) : positive(value);
}

/// Python's round(): the decimal nearest to the exact value, halves to even.
double roundedTo(double value, int64_t places) {
    if (!std::isfinite(value) || places > 300) return value;
    if (places < -310) return std::copysign(0.0, value);
    if (places >= 0) {
        char digits[1000];
        std::snprintf(digits, sizeof digits, "%.*f", static_cast<int>(places), value);
        return std::strtod(digits, nullptr);
    }
    // A long double holds the scaled value of any double closely enough to see which side of the half it lies on.
    const long double scale = std::pow(10.0L, static_cast<long double>(-places));
    return static_cast<double>(std::nearbyint(static_cast<long double>(value) / scale) * scale);
}

Value roundedInteger(int64_t value, int64_t places) {
    if (places >= 0) return Value::integer(value);
    if (places < -18) return Value::integer(0);
    int64_t scale = 1;
    for (int64_t i = 0; i < -places; ++i) scale *= 10;
    int64_t rest = value % scale;
    if (rest < 0) rest += scale;
    const int64_t below = value - rest;
    const bool up = rest > scale - rest || (rest == scale - rest && (below / scale) % 2 != 0);
    return Value::integer(up ? below + scale : below);
}

Value round(Interpreter&, const Value& value, Bound& arguments) {
    const std::string method = arguments.has(1) ? stringOf(arguments[1]).bytes() : "common";
    if (method != "common" && method != "ceil" && method != "floor") throw PythonError("method must be common, ceil or floor");
    const int64_t places = arguments.integer(0, 0);
    requireDefined(value);
    if (!value.isNumber() || value.is(Kind::BigInt)) throw PythonError(std::string("type ") + typeName(value) + " doesn't define __round__ method");
    if (method == "common") {
        if (value.isInteger()) return roundedInteger(value.asInteger(), places);
        return Value::floating(roundedTo(value.asFloat(), places));
    }
    const Value scale = operate(Operation::Pow, Value::integer(10), Value::integer(places));
    const double scaled = operate(Operation::Mul, value, scale).asFloat();
    const auto whole = integerOf(method == "ceil" ? std::ceil(scaled) : std::floor(scaled));
    if (!whole) throw PythonError("cannot convert float to integer");
    return operate(Operation::Div, *whole, scale);
}

Value filesizeformat(Interpreter&, const Value& value, Bound& arguments) {
    const auto number = floatOf(value);
    if (!number) throw PythonError("could not convert to float: " + representation(value).bytes());
    const bool binary = arguments.truth(0, false);
    const double bytes = *number, base = binary ? 1024 : 1000;
    if (bytes == 1) return Value::string(std::string("1 Byte"));
    if (bytes < base) return Value::string(std::to_string(static_cast<int64_t>(bytes)) + " Bytes");
    static constexpr const char* prefixes[] = {"k", "M", "G", "T", "P", "E", "Z", "Y"};
    double unit = base;
    const char* prefix = prefixes[0];
    for (const char* candidate : prefixes) {
        prefix = candidate;
        unit *= base;
        if (bytes < unit) break;
    }
    char text[400];
    std::snprintf(text, sizeof text, "%.1f %s%s", base * bytes / unit, binary && prefix[0] == 'k' ? "K" : prefix, binary ? "iB" : "B");
    return Value::string(std::string(text));
}

Value sortedRepresentation(const Value& value) {
    if (value.is(Kind::Dict)) {
        auto members = value.as<Dict>().members;
        std::stable_sort(members.begin(), members.end(), [](const auto& a, const auto& b) { return ordered(a.first, b.first) == -1; });
        auto dict = std::make_shared<Dict>();
        for (auto& [key, item] : members) dict->members.emplace_back(key, sortedRepresentation(item));
        return Value::dict(std::move(dict)).setOrigin(value.origin());
    }
    if (!value.isSequence()) return value;
    Values items;
    for (const Value& item : value.items()) items.push_back(sortedRepresentation(item));
    return (value.is(Kind::List) ? Value::list(std::move(items)) : Value::tuple(std::move(items))).setOrigin(value.origin());
}

Value pprint(Interpreter&, const Value& value, Bound&) {
    // The order of members changes no length, and what fits one line is soon sorted.
    if (characterCount(representation(value).bytes()) > 80) throw PythonError("the filter 'pprint' is only supported for what fits one line");
    return Value::string(representation(sortedRepresentation(value)));
}

}  // namespace

const std::vector<Filter>& numberFilters() {
    static const std::vector<Filter> table = {
        {"abs", absolute, Signature("")},
        {"filesizeformat", filesizeformat, Signature("binary=")},
        {"float", toFloat, Signature("default=")},
        {"int", toInteger, Signature("default= base=")},
        {"pprint", pprint, Signature("")},
        {"round", round, Signature("precision= method=")},
    };
    return table;
}

}  // namespace luthier::jinja
