// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/base/json.h"
#include "core/text/jinja_text.h"

namespace luthier::jinja {

class Interpreter;
struct Node;
struct Activation;
struct Method;
struct Global;

enum class Kind : uint8_t {
    Missing,  ///< no value at all: an unset variable or an argument that was not given
    Undefined, None, Bool, Int, BigInt, Float, String, List, Tuple, Dict, Namespace, Range, View, Iterator, Macro, Method, Function, Loop,
    Cycler, Joiner,
};

class Value;
using Values = std::vector<Value>;
struct Dict;
struct Sequence;
struct RangeOf;
struct ViewOf;
struct IteratorOf;
struct MacroOf;
struct MethodOf;
struct LoopOf;
struct CyclerOf;
struct JoinerOf;

/// Why a value is undefined. The message is made only when somebody touches it.
struct UndefinedOf {
    std::string hint;    ///< the whole message when not empty
    std::string type;    ///< "dict object"; empty for a variable
    std::string name;    ///< of the variable, attribute or element
    bool element = false;  ///< name is the repr of an index rather than an attribute
    bool unsafe = false;   ///< the sandbox forbids it
    std::string message() const;
};

struct StringOf {
    Text text;
    bool markup = false;  ///< Markup of MarkupSafe: joining it with + escapes the other side
};

/// A Python value as a template sees one. Cheap to copy; what it points to never changes, but for namespaces, loops and iterators.
class Value {
public:
    Value() = default;  ///< Missing
    static Value none() { return Value(Kind::None); }
    static Value undefined(std::string name);                 ///< an unset variable
    static Value undefinedBecause(std::string hint);
    static Value undefined(UndefinedOf why);
    static Value boolean(bool value);
    static Value integer(int64_t value);
    static Value floating(double value);
    static Value bigInteger(std::string digits);
    static Value string(Text text, bool markup = false);
    static Value string(std::string text) { return string(Text(std::move(text))); }
    static Value list(Values items);
    static Value tuple(Values items);
    static Value dict(std::shared_ptr<Dict> dict);
    template <class T>
    static Value object(Kind kind, std::shared_ptr<T> object) {
        Value value(kind);
        value.object_ = std::move(object);
        return value;
    }
    static Value function(const Global* function);
    /// JSON data; every string, number and container in it gets the origin.
    static Value fromJson(const Json& json, Origin origin);

    Kind kind() const { return kind_; }
    bool is(Kind kind) const { return kind_ == kind; }
    bool isMissing() const { return kind_ == Kind::Missing; }
    bool isUndefined() const { return kind_ == Kind::Undefined; }
    bool isNone() const { return kind_ == Kind::None; }
    bool isString() const { return kind_ == Kind::String; }
    bool isMarkup() const { return kind_ == Kind::String && as<StringOf>().markup; }
    bool isSequence() const { return kind_ == Kind::List || kind_ == Kind::Tuple; }
    bool isInteger() const { return kind_ == Kind::Int || kind_ == Kind::Bool; }  ///< a bool is an int, as in Python
    bool isNumber() const { return isInteger() || kind_ == Kind::Float || kind_ == Kind::BigInt; }

    bool asBool() const { return integer_ != 0; }
    int64_t asInteger() const { return integer_; }
    double asFloat() const { return kind_ == Kind::Float ? float_ : static_cast<double>(integer_); }
    const Text& text() const { return as<StringOf>().text; }
    const std::string& bytes() const { return text().bytes(); }
    const Values& items() const;  ///< of a list or tuple
    template <class T>
    T& as() const {
        return *static_cast<T*>(object_.get());
    }
    template <class T>
    std::shared_ptr<T> shared() const {
        return std::static_pointer_cast<T>(object_);
    }
    const void* identity() const { return object_.get(); }
    const Global* global() const { return global_; }

    /// Counts how deep values lie in values, because freeing and comparing them recurses. Throws PythonError beyond kMaxDataDepth.
    Value& deepen(const Value& inner);
    Value& deepen(const Values& inner);

    Origin origin() const { return {message_, content_, 0}; }  ///< of a number or a container; a string's Text knows better
    Value& setOrigin(Origin origin) {
        message_ = origin.message;
        content_ = origin.content;
        return *this;
    }

private:
    explicit Value(Kind kind) : kind_(kind) {}

    Kind kind_ = Kind::Missing;
    bool content_ = false;
    uint16_t depth_ = 0;
    int32_t message_ = -1;
    union {
        int64_t integer_ = 0;
        double float_;
        const Global* global_;
    };
    std::shared_ptr<void> object_;
};

struct Sequence {
    Values items;
    bool group = false;  ///< what groupby gives: (grouper, list) by name too
};

/// Members in the order they came; keys are compared as Python does (1 == 1.0 == true).
struct Dict {
    std::vector<std::pair<Value, Value>> members;
    const Value* find(const Value& key) const;
    const Value* find(std::string_view key) const;
    void set(Value key, Value value);
};

/// namespace(): the only thing a template can change.
struct NamespaceOf {
    Dict attributes;
};

struct RangeOf {
    int64_t start = 0, stop = 0, step = 1;
    int64_t size() const;
    int64_t operator[](int64_t index) const { return start + index * step; }
};

enum class ViewPart : uint8_t { Keys, Values, Items };
struct ViewOf {
    std::shared_ptr<Dict> dict;
    ViewPart part = ViewPart::Keys;
};

/// A Python generator: read once, then empty.
struct IteratorOf {
    virtual ~IteratorOf() = default;
    virtual bool next(Interpreter& interpreter, Value& value) = 0;
    virtual const char* typeName() const { return "generator"; }
};

struct MacroOf {
    const Node* node = nullptr;
    Activation* parent = nullptr;
    std::string name;  ///< empty: a call block
};

struct MethodOf {
    const Method* method = nullptr;
    Value self;
};

struct CyclerOf {
    Values items;
    size_t at = 0;
};

struct JoinerOf {
    Value separator;
    bool used = false;
};

/// Walks over anything that Python can iterate. Holds what it walks over.
class Cursor {
public:
    explicit Cursor(Value over) : over_(std::move(over)) {}
    bool next(Interpreter& interpreter, Value& value);

private:
    Value over_;
    int64_t at_ = 0;
};

const char* typeName(const Value& value);       ///< Python's name of the type: "str", "dict", …
bool isTrue(const Value& value);
bool isIterable(const Value& value);
bool isHashable(const Value& value);
bool equal(const Value& a, const Value& b);
/// len(): -1 when it has none.
int64_t lengthOf(const Value& value);
Value viewItem(const ViewOf& view, size_t index);

Text stringOf(const Value& value);              ///< Python's str()
Text representation(const Value& value);        ///< Python's repr()
void appendRepresentation(Text& out, const Value& value, int depth = 0);
std::string pythonQuoted(std::string_view text);  ///< Python's repr of a str

}  // namespace luthier::jinja
