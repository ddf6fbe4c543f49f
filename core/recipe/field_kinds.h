// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cmath>
#include <limits>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

#include "core/recipe/field.h"

/// The kinds of settings recipe_fields.cpp is made of. `at` gives the member of a recipe: [](auto& recipe) -> auto& { return recipe.name; }.
namespace luthier::fields {

using Fault = std::optional<std::string>;

/// A value as a message shows it: "the text \"x\"", "3", "a list".
std::string shown(const Json& value);
Fault expected(const std::string& what, const Json& found);

struct Words {
    std::string key, label, help, unit;
};
Field named(Words words, Field::Type type);

/// Bounds of a number; `words` says them.
struct Range {
    std::string words;
    double least = -std::numeric_limits<double>::infinity(), most = std::numeric_limits<double>::infinity();
    bool aboveLeast = false, belowMost = false;

    bool holds(double value) const {
        return std::isfinite(value) && (aboveLeast ? value > least : value >= least) && (belowMost ? value < most : value <= most);
    }
};

template <typename T>
struct Unset {
    static constexpr bool kPossible = false;
    using Value = T;
};
template <typename T>
struct Unset<std::optional<T>> {
    static constexpr bool kPossible = true;
    using Value = T;
};

/// The whole number a value holds (8 or 8.0); nothing otherwise.
std::optional<int64_t> wholeNumber(const Json& value);

/// A number or whole number. One that may be unset is written as `unset`: "auto" or null.
template <typename Access>
Field number(Words words, Access at, Range range, Json unset = Json()) {
    using Member = std::remove_cvref_t<decltype(at(std::declval<Recipe&>()))>;
    using Value = typename Unset<Member>::Value;
    constexpr bool kWhole = std::is_same_v<Value, int64_t>;
    Field field = named(std::move(words), kWhole ? Field::Type::Integer : Field::Type::Number);
    field.range = range.words;
    field.allowsAuto = Unset<Member>::kPossible && unset.isString();
    if (std::isfinite(range.least)) field.least = range.least;
    if (std::isfinite(range.most)) field.most = range.most;
    field.value = [at, unset](const Recipe& recipe) {
        if constexpr (Unset<Member>::kPossible) return at(recipe) ? Json(*at(recipe)) : unset;
        else return Json(at(recipe));
    };
    field.put = [at, range, unset](Recipe& recipe, const Json& value) -> Fault {
        if (Unset<Member>::kPossible && value == unset) {
            if constexpr (Unset<Member>::kPossible) at(recipe).reset();
            return {};
        }
        const auto whole = wholeNumber(value);
        if (!(kWhole ? whole.has_value() : value.isNumber()) || !range.holds(value.asNumber())) return expected(range.words, value);
        if constexpr (kWhole) at(recipe) = *whole;
        else at(recipe) = value.asNumber();
        return {};
    };
    return field;
}

template <typename Access>
Field flag(Words words, Access at) {
    Field field = named(std::move(words), Field::Type::Flag);
    field.range = "true or false";
    field.value = [at](const Recipe& recipe) { return Json(at(recipe)); };
    field.put = [at](Recipe& recipe, const Json& value) -> Fault {
        if (!value.isBool()) return expected("true or false", value);
        at(recipe) = value.asBool();
        return {};
    };
    return field;
}

/// Text; an optional one may be null. One that is `needed` is not empty; null is the empty text of another.
template <typename Access>
Field text(Words words, Access at, std::string range, bool needed = true) {
    using Member = std::remove_cvref_t<decltype(at(std::declval<Recipe&>()))>;
    Field field = named(std::move(words), Field::Type::Text);
    field.range = range;
    field.value = [at](const Recipe& recipe) {
        if constexpr (Unset<Member>::kPossible) return at(recipe) ? Json(*at(recipe)) : Json();
        else return Json(at(recipe));
    };
    field.put = [at, range, needed](Recipe& recipe, const Json& value) -> Fault {
        if constexpr (Unset<Member>::kPossible) {
            if (value.isNull()) return at(recipe).reset(), Fault();
        } else if (!needed && value.isNull()) {
            return at(recipe).clear(), Fault();
        }
        if (!value.isString() || (needed && value.asString().empty())) return expected(range, value);
        at(recipe) = value.asString();
        return {};
    };
    return field;
}

/// What is wrong with a word that is none of `choices`, or nothing.
Fault wrongChoice(const Json& value, const std::vector<std::string>& choices, const std::vector<std::string>& later);

template <typename Access>
Field choice(Words words, Access at, std::vector<std::string> choices, std::vector<std::string> later = {}) {
    Field field = named(std::move(words), Field::Type::Choice);
    field.choices = std::move(choices);
    field.later = std::move(later);
    field.allowsAuto = field.choices[0] == "auto";
    field.value = [at](const Recipe& recipe) { return Json(at(recipe)); };
    field.put = [at, allowed = field.choices, known = field.later](Recipe& recipe, const Json& value) -> Fault {
        if (Fault fault = wrongChoice(value, allowed, known)) return fault;
        at(recipe) = value.asString();
        return {};
    };
    return field;
}

/// The texts of a list, or of one text alone; nothing for anything else.
std::optional<std::vector<std::string>> textsOf(const Json& value);
Json listOf(const std::vector<std::string>& texts);

/// A list of texts; `wrong` says what is wrong with them together, or nothing.
template <typename Access, typename Wrong>
Field list(Words words, Access at, std::string range, Wrong wrong) {
    Field field = named(std::move(words), Field::Type::List);
    field.range = range;
    field.value = [at](const Recipe& recipe) { return listOf(at(recipe)); };
    field.put = [at, range, wrong](Recipe& recipe, const Json& value) -> Fault {
        auto texts = textsOf(value);
        if (!texts) return expected(range, value);
        if (Fault fault = wrong(*texts)) return fault;
        at(recipe) = std::move(*texts);
        return {};
    };
    return field;
}

/// A setting with a form of its own.
Field special(Words words, std::string range, std::function<Json(const Recipe&)> value, std::function<Fault(Recipe&, const Json&)> put);

}  // namespace luthier::fields
