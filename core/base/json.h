// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace luthier {

/// What a text does not hold to JSON: where in the text, and what was expected and found there.
class JsonError : public std::runtime_error {
public:
    JsonError(size_t offset, size_t line, const std::string& what)
        : std::runtime_error(what), offset(offset), line(line) {}
    size_t offset;  ///< byte offset
    size_t line;    ///< from 1
};

/// A JSON value as Python's json module sees one: members keep their order (a repeated key keeps its first place and its last value),
/// integers of any size stay exact, NaN and Infinity are floats. A lone surrogate escape becomes U+FFFD; text is always valid UTF-8.
class Json {
public:
    using Array = std::vector<Json>;
    using Member = std::pair<std::string, Json>;
    using Object = std::vector<Member>;
    /// An integer beyond 64 bits, as its decimal digits.
    struct BigInteger {
        std::string digits;
        bool operator==(const BigInteger&) const = default;
    };

    Json() = default;  ///< null
    Json(std::nullptr_t) {}
    Json(bool value) : value_(value) {}
    Json(int value) : value_(int64_t{value}) {}
    Json(int64_t value) : value_(value) {}
    Json(uint64_t value);  ///< exact: a BigInteger beyond int64_t
    Json(double value) : value_(value) {}
    Json(BigInteger value) : value_(std::move(value)) {}
    Json(const char* value) : value_(std::string(value)) {}
    Json(std::string_view value) : value_(std::string(value)) {}
    Json(std::string value) : value_(std::move(value)) {}
    Json(Array value) : value_(std::move(value)) {}
    Json(Object value) : value_(std::move(value)) {}
    static Json array() { return Json(Array{}); }
    static Json object() { return Json(Object{}); }

    /// Reads one value that fills the whole text (blanks around it are allowed). Invalid UTF-8, deeper nesting than maxDepth and
    /// everything Python's json.loads refuses throw JsonError.
    static Json parse(std::string_view text, size_t maxDepth = 512);

    bool isNull() const { return std::holds_alternative<std::monostate>(value_); }
    bool isBool() const { return std::holds_alternative<bool>(value_); }
    bool isInteger() const { return std::holds_alternative<int64_t>(value_); }
    bool isBigInteger() const { return std::holds_alternative<BigInteger>(value_); }
    bool isFloat() const { return std::holds_alternative<double>(value_); }
    bool isNumber() const { return isInteger() || isFloat() || isBigInteger(); }
    bool isString() const { return std::holds_alternative<std::string>(value_); }
    bool isArray() const { return std::holds_alternative<Array>(value_); }
    bool isObject() const { return std::holds_alternative<Object>(value_); }

    // Each throws std::bad_variant_access when the value is of another kind: ask first.
    bool asBool() const { return std::get<bool>(value_); }
    int64_t asInteger() const { return std::get<int64_t>(value_); }
    const BigInteger& asBigInteger() const { return std::get<BigInteger>(value_); }
    double asNumber() const;  ///< of an integer or a float
    const std::string& asString() const { return std::get<std::string>(value_); }
    const Array& asArray() const { return std::get<Array>(value_); }
    Array& asArray() { return std::get<Array>(value_); }
    const Object& asObject() const { return std::get<Object>(value_); }
    Object& asObject() { return std::get<Object>(value_); }

    /// The member of an object; null pointer when this is no object or has no such member.
    const Json* find(std::string_view key) const;
    Json* find(std::string_view key);
    /// The member of an object, made (and this made an object, when null) if it is missing.
    Json& operator[](std::string_view key);
    void push_back(Json value);  ///< onto an array; null becomes an array
    size_t size() const;         ///< items or members; 0 for anything else

    // Convenience for configuration files: the member's value, or fallback when missing, null or of another kind.
    std::string stringOr(std::string_view key, std::string fallback) const;
    int64_t integerOr(std::string_view key, int64_t fallback) const;
    double numberOr(std::string_view key, double fallback) const;
    bool boolOr(std::string_view key, bool fallback) const;

    bool operator==(const Json&) const = default;

    struct Style {
        bool ensureAscii = false;
        std::optional<int> indent;               ///< Python's indent=
        std::string itemSeparator = ",";         ///< Python's default is ", " (then "," with indent)
        std::string keySeparator = ":";          ///< Python's default is ": "
        bool sortKeys = false;
        bool nullForNonFinite = true;            ///< false writes NaN, Infinity, -Infinity as Python does
    };
    /// Compact by default; floats as Python's repr writes them (shortest that reads back equal).
    std::string dump(const Style& style) const;
    std::string dump() const { return dump(Style{}); }

private:
    std::variant<std::monostate, bool, int64_t, BigInteger, double, std::string, Array, Object> value_;
};

/// Python's repr(float): "1.0", "1e+20", "inf", "nan".
std::string pythonFloat(double value);

}  // namespace luthier
