// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <deque>
#include <memory>

#include "core/text/jinja_ast.h"

namespace luthier::jinja {

/// The variables of one call of a function of the template.
struct Activation {
    Activation* parent = nullptr;
    Values variables;
    bool kept = false;  ///< a macro or loop remembers it
};

/// What a template knows as `loop`.
struct LoopOf {
    LoopOf(Interpreter& interpreter, Value iterable, int depth) : interpreter(interpreter), iterable(iterable), cursor(std::move(iterable)), depth0(depth) {}

    bool advance();           ///< to the next item; false at the end
    const Value* peek();      ///< the item after this one; null at the end
    int64_t size();

    Interpreter& interpreter;
    Value iterable;
    Cursor cursor;
    int depth0;
    int64_t index0 = -1, known = -1;
    Value before, current, after;  ///< Missing when there is none
    Value lastChanged;
    const Node* node = nullptr;    ///< of a recursive loop
    Activation* parent = nullptr;
};

/// Runs one template once.
class Interpreter {
public:
    /// `names`: the values of the template's free names, Missing where nobody gave one. Must outlive the run.
    Interpreter(const Template& tree, const Values& names, double now, Meter& meter) : tree_(tree), names_(names), meter_(meter), now_(now) {}
    ~Interpreter();
    Interpreter(const Interpreter&) = delete;

    /// Throws PythonError; line() then says where.
    Text run();
    uint32_t line() const { return line_; }
    double now() const { return now_; }

    // What filters, tests and methods ask for.
    Value call(const Value& callee, Arguments arguments);
    Value applyFilter(const Value& name, const Value& value, const Arguments& arguments);
    bool applyTest(const Value& name, const Value& value, const Arguments& arguments);
    Text renderLoop(const Node& node, Activation* parent, const Value& iterable, int depth);
    void track(std::shared_ptr<NamespaceOf> object) { namespaces_.push_back(std::move(object)); }

    /// Whether a loop's condition lets the item pass; makes a tuple of an item that the target takes apart.
    bool passes(const Node& node, Activation& activation, Value& item);

private:
    enum class Flow : uint8_t { Normal, Break, Continue };
    class Capture;

    // statements
    Flow execute(const Nodes& nodes, Activation& activation);
    Flow execute(const Node& node, Activation& activation);
    Flow executeIf(const Node& node, Activation& activation);
    Flow executeFor(const Node& node, Activation& activation);
    Flow executeSetBlock(const Node& node, Activation& activation);
    Flow executeFilterBlock(const Node& node, Activation& activation);
    Flow executeWith(const Node& node, Activation& activation);
    Flow loopOver(const Node& node, Activation& activation, Activation& parent, const Value& iterable, int depth);
    Value filtered(const Node& node, const Value& iterable, Activation& parent);
    void executeCallBlock(const Node& node, Activation& activation);
    void executeGeneration(const Node& node, Activation& activation);
    void executeBlock(const Node& node);
    void write(const Value& value);

    // expressions
    Value evaluate(const Node& node, Activation& activation);
    Value evaluateAccess(const Node& node, Activation& activation);
    Value evaluateDict(const Node& node, Activation& activation);
    Value evaluateCompare(const Node& node, Activation& activation);
    Value evaluateConcat(const Node& node, Activation& activation);
    Value evaluateFilter(const Node& node, Activation& activation, const Value* input = nullptr);
    Value evaluateTest(const Node& node, Activation& activation);
    Value evaluateCall(const Node& node, Activation& activation, const Value* caller = nullptr);
    Arguments evaluateArguments(const CallArguments& arguments, Activation& activation);
    Values evaluateAll(const Nodes& nodes, Activation& activation);

    // variables
    static Value& at(Slot slot, Activation& activation);
    void enter(const Scope& scope, Activation& activation);
    void assign(const Node& target, Value value, Activation& activation);
    void assignAttribute(const Node& target, Value value, Activation& activation);
    class Frame;
    Value callMacro(const MacroOf& macro, Arguments arguments);
    void bindMacro(const Node& node, const std::string& name, Arguments arguments, Activation& activation);

    const Template& tree_;
    const Values& names_;
    Meter& meter_;
    double now_;
    Text* out_ = nullptr;
    uint32_t line_ = 1, generations_ = 0;
    int calls_ = 0;
    Activation* root_ = nullptr;
    std::deque<Activation> activations_;  ///< macros keep what surrounds them, so all live as long as the run
    std::vector<std::shared_ptr<NamespaceOf>> namespaces_;
};

}  // namespace luthier::jinja
