// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "core/text/jinja_eval.h"

namespace luthier::jinja {

/// Sends what is written into a text of its own.
class Interpreter::Capture {
public:
    explicit Capture(Interpreter& interpreter) : interpreter_(interpreter), outer_(interpreter.out_) { interpreter.out_ = &text_; }
    ~Capture() { interpreter_.out_ = outer_; }
    Capture(const Capture&) = delete;
    Text take() { return std::move(text_); }

private:
    Interpreter& interpreter_;
    Text* outer_;
    Text text_;
};

/// One call of a function of the template. Its variables go with it unless something remembers them.
class Interpreter::Frame {
public:
    Frame(Interpreter& interpreter, const FunctionShape& shape, Activation* parent) : interpreter_(interpreter) {
        if (++interpreter.calls_ > kMaxCalls) throw PythonError("the template calls itself more than " + std::to_string(kMaxCalls) + " levels deep");
        interpreter.meter_.charge(1 + shape.variables);
        interpreter.activations_.push_back({parent, Values(shape.variables), false});
        activation = &interpreter.activations_.back();
    }
    ~Frame() {
        --interpreter_.calls_;
        if (activation->kept) return;
        if (activation == &interpreter_.activations_.back()) interpreter_.activations_.pop_back();
        else activation->variables.clear();
    }
    Frame(const Frame&) = delete;

    Activation* activation;

private:
    Interpreter& interpreter_;
};

namespace {

/// The items of a loop that its condition lets pass.
class Condition : public IteratorOf {
public:
    Condition(const Node& node, Activation* activation, const Value& iterable) : node_(node), activation_(activation), cursor_(iterable) {}

