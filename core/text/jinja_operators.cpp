// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>

#include "core/text/jinja_functions.h"
#include "core/text/text_search.h"

namespace luthier::jinja {
namespace {

constexpr const char* kSigns[] = {"+", "-", "*", "/", "//", "%", "**"};

[[noreturn]] void failTypes(Operation operation, const Value& a, const Value& b) {
    requireDefined(a);
    requireDefined(b);
    throw PythonError(std::string("unsupported operand type(s) for ") + kSigns[static_cast<int>(operation)] + ": '" + typeName(a) + "' and '" +
                      typeName(b) + "'");
}

[[noreturn]] void failBig() { throw PythonError("arithmetic with integers beyond 64 bits is not supported"); }

int64_t sum(int64_t a, int64_t b) {
    int64_t result = 0;
    if (__builtin_add_overflow(a, b, &result)) failBig();
    return result;
}

int64_t difference(int64_t a, int64_t b) {
    int64_t result = 0;
    if (__builtin_sub_overflow(a, b, &result)) failBig();
    return result;
}

int64_t product(int64_t a, int64_t b) {
    int64_t result = 0;
    if (__builtin_mul_overflow(a, b, &result)) failBig();
    return result;
}

int64_t floorDivided(int64_t a, int64_t b) {
    if (a == INT64_MIN && b == -1) failBig();
    const int64_t quotient = a / b;
    return quotient - (a % b != 0 && (a < 0) != (b < 0) ? 1 : 0);
}

/// Python's float remainder: the sign of the divisor.
double floorRemainder(double a, double b) {
    double rest = std::fmod(a, b);
    if (rest != 0) return (b < 0) != (rest < 0) ? rest + b : rest;
    return std::copysign(0.0, b);
}

double floorQuotient(double a, double b) {
    const double rest = floorRemainder(a, b);
    const double quotient = (a - rest) / b;
    if (quotient == 0) return std::copysign(0.0, a / b);
    const double floor = std::floor(quotient);
    return quotient - floor > 0.5 ? floor + 1.0 : floor;
}

Value integerPower(int64_t base, int64_t exponent) {
    if (exponent < 0) {
        if (base == 0) throw PythonError("0.0 cannot be raised to a negative power");
        return Value::floating(std::pow(static_cast<double>(base), static_cast<double>(exponent)));
    }
    int64_t result = 1;
    while (exponent > 0) {
        if (exponent & 1) result = product(result, base);
        exponent >>= 1;
        if (exponent > 0) base = product(base, base);
    }
    return Value::integer(result);
}

Value operateIntegers(Operation operation, int64_t a, int64_t b) {
    switch (operation) {
    case Operation::Add: return Value::integer(sum(a, b));
    case Operation::Sub: return Value::integer(difference(a, b));
    case Operation::Mul: return Value::integer(product(a, b));
    case Operation::Pow: return integerPower(a, b);
    default: break;
    }
    if (b == 0) throw PythonError(operation == Operation::Div ? "division by zero" : "integer division or modulo by zero");
    if (operation == Operation::Div) {
        // Through long double the quotient of any two 64-bit integers is rounded nearly always once, as Python does.
        return Value::floating(static_cast<double>(static_cast<long double>(a) / static_cast<long double>(b)));
    }
    const int64_t quotient = floorDivided(a, b);
    return Value::integer(operation == Operation::FloorDiv ? quotient : a - quotient * b);
}

Value operateFloats(Operation operation, double a, double b) {
    switch (operation) {
    case Operation::Add: return Value::floating(a + b);
    case Operation::Sub: return Value::floating(a - b);
    case Operation::Mul: return Value::floating(a * b);
    case Operation::Pow:
        if (a == 0 && b < 0) throw PythonError("0.0 cannot be raised to a negative power");
        if (a < 0 && std::isfinite(a) && std::isfinite(b) && b != std::floor(b)) throw PythonError("complex numbers are not supported");
        if (const double power = std::pow(a, b); !std::isinf(power) || std::isinf(a) || std::isinf(b)) return Value::floating(power);
        throw PythonError("Numerical result out of range");
    default: break;
    }
    if (b == 0) throw PythonError(operation == Operation::Div ? "float division by zero" : "float floor division by zero");
    if (operation == Operation::Div) return Value::floating(a / b);
    return Value::floating(operation == Operation::Mod ? floorRemainder(a, b) : floorQuotient(a, b));
}

Value repeatedItems(const Value& sequence, int64_t count) {
    const Values& items = sequence.items();
    count = std::max<int64_t>(count, 0);
    charge(items.size() * std::min<uint64_t>(static_cast<uint64_t>(count), uint64_t{1} << 40));
    Values all;
    for (int64_t i = 0; i < count; ++i) all.insert(all.end(), items.begin(), items.end());
    return (sequence.is(Kind::List) ? Value::list(std::move(all)) : Value::tuple(std::move(all))).setOrigin(sequence.origin());
}

Value multiplied(const Value& a, const Value& b) {
    const bool left = a.isString() || a.isSequence();
    const Value &sequence = left ? a : b, &count = left ? b : a;
    if (!count.isInteger()) failTypes(Operation::Mul, a, b);
    if (sequence.isString()) return likeString(sequence, repeated(sequence.text(), count.asInteger()));
    return repeatedItems(sequence, count.asInteger());
}

Value addedStrings(const Value& a, const Value& b) {
    const bool markup = a.isMarkup() || b.isMarkup();
    Text text = markup ? escaped(a) : a.text();
    chargeText(text.size() + b.text().size());
    text.append(markup ? escaped(b) : b.text());
    return Value::string(std::move(text), markup);
}

Value addedLists(const Value& a, const Value& b) {
    Values items = a.items();
    charge(items.size() + b.items().size());
    items.insert(items.end(), b.items().begin(), b.items().end());
    return a.is(Kind::List) ? Value::list(std::move(items)) : Value::tuple(std::move(items));
}

}  // namespace

Value operate(Operation operation, const Value& a, const Value& b) {
    if (a.isInteger() && b.isInteger()) return operateIntegers(operation, a.asInteger(), b.asInteger());
    if (a.is(Kind::BigInt) || b.is(Kind::BigInt)) {
        if (a.isNumber() && b.isNumber()) failBig();
        failTypes(operation, a, b);
    }
    if (a.isNumber() && b.isNumber()) return operateFloats(operation, a.asFloat(), b.asFloat());
    if (operation == Operation::Mod && a.isString()) return likeString(a, formattedPercent(a, b));
    if (operation == Operation::Mul && (a.isString() || a.isSequence() || b.isString() || b.isSequence())) return multiplied(a, b);
    if (operation == Operation::Add && a.isString() && b.isString()) return addedStrings(a, b);
    if (operation == Operation::Add && a.isSequence() && a.kind() == b.kind()) return addedLists(a, b);
    failTypes(operation, a, b);
}

Value negated(const Value& value) {
    requireDefined(value);
    if (value.is(Kind::Float)) return Value::floating(-value.asFloat());
    if (value.isInteger()) return operateIntegers(Operation::Sub, 0, value.asInteger());
    if (value.is(Kind::BigInt)) {
        const std::string& digits = value.as<std::string>();
        return Value::bigInteger(digits[0] == '-' ? digits.substr(1) : "-" + digits);
    }
    throw PythonError(std::string("bad operand type for unary -: '") + typeName(value) + "'");
}

Value positive(const Value& value) {
    requireDefined(value);
    if (value.is(Kind::Bool)) return Value::integer(value.asInteger());
    if (value.isNumber()) return value;
    throw PythonError(std::string("bad operand type for unary +: '") + typeName(value) + "'");
}

namespace {

int orderedBig(const Value& a, const Value& b) {
    auto digits = [](const Value& value) { return value.is(Kind::BigInt) ? value.as<std::string>() : std::to_string(value.asInteger()); };
    const std::string left = digits(a), right = digits(b);
    const bool leftNegative = left[0] == '-', rightNegative = right[0] == '-';
    if (leftNegative != rightNegative) return leftNegative ? -1 : 1;
    int order = left.size() != right.size() ? (left.size() < right.size() ? -1 : 1) : (left < right ? -1 : left > right ? 1 : 0);
    return leftNegative ? -order : order;
}

/// 2 when one is not a number.
int orderedNumbers(const Value& a, const Value& b) {
    if ((a.is(Kind::BigInt) || b.is(Kind::BigInt)) && !a.is(Kind::Float) && !b.is(Kind::Float)) return orderedBig(a, b);
    if (a.isInteger() && b.isInteger()) return a.asInteger() < b.asInteger() ? -1 : a.asInteger() > b.asInteger() ? 1 : 0;
    auto number = [](const Value& value) {
        return value.is(Kind::BigInt) ? std::strtold(value.as<std::string>().c_str(), nullptr)
                                      : value.is(Kind::Float) ? static_cast<long double>(value.asFloat()) : static_cast<long double>(value.asInteger());
    };
    const long double left = number(a), right = number(b);
    if (std::isnan(left) || std::isnan(right)) return 2;
    return left < right ? -1 : left > right ? 1 : 0;
}

}  // namespace

int ordered(const Value& a, const Value& b, const char* sign) {
    charge(1);
    if (a.isNumber() && b.isNumber()) return orderedNumbers(a, b);
    // UTF-8 keeps the order of code points.
    if (a.isString() && b.isString()) return a.bytes().compare(b.bytes()) < 0 ? -1 : a.bytes() == b.bytes() ? 0 : 1;
    if (a.isSequence() && a.kind() == b.kind()) {
        const Values &left = a.items(), &right = b.items();
        for (size_t i = 0; i < std::min(left.size(), right.size()); ++i)
            if (!equal(left[i], right[i])) return ordered(left[i], right[i], sign);
        return left.size() < right.size() ? -1 : left.size() > right.size() ? 1 : 0;
    }
    requireDefined(a);
    requireDefined(b);
    throw PythonError(std::string("'") + sign + "' not supported between instances of '" + typeName(a) + "' and '" + typeName(b) + "'");
}

bool contains(Interpreter& interpreter, const Value& container, const Value& item) {
    switch (container.kind()) {
    case Kind::String:
        if (!item.isString()) throw PythonError(std::string("'in <string>' requires string as left operand, not ") + typeName(item));
        charge(container.bytes().size() / 64);
        return findText(container.bytes(), item.bytes()) != std::string_view::npos;
    case Kind::Dict:
        if (!isHashable(item)) throw PythonError(std::string("unhashable type: '") + typeName(item) + "'");
        charge(container.as<Dict>().members.size() / 8);
        return container.as<Dict>().find(item) != nullptr;
    default: break;
    }
    if (!isIterable(container)) throw PythonError(std::string("argument of type '") + typeName(container) + "' is not iterable");
    Cursor cursor(container);
    for (Value other; cursor.next(interpreter, other);) {
        charge(1);
        if (equal(other, item)) return true;
    }
    return false;
}

bool compares(Interpreter& interpreter, Comparison comparison, const Value& a, const Value& b) {
    switch (comparison) {
    case Comparison::Eq: return equal(a, b);
    case Comparison::Ne: return !equal(a, b);
    case Comparison::In: return contains(interpreter, b, a);
    case Comparison::NotIn: return !contains(interpreter, b, a);
    case Comparison::Lt: return ordered(a, b, "<") == -1;
    case Comparison::LtEq: {
        const int order = ordered(a, b, "<=");
        return order == -1 || order == 0;
    }
    case Comparison::Gt: return ordered(a, b, ">") == 1;
    case Comparison::GtEq: {
        const int order = ordered(a, b, ">=");
        return order == 1 || order == 0;
    }
    }
    return false;
}

void failUndefined(const Value& undefined) { throw PythonError(undefined.as<UndefinedOf>().message()); }

void requireDefined(const Value& value) {
    if (value.isUndefined()) failUndefined(value);
}

Values listOf(Interpreter& interpreter, const Value& value) {
    if (value.isSequence()) {
        charge(value.items().size() / 4);
        return value.items();
    }
    Cursor cursor = cursorOver(value);
    Values items;
    for (Value item; cursor.next(interpreter, item);) {
        charge(1);
        items.push_back(std::move(item));
    }
    return items;
}

Cursor cursorOver(const Value& value) {
    if (!isIterable(value) || value.is(Kind::Loop)) throw PythonError(std::string("'") + typeName(value) + "' object is not iterable");
    return Cursor(value);
}

}  // namespace luthier::jinja
