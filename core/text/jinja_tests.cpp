// SPDX-License-Identifier: Apache-2.0
#include <cmath>
#include <unordered_map>

#include "core/text/jinja_eval.h"

namespace luthier::jinja {
namespace {

bool isKind(const Value& value, std::initializer_list<Kind> kinds) {
    for (const Kind kind : kinds)
        if (value.is(kind)) return true;
    return false;
}

template <Kind K>
bool is(Interpreter&, const Value& value, Bound&) {
    return value.is(K);
}

template <Comparison C>
bool compare(Interpreter& interpreter, const Value& value, Bound& arguments) {
    return compares(interpreter, C, value, arguments[0]);
}

/// value % number == rest
bool leaves(const Value& value, const Value& number, int64_t rest) {
    requireDefined(value);
    if (value.is(Kind::BigInt) && number.is(Kind::Int) && (number.asInteger() == 2 || number.asInteger() == 5 || number.asInteger() == 10)) {
        const int64_t digit = value.as<std::string>().back() - '0';
        return digit % number.asInteger() == rest;
    }
    return equal(operate(Operation::Mod, value, number), Value::integer(rest));
}

bool odd(Interpreter&, const Value& value, Bound&) { return leaves(value, Value::integer(2), 1); }
bool even(Interpreter&, const Value& value, Bound&) { return leaves(value, Value::integer(2), 0); }
bool divisibleby(Interpreter&, const Value& value, Bound& arguments) { return leaves(value, arguments[0], 0); }
bool defined(Interpreter&, const Value& value, Bound&) { return !value.isUndefined(); }
bool isTrueTest(Interpreter&, const Value& value, Bound&) { return value.is(Kind::Bool) && value.asBool(); }
bool isFalseTest(Interpreter&, const Value& value, Bound&) { return value.is(Kind::Bool) && !value.asBool(); }
bool integer(Interpreter&, const Value& value, Bound&) { return isKind(value, {Kind::Int, Kind::BigInt}); }
bool number(Interpreter&, const Value& value, Bound&) { return value.isNumber(); }
bool iterable(Interpreter&, const Value& value, Bound&) { return isIterable(value); }
bool callable(Interpreter&, const Value& value, Bound&) {
    return isKind(value, {Kind::Undefined, Kind::Macro, Kind::Method, Kind::Function, Kind::Loop, Kind::Joiner});
}
bool escapedTest(Interpreter&, const Value& value, Bound&) { return value.isMarkup(); }

/// len() and [] work on it.
bool sequence(Interpreter&, const Value& value, Bound&) {
    return isKind(value, {Kind::Undefined, Kind::String, Kind::List, Kind::Tuple, Kind::Dict, Kind::Range});
}

bool filterTest(Interpreter&, const Value& value, Bound&) {
    if (!isHashable(value)) throw PythonError(std::string("unhashable type: '") + typeName(value) + "'");
    return value.isString() && findFilter(value.bytes());
}

bool testTest(Interpreter&, const Value& value, Bound&) {
    if (!isHashable(value)) throw PythonError(std::string("unhashable type: '") + typeName(value) + "'");
    return value.isString() && findTest(value.bytes());
}

template <bool Upper>
bool cased(Interpreter& interpreter, const Value& value, Bound& arguments) {
    const Method* method = findMethod(Kind::String, Upper ? "isupper" : "islower");
    return method->run(interpreter, Value::string(stringOf(value)), arguments).asBool();
}

/// Python's `is`: the same object. Small numbers, short literals and the like are one object there.
bool sameas(Interpreter&, const Value& value, Bound& arguments) {
    const Value& other = arguments[0];
    if (value.kind() != other.kind()) return false;
    switch (value.kind()) {
    case Kind::None: return true;
    case Kind::Bool:
    case Kind::Int: return value.asInteger() == other.asInteger();
    case Kind::Float: return value.asFloat() == other.asFloat();
    case Kind::String: return value.bytes() == other.bytes();
    case Kind::Function: return value.global() == other.global();
    case Kind::Tuple: return value.identity() == other.identity() || (value.items().empty() && other.items().empty());
    default: return value.identity() == other.identity();
    }
}

bool in(Interpreter& interpreter, const Value& value, Bound& arguments) { return contains(interpreter, arguments[0], value); }

const std::vector<Test>& tests() {
    static const Signature none(""), other("/ other"), number1("num");
    static const std::vector<Test> table = {
        {"!=", compare<Comparison::Ne>, other},
        {"<", compare<Comparison::Lt>, other},
        {"<=", compare<Comparison::LtEq>, other},
        {"==", compare<Comparison::Eq>, other},
        {">", compare<Comparison::Gt>, other},
        {">=", compare<Comparison::GtEq>, other},
        {"boolean", is<Kind::Bool>, none},
        {"callable", callable, none},
        {"defined", defined, none},
        {"divisibleby", divisibleby, number1},
        {"eq", compare<Comparison::Eq>, other},
        {"equalto", compare<Comparison::Eq>, other},
        {"escaped", escapedTest, none},
        {"even", even, none},
        {"false", isFalseTest, none},
        {"filter", filterTest, none},
        {"float", is<Kind::Float>, none},
        {"ge", compare<Comparison::GtEq>, other},
        {"greaterthan", compare<Comparison::Gt>, other},
        {"gt", compare<Comparison::Gt>, other},
        {"in", in, Signature("seq")},
        {"integer", integer, none},
        {"iterable", iterable, none},
        {"le", compare<Comparison::LtEq>, other},
        {"lessthan", compare<Comparison::Lt>, other},
        {"lower", cased<false>, none},
        {"lt", compare<Comparison::Lt>, other},
        {"mapping", is<Kind::Dict>, none},
        {"ne", compare<Comparison::Ne>, other},
        {"none", is<Kind::None>, none},
        {"number", number, none},
        {"odd", odd, none},
        {"sameas", sameas, Signature("other")},
        {"sequence", sequence, none},
        {"string", is<Kind::String>, none},
        {"test", testTest, none},
        {"true", isTrueTest, none},
        {"undefined", is<Kind::Undefined>, none},
        {"upper", cased<true>, none},
    };
    return table;
}

}  // namespace

const Test* findTest(std::string_view name) {
    static const auto table = [] {
        std::unordered_map<std::string_view, const Test*> all;
        for (const Test& test : tests()) all.emplace(test.name, &test);
        return all;
    }();
    const auto found = table.find(name);
    return found == table.end() ? nullptr : found->second;
}

}  // namespace luthier::jinja
