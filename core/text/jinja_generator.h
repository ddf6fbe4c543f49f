// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <memory>
#include <utility>

#include "core/text/jinja_eval.h"

namespace luthier::jinja {

/// A generator made of a function that gives the next value.
class Generator : public IteratorOf {
public:
    using Next = std::function<bool(Interpreter&, Value&)>;
    explicit Generator(Next next, const char* type = "generator") : next_(std::move(next)), type_(type) {}
    bool next(Interpreter& interpreter, Value& value) override {
        charge(1);
        checkStack();
        if (!next_) return false;
        const bool more = next_(interpreter, value);
        if (!more) next_ = nullptr;
        return more;
    }
    const char* typeName() const override { return type_; }

private:
    Next next_;
    const char* type_;
};

/// `over` is what the function walks over.
inline Value generator(const Value& over, Generator::Next next, const char* type = "generator") {
    return Value::object<IteratorOf>(Kind::Iterator, std::make_shared<Generator>(std::move(next), type)).deepen(over);
}

}  // namespace luthier::jinja
