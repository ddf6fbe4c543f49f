// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/text/jinja_limits.h"
#include "core/text/jinja_value.h"

namespace luthier::jinja {

/// What stands in the brackets of a call, as written.
struct Arguments {
    Values positional;
    std::vector<std::pair<std::string, Value>> named;
};

/// Arguments put in the order of a function's parameters; those not given are Missing.
class Bound {
public:
    Values values;
    Arguments rest;  ///< of a function that takes anything

    const Value& operator[](size_t index) const { return values[index]; }
    bool has(size_t index) const { return index < values.size() && !values[index].isMissing(); }
    /// has and is not none
    bool given(size_t index) const { return has(index) && !values[index].isNone(); }
    int64_t integer(size_t index, int64_t fallback) const;   ///< throws PythonError when it is no int
    bool truth(size_t index, bool fallback) const;
    const Text& text(size_t index) const;                    ///< throws PythonError when it is no str
};

/// "sep= maxsplit=": parameters by position and name; "=" may be left out. "/" in front: by position only. "*": anything.
struct Signature {
    explicit Signature(const char* parameters);
    std::vector<std::string> names;
    size_t required = 0;
    bool positionalOnly = false, anything = false;

    /// Throws PythonError (Python's TypeError) when they do not fit.
    Bound bind(const char* function, Arguments arguments) const;
};

using FilterFunction = Value (*)(Interpreter&, const Value& value, Bound& arguments);
using TestFunction = bool (*)(Interpreter&, const Value& value, Bound& arguments);
using GlobalFunction = Value (*)(Interpreter&, Bound& arguments);

struct Filter {
    const char* name;
    FilterFunction run;
    Signature signature;
};
struct Test {
    const char* name;
    TestFunction run;
    Signature signature;
};
struct Method {
    const char* name;
    FilterFunction run;
    Signature signature;
};
struct Global {
    const char* name;
    GlobalFunction run;
    Signature signature;
};

/// The tables. Null when there is no such thing.
const Filter* findFilter(std::string_view name);
const Test* findTest(std::string_view name);
const Global* findGlobal(std::string_view name);
const Method* findMethod(Kind kind, std::string_view name);
const char* methodName(const Method& method);

// Parts of the filter table, one file each.
const std::vector<Filter>& textFilters();
const std::vector<Filter>& sequenceFilters();
const std::vector<Filter>& orderFilters();
const std::vector<Filter>& numberFilters();
const std::vector<Filter>& jsonFilters();
const std::vector<Method>& stringMethods();
const std::vector<Method>& stringTestMethods();

// Operators, as Python's. All throw PythonError.
enum class Operation : uint8_t { Add, Sub, Mul, Div, FloorDiv, Mod, Pow };
enum class Comparison : uint8_t { Eq, Ne, Lt, LtEq, Gt, GtEq, In, NotIn };
Value operate(Operation operation, const Value& a, const Value& b);
Value negated(const Value& value);
Value positive(const Value& value);
bool compares(Interpreter& interpreter, Comparison comparison, const Value& a, const Value& b);
bool contains(Interpreter& interpreter, const Value& container, const Value& item);
/// -1, 0, 1; throws when the types have no order.
int ordered(const Value& a, const Value& b, const char* sign = "<");

// Access. getAttribute prefers attributes, getItem prefers keys; both give Undefined for what is missing.
Value getAttribute(const Value& object, const std::string& name);
Value getItem(const Value& object, const Value& key);
Value sliced(const Value& object, const Value& start, const Value& stop, const Value& step);
/// getattr() of Python through the sandbox; Missing when there is no such attribute.
Value attributeOf(const Value& object, std::string_view name);
/// "dict object", "None"
std::string describedType(const Value& value);
[[noreturn]] void failUndefined(const Value& undefined);
/// Throws when the value is undefined.
void requireDefined(const Value& value);

/// Everything a value gives when walked over. Throws when it cannot be.
Values listOf(Interpreter& interpreter, const Value& value);
Cursor cursorOver(const Value& value);

// Strings.
Text soft(const Value& value);                            ///< str()
Value likeString(const Value& model, Text text);          ///< Markup when the model is
Text escaped(const Value& value);                         ///< HTML-escaped unless Markup
Text formattedPercent(const Value& format, const Value& arguments);
Value formattedBraces(Interpreter& interpreter, const Value& format, Arguments& arguments);
/// Python's format(value, spec).
Text formattedBySpec(const Value& value, const std::string& spec);
struct JsonStyle {
    bool ensureAscii = false, sortKeys = false;
    std::optional<std::string> indent;
    Text itemSeparator{", "}, keySeparator{": "};
};
Text jsonOf(const Value& value, const JsonStyle& style);
Text repeated(const Text& text, int64_t count);
/// Cuts both ends; without chars white space.
Text stripped(const Text& text, const Text* chars, bool left, bool right);
Text replaced(const Text& text, const Text& old, const Text& with, int64_t count);
Text joined(const Text& separator, const std::vector<Text>& parts);
std::vector<Text> splitLines(const Text& text, bool keepEnds);
std::vector<Text> splitText(const Text& text, const Text* separator, int64_t limit, bool fromRight);
/// The text after a change of letters. Keeps each byte's origin where the change can be made run by run, else the main one.
Text changedCase(const Text& text, std::string (*change)(std::string_view));
std::string capitalized(std::string_view text);
std::string lowered(std::string_view text);
std::string uppered(std::string_view text);
std::string titled(std::string_view text);
std::string swappedCase(std::string_view text);
std::string folded(std::string_view text);
std::string formattedTime(const std::string& format, double seconds);
std::string loopText(const Value& loop);

/// int(text, base) and float(text) of Python; nothing when they raise ValueError.
std::optional<Value> parsedInteger(std::string_view text, int base);
std::optional<double> parsedFloat(std::string_view text);

}  // namespace luthier::jinja