    bool next(Interpreter& interpreter, Value& value) override {
        while (cursor_.next(interpreter, value))
            if (interpreter.passes(node_, *activation_, value)) return true;
        return false;
    }

private:
    const Node& node_;
    Activation* activation_;
    Cursor cursor_;
};

/// loop.changed(loop) would make a loop hold itself for ever.
struct Forget {
    LoopOf& loop;
    ~Forget() { loop.lastChanged = Value(); }
};

}  // namespace

Interpreter::~Interpreter() {
    // A namespace may hold itself, directly or through a macro's variables.
    for (const auto& object : namespaces_) object->attributes.members.clear();
    for (Activation& activation : activations_) activation.variables.clear();
}

Text Interpreter::run() {
    Text out;
    out_ = &out;
    const Frame frame(*this, tree_.function, nullptr);
    frame.activation->kept = true;
    root_ = frame.activation;
    enter(tree_.scope, *root_);
    execute(tree_.body, *root_);
    return out;
}

void Interpreter::enter(const Scope& scope, Activation& activation) {
    for (const Load& load : scope.loads) {
        Value& variable = activation.variables[load.index];
        if (load.action == Load::Action::Resolve) variable = names_[load.name];
        else if (load.action == Load::Action::Alias) variable = at(load.from, activation);
        else variable = Value();
    }
}

Interpreter::Flow Interpreter::execute(const Nodes& nodes, Activation& activation) {
    for (const NodePtr& node : nodes)
        if (const Flow flow = execute(*node, activation); flow != Flow::Normal) return flow;
    return Flow::Normal;
}

Interpreter::Flow Interpreter::execute(const Node& node, Activation& activation) {
    meter_.charge(1);
    meter_.checkStack();
    line_ = node.line;
    switch (node.kind) {
    case NodeKind::Data:
        out_->append(node.text);
        meter_.charge(node.text.size() / 16);
        break;
    case NodeKind::Print: write(evaluate(*node.a, activation)); break;
    case NodeKind::If: return executeIf(node, activation);
    case NodeKind::For: return executeFor(node, activation);
    case NodeKind::Set: assign(*node.a, evaluate(*node.b, activation), activation); break;
    case NodeKind::SetBlock: return executeSetBlock(node, activation);
    case NodeKind::FilterBlock: return executeFilterBlock(node, activation);
    case NodeKind::With: return executeWith(node, activation);
    case NodeKind::Macro:
        activation.kept = true;
        at(node.slot, activation) = Value::object(Kind::Macro, std::make_shared<MacroOf>(MacroOf{&node, &activation, node.name}));
        break;
    case NodeKind::CallBlock: executeCallBlock(node, activation); break;
    case NodeKind::Generation: executeGeneration(node, activation); break;
    case NodeKind::Block: executeBlock(node); break;
    case NodeKind::Break: return Flow::Break;
    case NodeKind::Continue: return Flow::Continue;
    case NodeKind::Loader: throw PythonError("the tag '" + node.name + "' needs other templates, and a chat template has none");
    default: throw PythonError("a statement was expected");
    }
    limitText(out_->size());
    return Flow::Normal;
}

void Interpreter::write(const Value& value) {
    const size_t before = out_->size();
    if (value.isString()) out_->append(value.text());
    else if (!value.isUndefined()) appendRepresentation(*out_, value);
    meter_.charge((out_->size() - before) / 16);
}

Interpreter::Flow Interpreter::executeIf(const Node& node, Activation& activation) {
    if (isTrue(evaluate(*node.a, activation))) return execute(node.body, activation);
    for (const NodePtr& branch : node.items)
        if (isTrue(evaluate(*branch->a, activation))) return execute(branch->body, activation);
    return node.b ? execute(node.b->body, activation) : Flow::Normal;
}

Interpreter::Flow Interpreter::executeFor(const Node& node, Activation& activation) {
    const Value iterable = evaluate(*node.loop->iterable, activation);
    line_ = node.line;
    if (!node.loop->recursive) return loopOver(node, activation, activation, iterable, 0);
    write(Value::string(renderLoop(node, &activation, iterable, 0)));
    return Flow::Normal;
}

Text Interpreter::renderLoop(const Node& node, Activation* parent, const Value& iterable, int depth) {
    const Frame frame(*this, node.function, parent);
    Capture capture(*this);
    parent->kept = true;
    loopOver(node, *frame.activation, *parent, iterable, depth);
    return capture.take();
}

Value Interpreter::filtered(const Node& node, const Value& iterable, Activation& parent) {
    activations_.push_back({&parent, Values(node.loop->conditionFunction.variables), true});
    Activation& activation = activations_.back();
    enter(node.loop->conditionScope, activation);
    return Value::object<IteratorOf>(Kind::Iterator, std::make_shared<Condition>(node, &activation, iterable)).deepen(iterable);
}

bool Interpreter::passes(const Node& node, Activation& activation, Value& item) {
    const Node& target = *node.loop->conditionTarget;
    if (target.kind == NodeKind::Tuple) item = Value::tuple(listOf(*this, item));
    assign(target, item, activation);
    return isTrue(evaluate(*node.loop->condition, activation));
}

/// `activation` holds the body's variables, `parent` is where the loop stands; they differ in a recursive loop.
Interpreter::Flow Interpreter::loopOver(const Node& node, Activation& activation, Activation& parent, const Value& iterable, int depth) {
    const ForShape& shape = *node.loop;
    if (!isIterable(iterable) || iterable.is(Kind::Loop)) throw PythonError(std::string("'") + typeName(iterable) + "' object is not iterable");
    const Value source = shape.condition ? filtered(node, iterable, parent) : iterable;
    const auto loop = std::make_shared<LoopOf>(*this, source, depth);
    if (shape.recursive) {
        loop->node = &node;
        loop->parent = &parent;
    }
    Value loopValue = Value::object(Kind::Loop, loop);
    loopValue.deepen(source);
    const Forget forget{*loop};
    bool completed = false;
    while (loop->advance()) {
        meter_.charge(1);
        assign(*shape.target, loop->current, activation);
        if (shape.extended) at(shape.loop, activation) = loopValue;
        enter(node.scope, activation);
        const Flow flow = execute(node.body, activation);
        if (flow == Flow::Break) break;
        // As in Jinja, an iteration left early does not count for the else branch.
        if (flow == Flow::Normal) completed = true;
    }
    if (completed || shape.orElse.empty()) return Flow::Normal;
    enter(shape.elseScope, activation);
    return execute(shape.orElse, activation);
}

Interpreter::Flow Interpreter::executeSetBlock(const Node& node, Activation& activation) {
    Capture capture(*this);
    enter(node.scope, activation);
    if (const Flow flow = execute(node.body, activation); flow != Flow::Normal) return flow;
    Value value = Value::string(capture.take());
    if (node.c) value = evaluateFilter(*node.c, activation, &value);
    assign(*node.a, std::move(value), activation);
    return Flow::Normal;
}

Interpreter::Flow Interpreter::executeFilterBlock(const Node& node, Activation& activation) {
    Value value;
    {
        Capture capture(*this);
        enter(node.scope, activation);
        if (const Flow flow = execute(node.body, activation); flow != Flow::Normal) return flow;
        value = Value::string(capture.take());
    }
    write(evaluateFilter(*node.a, activation, &value));
    return Flow::Normal;
}

Interpreter::Flow Interpreter::executeWith(const Node& node, Activation& activation) {
    enter(node.scope, activation);
    for (size_t i = 0; i < node.items.size(); ++i) assign(*node.items[i], evaluate(*node.arguments->positional[i], activation), activation);
    return execute(node.body, activation);
}

void Interpreter::executeCallBlock(const Node& node, Activation& activation) {
    activation.kept = true;
    const Value caller = Value::object(Kind::Macro, std::make_shared<MacroOf>(MacroOf{&node, &activation, {}}));
    write(evaluateCall(*node.a, activation, &caller));
}

void Interpreter::executeGeneration(const Node& node, Activation& activation) {
    const Frame frame(*this, node.function, &activation);
    const size_t begin = out_->size();
    bindMacro(node, {}, {}, *frame.activation);
    execute(node.body, *frame.activation);
    out_->markGeneration(begin, ++generations_);
}

void Interpreter::executeBlock(const Node& node) {
    const Frame frame(*this, node.function, nullptr);
    enter(node.scope, *frame.activation);
    for (const Load& load : node.scope.loads)
        for (const auto& [name, variable] : tree_.topLevel)
            if (load.action == Load::Action::Resolve && load.name == name && !root_->variables[variable].isMissing())
                frame.activation->variables[load.index] = root_->variables[variable];
    execute(node.body, *frame.activation);
}

void Interpreter::assign(const Node& target, Value value, Activation& activation) {
    if (target.kind == NodeKind::Name) {
        at(target.slot, activation) = std::move(value);
        return;
    }
    if (target.kind == NodeKind::NsRef) return assignAttribute(target, std::move(value), activation);
    Values items = listOf(*this, value);
    if (items.size() < target.items.size())
        throw PythonError("not enough values to unpack (expected " + std::to_string(target.items.size()) + ", got " + std::to_string(items.size()) + ")");
    if (items.size() > target.items.size()) throw PythonError("too many values to unpack (expected " + std::to_string(target.items.size()) + ")");
    for (size_t i = 0; i < items.size(); ++i) assign(*target.items[i], std::move(items[i]), activation);
}

void Interpreter::assignAttribute(const Node& target, Value value, Activation& activation) {
    const Value& object = at(target.slot, activation);
    if (!object.is(Kind::Namespace)) throw PythonError("cannot assign attribute on non-namespace object");
    if (target.text.starts_with('_')) throw PythonError("a namespace cannot hold the underscore-prefixed attribute '" + target.text + "'");
    Dict& attributes = object.as<NamespaceOf>().attributes;
    if (const Value* old = attributes.find(target.text)) *const_cast<Value*>(old) = std::move(value);
    else attributes.members.emplace_back(Value::string(target.text), std::move(value));
}

Value Interpreter::callMacro(const MacroOf& macro, Arguments arguments) {
    const Frame frame(*this, macro.node->function, macro.parent);
    Capture capture(*this);
    bindMacro(*macro.node, macro.name, std::move(arguments), *frame.activation);
    execute(macro.node->body, *frame.activation);
    Text text = capture.take();
    chargeText(text.size());
    return Value::string(std::move(text));
}

/// Jinja's Macro.__call__: positional, then by name, then defaults, then caller, kwargs and varargs.
void Interpreter::bindMacro(const Node& node, const std::string& name, Arguments arguments, Activation& activation) {
    const MacroShape& shape = *node.macro;
    const size_t count = shape.parameters.size(), given = std::min(arguments.positional.size(), count);
    auto takeNamed = [&](const std::string& key) {
        const auto found = std::find_if(arguments.named.begin(), arguments.named.end(), [&](const auto& entry) { return entry.first == key; });
        if (found == arguments.named.end()) return Value();
        Value value = std::move(found->second);
        arguments.named.erase(found);
        return value;
    };
    bool foundCaller = given == count && shape.explicitCaller;
    for (size_t i = 0; i < count; ++i) {
        const std::string& parameter = shape.parameters[i]->name;
        at(shape.slots[i], activation) = i < given ? arguments.positional[i] : takeNamed(parameter);
        if (i >= given && parameter == "caller") foundCaller = true;
    }
    if (shape.caller && !foundCaller) {
        Value caller = takeNamed("caller");
        at(shape.callerSlot, activation) = caller.isMissing() || caller.isNone() ? Value::undefinedBecause("No caller defined") : caller;
    }
    if (shape.named) {
        auto dict = std::make_shared<Dict>();
        for (auto& [key, value] : arguments.named) dict->members.emplace_back(Value::string(key), std::move(value));
        at(shape.namedSlot, activation) = Value::dict(std::move(dict));
    } else if (!arguments.named.empty()) {
        throw PythonError("macro '" + name + "' takes no keyword argument '" + arguments.named[0].first + "'");
    }
    if (shape.positional) {
        at(shape.positionalSlot, activation) = Value::tuple(Values(arguments.positional.begin() + static_cast<ptrdiff_t>(given), arguments.positional.end()));
    } else if (arguments.positional.size() > count) {
        throw PythonError("macro '" + name + "' takes not more than " + std::to_string(count) + " argument(s)");
    }
    enter(node.scope, activation);
    for (size_t i = 0; i < count; ++i) {
        Value& value = at(shape.slots[i], activation);
        if (!value.isMissing()) continue;
        const size_t firstDefault = count - shape.defaults.size();
        Value chosen = i >= firstDefault ? evaluate(*shape.defaults[i - firstDefault], activation)
                                         : Value::undefinedBecause("parameter '" + shape.parameters[i]->name + "' was not provided");
        at(shape.slots[i], activation) = std::move(chosen);
    }
}

}  // namespace luthier::jinja
