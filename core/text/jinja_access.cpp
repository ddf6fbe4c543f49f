// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>

#include "core/text/jinja_eval.h"

namespace luthier::jinja {

std::string describedType(const Value& value) {
    if (value.isNone()) return "None";
    if (value.is(Kind::Namespace)) return "namespace object";
    return std::string(typeName(value)) + " object";
}

namespace {

bool isIn(std::string_view name, std::initializer_list<std::string_view> names) { return std::find(names.begin(), names.end(), name) != names.end(); }

/// What the sandbox forbids: private names that the object has, and methods that would change a list or dict.
bool isForbidden(const Value& object, std::string_view name) {
    if (object.is(Kind::Dict)) {
        if (isIn(name, {"clear", "pop", "popitem", "setdefault", "update"})) return true;
    } else if (object.is(Kind::List)) {
        if (isIn(name, {"append", "clear", "pop", "reverse", "insert", "sort", "extend", "remove"})) return true;
    }
    if (!name.starts_with("__") || !name.ends_with("__") || object.is(Kind::Namespace)) return false;
    return isIn(name, {"__class__", "__delattr__", "__dir__", "__doc__", "__eq__", "__format__", "__ge__", "__getattribute__", "__getstate__",
                       "__gt__", "__hash__", "__init__", "__init_subclass__", "__le__", "__lt__", "__ne__", "__new__", "__reduce__",
                       "__reduce_ex__", "__repr__", "__setattr__", "__sizeof__", "__str__", "__subclasshook__"}) ||
           (isIn(name, {"__len__", "__iter__", "__contains__", "__getitem__"}) && lengthOf(object) >= 0);
}

Value unsafe(const Value& object, std::string_view name) {
    UndefinedOf why;
    why.hint = "access to attribute " + pythonQuoted(name) + " of " + pythonQuoted(typeName(object)) + " object is unsafe.";
    why.unsafe = true;
    return Value::undefined(std::move(why));
}

Value missingAttribute(const Value& object, const std::string& name) {
    return Value::undefined(UndefinedOf{.hint = {}, .type = describedType(object), .name = name});
}

Value loopAttribute(LoopOf& loop, std::string_view name) {
    if (name == "index") return Value::integer(loop.index0 + 1);
    if (name == "index0") return Value::integer(loop.index0);
    if (name == "first") return Value::boolean(loop.index0 == 0);
    if (name == "last") return Value::boolean(loop.peek() == nullptr);
    if (name == "length") return Value::integer(loop.size());
    if (name == "revindex") return Value::integer(loop.size() - loop.index0);
    if (name == "revindex0") return Value::integer(loop.size() - loop.index0 - 1);
    if (name == "depth") return Value::integer(loop.depth0 + 1);
    if (name == "depth0") return Value::integer(loop.depth0);
    if (name == "previtem") return loop.index0 == 0 ? Value::undefinedBecause("there is no previous item") : loop.before;
    if (name == "nextitem") {
        const Value* next = loop.peek();
        return next ? *next : Value::undefinedBecause("there is no next item");
    }
    return {};
}

Value macroAttribute(const MacroOf& macro, std::string_view name) {
    const MacroShape& shape = *macro.node->macro;
    if (name == "name") return macro.name.empty() ? Value::none() : Value::string(macro.name);
    if (name == "catch_kwargs") return Value::boolean(shape.named);
    if (name == "catch_varargs") return Value::boolean(shape.positional);
    if (name == "caller") return Value::boolean(shape.caller);
    if (name == "explicit_caller") return Value::boolean(shape.explicitCaller);
    if (name != "arguments") return {};
    Values names;
    for (const NodePtr& parameter : shape.parameters) names.push_back(Value::string(parameter->name));
    return Value::tuple(std::move(names));
}

Value numberAttribute(const Value& number, std::string_view name) {
    if (name == "real") return positive(number);
    if (name == "imag") return number.is(Kind::Float) ? Value::floating(0.0) : Value::integer(0);
    if (number.is(Kind::Float)) return {};
    if (name == "numerator") return positive(number);
    if (name == "denominator") return Value::integer(1);
    return {};
}

Value ownAttribute(const Value& object, std::string_view name) {
    switch (object.kind()) {
    case Kind::Namespace: {
        const Value* found = object.as<NamespaceOf>().attributes.find(name);
        return found ? *found : Value();
    }
    case Kind::Loop: return loopAttribute(object.as<LoopOf>(), name);
    case Kind::Macro: return macroAttribute(object.as<MacroOf>(), name);
    case Kind::Bool:
    case Kind::Int:
    case Kind::BigInt:
    case Kind::Float: return numberAttribute(object, name);
    case Kind::Range: {
        const RangeOf& range = object.as<RangeOf>();
        if (name == "start") return Value::integer(range.start);
        if (name == "stop") return Value::integer(range.stop);
        return name == "step" ? Value::integer(range.step) : Value();
    }
    case Kind::Tuple:
        if (!object.as<Sequence>().group) return {};
        if (name == "grouper") return object.items()[0];
        return name == "list" ? object.items()[1] : Value();
    case Kind::Cycler: {
        const CyclerOf& cycler = object.as<CyclerOf>();
        if (name == "current") return cycler.items[cycler.at];
        if (name == "pos") return Value::integer(static_cast<int64_t>(cycler.at));
        return name == "items" ? Value::tuple(cycler.items) : Value();
    }
    case Kind::Joiner:
        if (name == "sep") return object.as<JoinerOf>().separator;
        return name == "used" ? Value::boolean(object.as<JoinerOf>().used) : Value();
    default: return {};
    }
}

}  // namespace

Value attributeOf(const Value& object, std::string_view name) {
    if (isForbidden(object, name)) return unsafe(object, name);
    if (Value own = ownAttribute(object, name); !own.isMissing()) return own;
    if (object.is(Kind::Function) && std::string_view(object.global()->name) != "dict") return {};
    if (const Method* method = findMethod(object.kind(), name))
        return Value::object(Kind::Method, std::make_shared<MethodOf>(MethodOf{method, object})).deepen(object);
    return {};
}

namespace {

/// object[key] of Python; Missing for what raises a TypeError or LookupError there.
Value subscripted(const Value& object, const Value& key) {
    switch (object.kind()) {
    case Kind::Dict: {
        if (!isHashable(key)) return {};
        const Dict& dict = object.as<Dict>();
        charge(dict.members.size() / 32);
        const Value* found = dict.find(key);
        return found ? *found : Value();
    }
    case Kind::String:
    case Kind::List:
    case Kind::Tuple:
    case Kind::Range: break;
    default: return {};
    }
    if (!key.isInteger()) return {};
    const int64_t size = lengthOf(object);
    const int64_t index = key.asInteger() < 0 ? key.asInteger() + size : key.asInteger();
    if (index < 0 || index >= size) return {};
    if (object.isSequence()) return object.items()[static_cast<size_t>(index)];
    if (object.is(Kind::Range)) return Value::integer(object.as<RangeOf>()[index]);
    const Text& text = object.text();
    charge(text.size() / 64);
    const size_t begin = byteOffset(text.bytes(), static_cast<size_t>(index));
    return likeString(object, text.slice(begin, nextCharacter(text.bytes(), begin)));
}

}  // namespace

Value getAttribute(const Value& object, const std::string& name) {
    requireDefined(object);
    if (Value found = attributeOf(object, name); !found.isMissing()) return found;
    if (object.is(Kind::Dict)) {
        charge(object.as<Dict>().members.size() / 32);
        if (const Value* found = object.as<Dict>().find(name)) return *found;
    }
    return missingAttribute(object, name);
}

Value getItem(const Value& object, const Value& key) {
    requireDefined(object);
    if (Value found = subscripted(object, key); !found.isMissing()) return found;
    if (key.isString()) {
        if (Value found = attributeOf(object, key.bytes()); !found.isMissing()) return found;
        return missingAttribute(object, key.bytes());
    }
    return Value::undefined(UndefinedOf{.hint = {}, .type = describedType(object), .name = representation(key).bytes(), .element = true});
}

namespace {

struct Bounds {
    int64_t start, stop, step;
};

/// Python's slice.indices().
Bounds boundsOf(const Value& start, const Value& stop, const Value& step, int64_t size) {
    auto number = [](const Value& value, int64_t fallback) {
        if (value.isNone()) return fallback;
        if (!value.isInteger()) throw PythonError("slice indices must be integers or None or have an __index__ method");
        return value.asInteger();
    };
    constexpr int64_t kFar = 1 << 30;  // beyond any size here; keeps products of steps small
    Bounds bounds{0, 0, std::clamp(number(step, 1), -kFar, kFar)};
    if (bounds.step == 0) throw PythonError("slice step cannot be zero");
    const int64_t lowest = bounds.step < 0 ? -1 : 0, highest = bounds.step < 0 ? size - 1 : size;
    auto clamped = [&](const Value& value, int64_t fallback) {
        int64_t at = number(value, fallback);
        if (value.isNone()) return at;
        if (at < 0) at += size;
        return std::clamp(at, lowest, std::max(lowest, highest));
    };
    bounds.start = clamped(start, bounds.step < 0 ? highest : lowest);
    bounds.stop = clamped(stop, bounds.step < 0 ? lowest : highest);
    return bounds;
}

Text slicedText(const Text& text, const Bounds& bounds) {
    if (bounds.step == 1) {
        if (bounds.start >= bounds.stop) return {};
        const size_t begin = byteOffset(text.bytes(), static_cast<size_t>(bounds.start));
        const std::string_view rest = std::string_view(text.bytes()).substr(begin);
        return text.slice(begin, begin + byteOffset(rest, static_cast<size_t>(bounds.stop - bounds.start)));
    }
    std::vector<size_t> begins;
    for (size_t at = 0; at < text.size(); at = nextCharacter(text.bytes(), at)) begins.push_back(at);
    begins.push_back(text.size());
    const RangeOf range{bounds.start, bounds.stop, bounds.step};
    Text out;
    for (int64_t i = 0; i < range.size(); ++i) {
        const auto at = static_cast<size_t>(range[i]);
        out.append(text, begins[at], begins[at + 1]);
    }
    return out;
}

}  // namespace

Value sliced(const Value& object, const Value& start, const Value& stop, const Value& step) {
    requireDefined(object);
    if (!object.isString() && !object.isSequence() && !object.is(Kind::Range))
        throw PythonError(object.is(Kind::Dict) ? "unhashable type: 'slice'" : std::string("'") + typeName(object) + "' object is not subscriptable");
    for (const Value* bound : {&start, &stop, &step})
        if (!bound->isNone() && !bound->isInteger()) throw PythonError("slice indices must be integers or None or have an __index__ method");
    const Bounds bounds = boundsOf(start, stop, step, lengthOf(object));
    if (object.isString()) {
        charge(object.text().size() / 32);
        return likeString(object, slicedText(object.text(), bounds));
    }
    const RangeOf range{bounds.start, bounds.stop, bounds.step};
    if (object.is(Kind::Range)) {
        const RangeOf& of = object.as<RangeOf>();
        return Value::object(Kind::Range, std::make_shared<RangeOf>(RangeOf{of[range.start], of[range.stop], of.step * range.step}));
    }
    charge(static_cast<uint64_t>(range.size()));
    Values items;
    for (int64_t i = 0; i < range.size(); ++i) items.push_back(object.items()[static_cast<size_t>(range[i])]);
    return (object.is(Kind::List) ? Value::list(std::move(items)) : Value::tuple(std::move(items))).setOrigin(object.origin());
}

}  // namespace luthier::jinja
