// SPDX-License-Identifier: Apache-2.0
#include <deque>
#include <set>
#include <unordered_map>

#include "core/text/jinja_symbols.h"

// Jinja decides at compile time which scope each name belongs to, with rules that show in the output: a name set anywhere in a scope is
// the scope's own from its beginning, a macro sees what is set after it, a loop starts afresh each time round. This is that analysis
// (jinja2/idtracking.py and the frames of jinja2/compiler.py), with places in an array instead of Python variables.

namespace luthier::jinja {
namespace {

/// Which of the names are read before they are set, looking into everything but blocks.
class Undeclared {
public:
    explicit Undeclared(std::set<std::string> names) : names_(std::move(names)) {}

    void visit(const Node& node) {
        if (node.kind == NodeKind::Block) return;
        if (node.kind != NodeKind::Name) return forEachChild(node, [&](const NodePtr& child) { visit(*child); });
        if (node.use == Use::Load && names_.count(node.name)) found_.insert(node.name);
        else names_.erase(node.name);
    }

    bool has(const std::string& name) const { return found_.count(name) > 0; }

private:
    std::set<std::string> names_, found_;
};

bool setsLoop(const Node& node) {
    bool sets = node.kind == NodeKind::Name && node.use == Use::Store && node.name == "loop";
    forEachChild(node, [&](const NodePtr& child) { sets = sets || setsLoop(*child); });
    return sets;
}

NodePtr copiedTarget(const Node& target) {
    auto copy = std::make_unique<Node>();
    copy->kind = target.kind;
    copy->use = target.use;
    copy->line = target.line;
    copy->depth = target.depth;
    copy->name = target.name;
    for (const NodePtr& item : target.items) copy->items.push_back(copiedTarget(*item));
    return copy;
}

class Resolver {
public:
    explicit Resolver(Template& tree) : tree_(tree) {}

    void run() {
        Function& function = addFunction(nullptr);
        Symbols& symbols = addSymbols(nullptr, function);
        analyzeAll(tree_.body, symbols);
        const Frame frame{&symbols, &function, false};
        visitAll(tree_.body, frame);
        tree_.scope = scopeOf(symbols, function);
        tree_.function.variables = static_cast<uint32_t>(function.places.size());
        for (const std::string& name : symbols.stores) tree_.topLevel.emplace_back(freeName(name), symbols.refs.at(name).index);
        for (const auto& [pending, owner] : shapes_) pending->variables = static_cast<uint32_t>(owner->places.size());
    }

private:
    struct Frame {
        Symbols* symbols;
        Function* function;
        bool soft;  ///< inside an if, where an unknown filter is an error only when it runs
    };

    Function& addFunction(Function* parent) {
        functions_.push_back({parent, parent ? parent->depth + 1 : 0, {}, 0});
        return functions_.back();
    }

    Symbols& addSymbols(Symbols* parent, Function& function) { return symbols_.emplace_back(parent, &function, work_); }

    uint32_t freeName(const std::string& name) {
        const auto [found, added] = freeNames_.emplace(name, static_cast<uint32_t>(tree_.freeNames.size()));
        if (added) tree_.freeNames.push_back(name);
        return found->second;
    }

    static Slot slotOf(const Variable& variable, const Function& from) {
        return {static_cast<uint16_t>(from.depth - variable.function->depth), variable.index};
    }

    Slot slotOf(const std::string& name, const Frame& frame, uint32_t line) const {
        const Variable* variable = frame.symbols->find(name);
        if (!variable) throw SyntaxError{line, "the name '" + name + "' cannot be used here"};
        return slotOf(*variable, *frame.function);
    }

    Scope scopeOf(const Symbols& symbols, const Function& function) {
        Scope scope;
        for (const auto& [place, load] : symbols.loads) {
            Load entry{load.action, place, 0, {}};
            if (load.action == Load::Action::Parameter) continue;
            if (load.action == Load::Action::Resolve) entry.name = freeName(load.name);
            if (load.action == Load::Action::Alias) entry.from = slotOf(load.from, function);
            scope.loads.push_back(entry);
        }
        return scope;
    }

