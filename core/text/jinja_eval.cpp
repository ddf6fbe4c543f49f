// SPDX-License-Identifier: Apache-2.0
#include "core/text/jinja_eval.h"

#include <algorithm>

namespace luthier::jinja {

Value& Interpreter::at(Slot slot, Activation& activation) {
    Activation* owner = &activation;
    for (uint16_t i = 0; i < slot.hops; ++i) owner = owner->parent;
    return owner->variables[slot.index];
}

Values Interpreter::evaluateAll(const Nodes& nodes, Activation& activation) {
    Values values;
    values.reserve(nodes.size());
    for (const NodePtr& node : nodes) values.push_back(evaluate(*node, activation));
    return values;
}

Value Interpreter::evaluate(const Node& node, Activation& activation) {
    meter_.charge(1);
    meter_.checkStack();
    switch (node.kind) {
    case NodeKind::Const: return node.value;
    case NodeKind::Name: {
        const Value& value = at(node.slot, activation);
        return value.isMissing() ? Value::undefined(node.name) : value;
    }
    case NodeKind::Tuple: return Value::tuple(evaluateAll(node.items, activation));
    case NodeKind::List: return Value::list(evaluateAll(node.items, activation));
    case NodeKind::Dict: return evaluateDict(node, activation);
    case NodeKind::Getattr:
    case NodeKind::Getitem: return evaluateAccess(node, activation);
    case NodeKind::Call: return evaluateCall(node, activation);
    case NodeKind::Filter: return evaluateFilter(node, activation);
    case NodeKind::Test: return evaluateTest(node, activation);
    case NodeKind::Concat: return evaluateConcat(node, activation);
    case NodeKind::Compare: return evaluateCompare(node, activation);
    case NodeKind::Binary: {
        const Value a = evaluate(*node.a, activation), b = evaluate(*node.b, activation);
        line_ = node.line;
        return operate(node.operation, a, b);
    }
    case NodeKind::Negative: return negated(evaluate(*node.a, activation));
    case NodeKind::Positive: return positive(evaluate(*node.a, activation));
    case NodeKind::Not: return Value::boolean(!isTrue(evaluate(*node.a, activation)));
    case NodeKind::And: {
        Value a = evaluate(*node.a, activation);
        return isTrue(a) ? evaluate(*node.b, activation) : a;
    }
    case NodeKind::Or: {
        Value a = evaluate(*node.a, activation);
        return isTrue(a) ? a : evaluate(*node.b, activation);
    }
    case NodeKind::Cond:
        if (isTrue(evaluate(*node.a, activation))) return evaluate(*node.b, activation);
        if (node.c) return evaluate(*node.c, activation);
        return Value::undefinedBecause("the inline if-expression on line " + std::to_string(node.line) +
                                       " evaluated to false and no else section was defined.");
    default: throw PythonError("an expression was expected");
    }
}

Value Interpreter::evaluateDict(const Node& node, Activation& activation) {
    auto dict = std::make_shared<Dict>();
    for (size_t i = 0; i + 1 < node.items.size(); i += 2) {
        Value key = evaluate(*node.items[i], activation);
        Value value = evaluate(*node.items[i + 1], activation);
        if (!isHashable(key)) throw PythonError(std::string("unhashable type: '") + typeName(key) + "'");
        meter_.charge(dict->members.size() / 8);
        dict->set(std::move(key), std::move(value));
    }
    return Value::dict(std::move(dict));
}

Value Interpreter::evaluateAccess(const Node& node, Activation& activation) {
    const Value object = evaluate(*node.a, activation);
    if (node.kind == NodeKind::Getattr) {
        line_ = node.line;
        return getAttribute(object, node.name);
    }
    if (node.b->kind != NodeKind::Slice) {
        const Value key = evaluate(*node.b, activation);
        line_ = node.line;
        return getItem(object, key);
    }
    auto bound = [&](const NodePtr& part) { return part ? evaluate(*part, activation) : Value::none(); };
    const Value start = bound(node.b->a), stop = bound(node.b->b), step = bound(node.b->c);
    line_ = node.line;
    return sliced(object, start, stop, step);
}

Value Interpreter::evaluateCompare(const Node& node, Activation& activation) {
    Value left = evaluate(*node.a, activation);
    for (size_t i = 0; i < node.items.size(); ++i) {
        Value right = evaluate(*node.items[i], activation);
        line_ = node.line;
        if (!compares(*this, node.comparisons[i], left, right)) return Value::boolean(false);
        left = std::move(right);
    }
    return Value::boolean(true);
}

Value Interpreter::evaluateConcat(const Node& node, Activation& activation) {
    Text text;
    for (const Value& value : evaluateAll(node.items, activation)) {
        if (value.isString()) text.append(value.text());
        else text.append(stringOf(value));
        limitText(text.size());
    }
    chargeText(text.size());
    return Value::string(std::move(text));
}

Arguments Interpreter::evaluateArguments(const CallArguments& written, Activation& activation) {
    Arguments arguments;
    arguments.positional = evaluateAll(written.positional, activation);
    for (const auto& [key, value] : written.named) arguments.named.emplace_back(key, evaluate(*value, activation));
    if (written.dynamic)
        for (Value& value : listOf(*this, evaluate(*written.dynamic, activation))) arguments.positional.push_back(std::move(value));
    if (!written.dynamicNamed) return arguments;
    const Value named = evaluate(*written.dynamicNamed, activation);
    if (!named.is(Kind::Dict)) throw PythonError(std::string("argument after ** must be a mapping, not ") + typeName(named));
    for (const auto& [key, value] : named.as<Dict>().members) {
        if (!key.isString()) throw PythonError("keywords must be strings");
        if (arguments.named.size() == kMaxArguments) throw PythonError("more than 1000 named arguments in a call");
        for (const auto& [known, other] : arguments.named)
            if (known == key.bytes()) throw PythonError("got multiple values for keyword argument '" + known + "'");
        arguments.named.emplace_back(key.bytes(), value);
    }
    return arguments;
}

Value Interpreter::evaluateFilter(const Node& node, Activation& activation, const Value* input) {
    Value value;
    if (!node.a) value = *input;
    else if (input && node.a->kind == NodeKind::Filter) value = evaluateFilter(*node.a, activation, input);
    else value = evaluate(*node.a, activation);
    Arguments arguments = evaluateArguments(*node.arguments, activation);
    line_ = node.line;
    if (!node.filter) throw PythonError("No filter named '" + node.name + "' found.");
    Bound bound = node.filter->signature.bind(node.filter->name, std::move(arguments));
    return node.filter->run(*this, value, bound);
}

Value Interpreter::evaluateTest(const Node& node, Activation& activation) {
    const Value value = evaluate(*node.a, activation);
    Arguments arguments = evaluateArguments(*node.arguments, activation);
    line_ = node.line;
    if (!node.test) throw PythonError("No test named '" + node.name + "' found.");
    Bound bound = node.test->signature.bind(node.test->name, std::move(arguments));
    return Value::boolean(node.test->run(*this, value, bound));
}

Value Interpreter::evaluateCall(const Node& node, Activation& activation, const Value* caller) {
    const Value callee = evaluate(*node.a, activation);
    Arguments arguments = evaluateArguments(*node.arguments, activation);
    if (caller) arguments.named.emplace_back("caller", *caller);
    line_ = node.line;
    return call(callee, std::move(arguments));
}

Value Interpreter::call(const Value& callee, Arguments arguments) {
    meter_.charge(1);
    switch (callee.kind()) {
    case Kind::Undefined: failUndefined(callee);
    case Kind::Macro: return callMacro(callee.as<MacroOf>(), std::move(arguments));
    case Kind::Method: {
        const MethodOf& bound = callee.as<MethodOf>();
        Bound values = bound.method->signature.bind(bound.method->name, std::move(arguments));
        return bound.method->run(*this, bound.self, values);
    }
    case Kind::Function: {
        const Global& function = *callee.global();
        Bound values = function.signature.bind(function.name, std::move(arguments));
        return function.run(*this, values);
    }
    case Kind::Loop: {
        const LoopOf& loop = callee.as<LoopOf>();
        if (!loop.node) throw PythonError("The loop must have the 'recursive' marker to be called recursively.");
        if (arguments.positional.size() != 1 || !arguments.named.empty()) throw PythonError("loop() takes one argument");
        return Value::string(renderLoop(*loop.node, loop.parent, arguments.positional[0], loop.depth0 + 1));
    }
    case Kind::Joiner: {
        JoinerOf& joiner = callee.as<JoinerOf>();
        if (!arguments.positional.empty() || !arguments.named.empty()) throw PythonError("a joiner takes no arguments");
        return std::exchange(joiner.used, true) ? joiner.separator : Value::string(std::string());
    }
    default: throw PythonError(std::string("'") + typeName(callee) + "' object is not callable");
    }
}

Value Interpreter::applyFilter(const Value& name, const Value& value, const Arguments& arguments) {
    const Filter* filter = name.isString() ? findFilter(name.bytes()) : nullptr;
    if (!filter) throw PythonError("No filter named " + representation(name).bytes() + ".");
    meter_.charge(2);
    Bound bound = filter->signature.bind(filter->name, arguments);
    return filter->run(*this, value, bound);
}

bool Interpreter::applyTest(const Value& name, const Value& value, const Arguments& arguments) {
    const Test* test = name.isString() ? findTest(name.bytes()) : nullptr;
    if (!test) throw PythonError("No test named " + representation(name).bytes() + ".");
    meter_.charge(2);
    Bound bound = test->signature.bind(test->name, arguments);
    return test->run(*this, value, bound);
}

bool LoopOf::advance() {
    Value item;
    if (!after.isMissing()) item = std::exchange(after, Value());
    else if (!cursor.next(interpreter, item)) return false;
    ++index0;
    before = std::exchange(current, std::move(item));
    return true;
}

const Value* LoopOf::peek() {
    if (after.isMissing() && !cursor.next(interpreter, after)) {
        after = Value();
        return nullptr;
    }
    return &after;
}

int64_t LoopOf::size() {
    if (known >= 0) return known;
    known = lengthOf(iterable);
    if (known >= 0) return known;
    Values rest;
    for (Value item; cursor.next(interpreter, item);) rest.push_back(item);
    known = static_cast<int64_t>(rest.size()) + index0 + 1 + (after.isMissing() ? 0 : 1);
    cursor = Cursor(Value::list(std::move(rest)));
    return known;
}

std::string loopText(const Value& value) {
    LoopOf& loop = value.as<LoopOf>();
    return "<LoopContext " + std::to_string(loop.index0 + 1) + "/" + std::to_string(loop.size()) + ">";
}

}  // namespace luthier::jinja
