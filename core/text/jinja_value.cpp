// SPDX-License-Identifier: Apache-2.0
#include "core/text/jinja_value.h"

#include <cmath>
#include <cstdlib>

#include "core/text/jinja_limits.h"

namespace luthier::jinja {

std::string UndefinedOf::message() const {
    if (!hint.empty()) return hint;
    if (type.empty()) return pythonQuoted(name) + " is undefined";
    if (element) return type + " has no element " + name;
    return pythonQuoted(type) + " has no attribute " + pythonQuoted(name);
}

Value Value::undefined(UndefinedOf why) { return object(Kind::Undefined, std::make_shared<UndefinedOf>(std::move(why))); }
Value Value::undefined(std::string name) { return undefined(UndefinedOf{.hint = {}, .type = {}, .name = std::move(name)}); }
Value Value::undefinedBecause(std::string hint) { return undefined(UndefinedOf{.hint = std::move(hint), .type = {}, .name = {}}); }

Value Value::boolean(bool value) {
    Value result(Kind::Bool);
    result.integer_ = value ? 1 : 0;
    return result;
}

Value Value::integer(int64_t value) {
    Value result(Kind::Int);
    result.integer_ = value;
    return result;
}

Value Value::floating(double value) {
    Value result(Kind::Float);
    result.float_ = value;
    return result;
}

Value Value::bigInteger(std::string digits) { return object(Kind::BigInt, std::make_shared<std::string>(std::move(digits))); }

Value Value::string(Text text, bool markup) {
    return object(Kind::String, std::make_shared<StringOf>(StringOf{std::move(text), markup}));
}

Value Value::list(Values items) {
    Value result(Kind::List);
    result.deepen(items);
    result.object_ = std::make_shared<Sequence>(Sequence{std::move(items)});
    return result;
}

Value Value::tuple(Values items) {
    Value result = list(std::move(items));
    result.kind_ = Kind::Tuple;
    return result;
}

Value Value::dict(std::shared_ptr<Dict> dict) {
    Value result(Kind::Dict);
    for (const auto& [key, value] : dict->members) result.deepen(key).deepen(value);
    result.object_ = std::move(dict);
    return result;
}

Value& Value::deepen(const Value& inner) {
    if (inner.depth_ >= depth_) depth_ = inner.depth_ + 1;
    if (depth_ > kMaxDataDepth) throw PythonError("values nest deeper than " + std::to_string(kMaxDataDepth) + " levels");
    return *this;
}

Value& Value::deepen(const Values& inner) {
    for (const Value& value : inner) deepen(value);
    return *this;
}

Value Value::function(const Global* function) {
    Value result(Kind::Function);
    result.global_ = function;
    return result;
}

const Values& Value::items() const { return as<Sequence>().items; }

Value Value::fromJson(const Json& json, Origin origin) {
    Value result = none();
    if (json.isBool()) result = boolean(json.asBool());
    else if (json.isInteger()) result = integer(json.asInteger());
    else if (json.isBigInteger()) result = bigInteger(json.asBigInteger().digits);
    else if (json.isFloat()) result = floating(json.asNumber());
    else if (json.isString()) return string(Text(json.asString(), origin));
    else if (json.isArray()) {
        Values items;
        items.reserve(json.asArray().size());
        for (const Json& item : json.asArray()) items.push_back(fromJson(item, origin));
        result = list(std::move(items));
    } else if (json.isObject()) {
        auto dict = std::make_shared<Dict>();
        dict->members.reserve(json.asObject().size());
        for (const auto& [key, item] : json.asObject())
            dict->members.emplace_back(string(Text(key, origin)), fromJson(item, origin));
        result = Value::dict(std::move(dict));
    }
    return result.setOrigin(origin);
}

const Value* Dict::find(std::string_view key) const {
    charge(members.size() / 16);
    for (const auto& [name, value] : members)
        if (name.isString() && name.bytes() == key) return &value;
    return nullptr;
}

const Value* Dict::find(const Value& key) const {
    if (key.isString()) return find(key.bytes());
    charge(members.size() / 16);
    for (const auto& [name, value] : members)
        if (equal(name, key)) return &value;
    return nullptr;
}

void Dict::set(Value key, Value value) {
    if (const Value* old = find(key)) {
        *const_cast<Value*>(old) = std::move(value);
    } else {
        members.emplace_back(std::move(key), std::move(value));
    }
}

int64_t RangeOf::size() const {
    if (step > 0) return start < stop ? static_cast<int64_t>((static_cast<uint64_t>(stop) - static_cast<uint64_t>(start) - 1) / static_cast<uint64_t>(step)) + 1 : 0;
    return start > stop ? static_cast<int64_t>((static_cast<uint64_t>(start) - static_cast<uint64_t>(stop) - 1) / (0 - static_cast<uint64_t>(step))) + 1 : 0;
}

Value viewItem(const ViewOf& view, size_t index) {
    const auto& [key, value] = view.dict->members[index];
    if (view.part == ViewPart::Keys) return key;
    if (view.part == ViewPart::Values) return value;
    return Value::tuple({key, value});
}

bool Cursor::next(Interpreter& interpreter, Value& value) {
    const size_t at = static_cast<size_t>(at_);
    switch (over_.kind()) {
    case Kind::List:
    case Kind::Tuple:
        if (at >= over_.items().size()) return false;
        value = over_.items()[at];
        break;
    case Kind::Dict:
        if (at >= over_.as<Dict>().members.size()) return false;
        value = over_.as<Dict>().members[at].first;
        break;
    case Kind::View:
        if (at >= over_.as<ViewOf>().dict->members.size()) return false;
        value = viewItem(over_.as<ViewOf>(), at);
        break;
    case Kind::Range:
        if (at_ >= over_.as<RangeOf>().size()) return false;
        value = Value::integer(over_.as<RangeOf>()[at_]);
        break;
    case Kind::String: {
        const Text& text = over_.text();
        if (at >= text.size()) return false;
        const size_t end = nextCharacter(text.bytes(), at);
        value = Value::string(text.slice(at, end));
        at_ = static_cast<int64_t>(end);
        return true;
    }
    case Kind::Iterator: return over_.as<IteratorOf>().next(interpreter, value);
    default: return false;
    }
    ++at_;
    return true;
}

const char* typeName(const Value& value) {
    switch (value.kind()) {
    case Kind::Missing:
    case Kind::Undefined: return "Undefined";
    case Kind::None: return "NoneType";
    case Kind::Bool: return "bool";
    case Kind::Int:
    case Kind::BigInt: return "int";
    case Kind::Float: return "float";
    case Kind::String: return value.isMarkup() ? "Markup" : "str";
    case Kind::List: return "list";
    case Kind::Tuple: return "tuple";
    case Kind::Dict: return "dict";
    case Kind::Namespace: return "TemplateNamespace";
    case Kind::Range: return "range";
    case Kind::View: {
        static constexpr const char* names[] = {"dict_keys", "dict_values", "dict_items"};
        return names[static_cast<int>(value.as<ViewOf>().part)];
    }
    case Kind::Iterator: return value.as<IteratorOf>().typeName();
    case Kind::Macro: return "Macro";
    case Kind::Method: return "builtin_function_or_method";
    case Kind::Function: return "function";
    case Kind::Loop: return "LoopContext";
    case Kind::Cycler: return "Cycler";
    case Kind::Joiner: return "Joiner";
    }
    return "object";
}

int64_t lengthOf(const Value& value) {
    switch (value.kind()) {
    case Kind::Undefined: return 0;
    case Kind::String: return static_cast<int64_t>(characterCount(value.bytes()));
    case Kind::List:
    case Kind::Tuple: return static_cast<int64_t>(value.items().size());
    case Kind::Dict: return static_cast<int64_t>(value.as<Dict>().members.size());
    case Kind::View: return static_cast<int64_t>(value.as<ViewOf>().dict->members.size());
    case Kind::Range: return value.as<RangeOf>().size();
    default: return -1;
    }
}

bool isTrue(const Value& value) {
    switch (value.kind()) {
    case Kind::Missing:
    case Kind::Undefined:
    case Kind::None: return false;
    case Kind::Bool:
    case Kind::Int: return value.asInteger() != 0;
    case Kind::Float: return value.asFloat() != 0;
    case Kind::String: return !value.text().empty();
    case Kind::List:
    case Kind::Tuple:
    case Kind::Dict:
    case Kind::View:
    case Kind::Range: return lengthOf(value) > 0;
    default: return true;
    }
}

bool isIterable(const Value& value) {
    switch (value.kind()) {
    case Kind::Undefined:
    case Kind::String:
    case Kind::List:
    case Kind::Tuple:
    case Kind::Dict:
    case Kind::View:
    case Kind::Range:
    case Kind::Iterator:
    case Kind::Loop: return true;
    default: return false;
    }
}

bool isHashable(const Value& value) {
    charge(1);
    if (value.is(Kind::Tuple)) {
        for (const Value& item : value.items())
            if (!isHashable(item)) return false;
        return true;
    }
    if (value.is(Kind::View)) return value.as<ViewOf>().part == ViewPart::Values;
    return !value.is(Kind::List) && !value.is(Kind::Dict);
}

namespace {

bool equalNumbers(const Value& a, const Value& b) {
    if (a.is(Kind::BigInt) || b.is(Kind::BigInt)) {
        if (a.is(Kind::BigInt) && b.is(Kind::BigInt)) return a.as<std::string>() == b.as<std::string>();
        const Value& big = a.is(Kind::BigInt) ? a : b;
        const Value& other = a.is(Kind::BigInt) ? b : a;
        return other.is(Kind::Float) && std::strtod(big.as<std::string>().c_str(), nullptr) == other.asFloat();
    }
    if (a.isInteger() && b.isInteger()) return a.asInteger() == b.asInteger();
    // A float equals an integer only when it is that integer exactly, which matters beyond 2^53.
    if (a.is(Kind::Float) && b.is(Kind::Float)) return a.asFloat() == b.asFloat();
    const double number = a.is(Kind::Float) ? a.asFloat() : b.asFloat();
    const int64_t integer = a.is(Kind::Float) ? b.asInteger() : a.asInteger();
    return number == std::floor(number) && std::abs(number) < 9.3e18 && number >= -9223372036854775808.0 &&
           number < 9223372036854775808.0 && static_cast<int64_t>(number) == integer;
}

bool equalDicts(const Dict& a, const Dict& b) {
    if (a.members.size() != b.members.size()) return false;
    for (const auto& [key, value] : a.members) {
        const Value* other = b.find(key);
        if (!other || !equal(value, *other)) return false;
    }
    return true;
}

bool equalViews(const ViewOf& a, const ViewOf& b) {
    if (a.part == ViewPart::Values || b.part == ViewPart::Values) return &a == &b;
    if (a.part != b.part) return a.dict->members.empty() && b.dict->members.empty();
    if (a.part == ViewPart::Items) return equalDicts(*a.dict, *b.dict);
    if (a.dict->members.size() != b.dict->members.size()) return false;
    for (const auto& [key, value] : a.dict->members)
        if (!b.dict->find(key)) return false;
    return true;
}

bool equalRanges(const RangeOf& a, const RangeOf& b) {
    const int64_t size = a.size();
    return size == b.size() && (size == 0 || (a.start == b.start && (size == 1 || a.step == b.step)));
}

}  // namespace

bool equal(const Value& a, const Value& b) {
    charge(1);
    if (a.isNumber() && b.isNumber()) return equalNumbers(a, b);
    if (a.kind() != b.kind()) return false;
    switch (a.kind()) {
    case Kind::Undefined:
    case Kind::None: return true;
    case Kind::String: return a.bytes() == b.bytes();
    case Kind::List:
    case Kind::Tuple: {
        const Values &left = a.items(), &right = b.items();
        if (left.size() != right.size()) return false;
        for (size_t i = 0; i < left.size(); ++i)
            if (!equal(left[i], right[i])) return false;
        return true;
    }
    case Kind::Dict: return equalDicts(a.as<Dict>(), b.as<Dict>());
    case Kind::View: return equalViews(a.as<ViewOf>(), b.as<ViewOf>());
    case Kind::Range: return equalRanges(a.as<RangeOf>(), b.as<RangeOf>());
    case Kind::Function: return a.global() == b.global();
    case Kind::Method: return a.as<MethodOf>().method == b.as<MethodOf>().method && a.as<MethodOf>().self.identity() == b.as<MethodOf>().self.identity();
    default: return a.identity() == b.identity();
    }
}

}  // namespace luthier::jinja