    void visitAll(const Nodes& nodes, const Frame& frame) {
        for (const NodePtr& node : nodes) visit(*node, frame);
    }

    void visitChildren(Node& node, const Frame& frame) {
        forEachChild(node, [&](const NodePtr& child) { visit(*child, frame); });
    }

    void visit(Node& node, const Frame& frame) {
        switch (node.kind) {
        case NodeKind::Name:
        case NodeKind::NsRef: node.slot = slotOf(node.name, frame, node.line); return;
        case NodeKind::Filter:
            if (!node.filter && !frame.soft) throw SyntaxError{node.line, "No filter named '" + node.name + "'."};
            return visitChildren(node, frame);
        case NodeKind::Test:
            if (!node.test && !frame.soft) throw SyntaxError{node.line, "No test named '" + node.name + "'."};
            return visitChildren(node, frame);
        case NodeKind::Cond:
        case NodeKind::If: return visitChildren(node, {frame.symbols, frame.function, true});
        case NodeKind::For: return visitFor(node, frame);
        case NodeKind::Macro:
            visitMacro(node, frame);
            node.slot = slotOf(node.name, frame, node.line);
            return;
        case NodeKind::Generation: return visitMacro(node, frame);
        case NodeKind::CallBlock:
            visitMacro(node, frame);
            return visit(*node.a, frame);
        case NodeKind::FilterBlock:
        case NodeKind::SetBlock:
        case NodeKind::With: return visitInner(node, frame);
        case NodeKind::Block: return visitBlock(node);
        case NodeKind::Break:
        case NodeKind::Continue:
            if (frame.function->loops == 0)
                throw SyntaxError{node.line, node.kind == NodeKind::Break ? "'break' outside loop" : "'continue' not properly in loop"};
            return;
        default: visitChildren(node, frame);
        }
    }

    void visitInner(Node& node, const Frame& frame) {
        Symbols& symbols = addSymbols(frame.symbols, *frame.function);
        const Frame inner{&symbols, frame.function, false};
        for (const NodePtr& target : node.items) analyze(*target, symbols);
        analyzeAll(node.body, symbols);
        if (node.kind == NodeKind::FilterBlock) analyze(*node.a, symbols);
        visitAll(node.items, inner);
        if (node.arguments) visitAll(node.arguments->positional, frame);
        visitAll(node.body, inner);
        if (node.a) visit(*node.a, node.kind == NodeKind::FilterBlock ? inner : frame);
        if (node.c) visit(*node.c, inner);
        node.scope = scopeOf(symbols, *frame.function);
    }

    void visitBlock(Node& node) {
        Function& function = addFunction(nullptr);
        Symbols& symbols = addSymbols(nullptr, function);
        if (!blocks_.insert(node.name).second) throw SyntaxError{node.line, "block '" + node.name + "' defined twice"};
        analyzeAll(node.body, symbols);
        visitAll(node.body, {&symbols, &function, false});
        node.scope = scopeOf(symbols, function);
        shapes_.emplace_back(&node.function, &function);
    }

    void visitMacro(Node& node, const Frame& frame) {
        Function& function = addFunction(frame.function);
        Symbols& symbols = addSymbols(frame.symbols, function);
        const Frame inner{&symbols, &function, false};
        MacroShape& macro = *node.macro;
        auto analyzeMacro = [&] {
            analyzeAll(macro.parameters, symbols);
            analyzeAll(macro.defaults, symbols);
            analyzeAll(node.body, symbols);
        };
        analyzeMacro();
        declareSpecial(node, symbols);
        analyzeMacro();
        for (const NodePtr& parameter : macro.parameters) macro.slots.push_back(slotOf(parameter->name, inner, node.line));
        if (macro.caller && !macro.explicitCaller) macro.callerSlot = slotOf("caller", inner, node.line);
        if (macro.named) macro.namedSlot = slotOf("kwargs", inner, node.line);
        if (macro.positional) macro.positionalSlot = slotOf("varargs", inner, node.line);
        visitAll(macro.defaults, inner);
        visitAll(node.body, inner);
        node.scope = scopeOf(symbols, function);
        shapes_.emplace_back(&node.function, &function);
    }

