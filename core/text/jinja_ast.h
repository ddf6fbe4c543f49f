// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "core/text/jinja_functions.h"
#include "core/text/jinja_lexer.h"

namespace luthier::jinja {

enum class NodeKind : uint8_t {
    // expressions
    Const, Name, NsRef, Tuple, List, Dict, Slice, Getattr, Getitem, Call, Filter, Test, Concat, Compare, Binary, Negative, Positive, And, Or,
    Not, Cond,
    // statements
    Data, Print, For, If, Set, SetBlock, Macro, CallBlock, FilterBlock, With, Generation, Break, Continue, Block, Loader,
};

enum class Use : uint8_t { Load, Store, Parameter };

/// Where a variable lies: so many functions outwards, at that place.
struct Slot {
    uint16_t hops = 0;
    uint32_t index = 0;
};

/// What a scope does with one of its variables when it is entered.
struct Load {
    enum class Action : uint8_t { Parameter, Resolve, Alias, Missing } action = Action::Missing;
    uint32_t index = 0;  ///< of the variable
    uint32_t name = 0;   ///< Resolve: number of the name among the template's free names
    Slot from;           ///< Alias
};

struct Scope {
    std::vector<Load> loads;
};

/// A piece with its own variables: the template, a macro, a call block, a generation block, a recursive loop, a loop's condition.
struct FunctionShape {
    uint32_t variables = 0;
};

struct Node;
using NodePtr = std::unique_ptr<Node>;
using Nodes = std::vector<NodePtr>;

struct CallArguments {
    Nodes positional;
    std::vector<std::pair<std::string, NodePtr>> named;
    NodePtr dynamic, dynamicNamed;  ///< *args, **kwargs
};

/// Only macros and call blocks.
struct MacroShape {
    Nodes parameters;  ///< Name nodes
    Nodes defaults;    ///< of the last ones
    bool caller = false, named = false, positional = false;  ///< the body mentions caller, kwargs, varargs
    bool explicitCaller = false;
    std::vector<Slot> slots;                                 ///< of the parameters
    Slot callerSlot, namedSlot, positionalSlot;
};

/// Only loops.
struct ForShape {
    NodePtr target, iterable, condition;
    NodePtr conditionTarget;  ///< the target again, as the condition's own function sees it
    Nodes orElse;
    bool recursive = false, extended = false;
    Slot loop;
    Scope elseScope, conditionScope;
    FunctionShape conditionFunction;
};

struct Node {
    NodeKind kind;
    Use use = Use::Load;
    Operation operation = Operation::Add;
    uint32_t line = 1;
    int depth = 1;
    std::string name;      ///< variable, attribute, filter, test, macro, tag
    Value value;           ///< Const
    NodePtr a, b, c;
    Nodes items;           ///< of a tuple, list, concatenation; keys and values of a dict by turns; operands of a comparison; targets of with
    std::vector<Comparison> comparisons;
    Nodes body;
    std::unique_ptr<CallArguments> arguments;
    std::unique_ptr<MacroShape> macro;
    std::unique_ptr<ForShape> loop;
    const Filter* filter = nullptr;
    const Test* test = nullptr;
    Slot slot;
    Scope scope;
    FunctionShape function;
    std::string text;      ///< Data
};

struct Template {
    Nodes body;
    Scope scope;
    FunctionShape function;
    std::vector<std::string> freeNames;
    std::vector<std::pair<uint32_t, uint32_t>> topLevel;  ///< free name and variable of the outermost scope: what blocks see
    bool marksGeneration = false;
};

/// Calls visit(const NodePtr&) for every child in the order Jinja's visitors take.
template <class Visit>
void forEachChild(const Node& node, Visit&& visit);

/// Throws SyntaxError.
Template parse(std::string_view source);
/// Finds out where every variable lies, as Jinja's compiler does. Throws SyntaxError.
void resolveNames(Template& tree);

template <class Visit>
void forEachChild(const Node& node, Visit&& visit) {
    auto one = [&](const NodePtr& child) {
        if (child) visit(child);
    };
    auto all = [&](const Nodes& children) {
        for (const NodePtr& child : children) one(child);
    };
    if (node.loop) {
        one(node.loop->target);
        one(node.loop->iterable);
        all(node.body);
        all(node.loop->orElse);
        return one(node.loop->condition);
    }
    if (node.kind == NodeKind::If) {
        one(node.a);
        all(node.body);
        all(node.items);
        return one(node.b);
    }
    if (node.kind == NodeKind::With) all(node.items);
    if (node.kind == NodeKind::CallBlock) one(node.a);
    if (node.macro) {
        all(node.macro->parameters);
        all(node.macro->defaults);
    }
    if (node.kind == NodeKind::FilterBlock) all(node.body);
    if (node.kind != NodeKind::CallBlock) one(node.a);
    one(node.b);
    if (node.arguments) {
        all(node.arguments->positional);
        for (const auto& [key, value] : node.arguments->named) one(value);
        one(node.arguments->dynamic);
        one(node.arguments->dynamicNamed);
    }
    if (node.kind != NodeKind::With) all(node.items);
    one(node.c);
    if (node.kind != NodeKind::FilterBlock) all(node.body);
}

}  // namespace luthier::jinja