    /// caller, kwargs and varargs are parameters of every macro whose body reads them.
    void declareSpecial(const Node& node, Symbols& symbols) {
        MacroShape& macro = *node.macro;
        Undeclared undeclared({"caller", "kwargs", "varargs"});
        for (const NodePtr& child : node.body) undeclared.visit(*child);
        auto isParameter = [&](const char* name) {
            for (const NodePtr& parameter : macro.parameters)
                if (parameter->name == name) return true;
            return false;
        };
        macro.explicitCaller = isParameter("caller");
        macro.caller = undeclared.has("caller");
        if (macro.caller && macro.explicitCaller) {
            const size_t first = macro.parameters.size() - macro.defaults.size();
            for (size_t i = 0; i < first; ++i)
                if (macro.parameters[i]->name == "caller")
                    throw SyntaxError{node.line, "the special \"caller\" argument must be omitted or be given a default."};
        } else if (macro.caller) {
            symbols.declareParameter("caller");
        }
        macro.named = undeclared.has("kwargs") && !isParameter("kwargs");
        if (macro.named) symbols.declareParameter("kwargs");
        macro.positional = undeclared.has("varargs") && !isParameter("varargs");
        if (macro.positional) symbols.declareParameter("varargs");
    }

    void visitFor(Node& node, const Frame& frame) {
        ForShape& loop = *node.loop;
        Function& function = loop.recursive ? addFunction(frame.function) : *frame.function;
        Symbols& body = addSymbols(frame.symbols, function);
        Symbols& otherwise = addSymbols(frame.symbols, function);
        Undeclared usesLoop({"loop"});
        for (const NodePtr& child : node.body) usesLoop.visit(*child);
        loop.extended = loop.recursive || usesLoop.has("loop");
        if (loop.extended) body.declareParameter("loop");
        analyze(*loop.target, body, true);
        analyzeAll(node.body, body);
        analyzeAll(loop.orElse, otherwise);
        if (loop.condition) visitCondition(node, frame);
        if (setsLoop(node)) throw SyntaxError{node.line, "Can't assign to special loop variable in for-loop target"};

        const Frame inner{&body, &function, false};
        if (loop.extended) loop.loop = slotOf("loop", inner, node.line);
        visit(*loop.target, inner);
        visit(*loop.iterable, frame);
        ++function.loops;
        visitAll(node.body, inner);
        --function.loops;
        visitAll(loop.orElse, {&otherwise, &function, false});
        node.scope = scopeOf(body, function);
        loop.elseScope = scopeOf(otherwise, function);
        if (loop.recursive) shapes_.emplace_back(&node.function, &function);
    }

    void visitCondition(Node& node, const Frame& frame) {
        ForShape& loop = *node.loop;
        Function& function = addFunction(frame.function);
        Symbols& symbols = addSymbols(frame.symbols, function);
        analyze(*loop.target, symbols, true);
        analyze(*loop.condition, symbols);
        const Frame inner{&symbols, &function, false};
        loop.conditionTarget = copiedTarget(*loop.target);
        visit(*loop.conditionTarget, inner);
        visit(*loop.condition, inner);
        loop.conditionScope = scopeOf(symbols, function);
        shapes_.emplace_back(&loop.conditionFunction, &function);
    }

    Template& tree_;
    std::deque<Function> functions_;
    std::deque<Symbols> symbols_;
    std::unordered_map<std::string, uint32_t> freeNames_;
    std::set<std::string> blocks_;
    std::vector<std::pair<FunctionShape*, const Function*>> shapes_;
    uint64_t work_ = 0;
};

}  // namespace

void resolveNames(Template& tree) { Resolver(tree).run(); }

}  // namespace luthier::jinja
