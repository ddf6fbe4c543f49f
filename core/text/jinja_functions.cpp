// SPDX-License-Identifier: Apache-2.0
#include "core/text/jinja_functions.h"

#include <algorithm>
#include <sstream>
#include <unordered_map>

namespace luthier::jinja {

Signature::Signature(const char* parameters) {
    std::istringstream words(parameters);
    for (std::string word; words >> word;) {
        if (word == "/") positionalOnly = true;
        else if (word == "*") anything = true;
        else if (word.back() == '=') names.push_back(word.substr(0, word.size() - 1));
        else {
            names.push_back(word);
            required = names.size();
        }
    }
}

Bound Signature::bind(const char* function, Arguments arguments) const {
    Bound bound;
    if (anything) {
        bound.rest = std::move(arguments);
        return bound;
    }
    const std::string name = std::string(function) + "()";
    if (arguments.positional.size() > names.size())
        throw PythonError(name + " takes at most " + std::to_string(names.size()) + " arguments, " +
                          std::to_string(arguments.positional.size()) + " were given");
    bound.values = std::move(arguments.positional);
    bound.values.resize(names.size());
    for (auto& [key, value] : arguments.named) {
        const auto found = positionalOnly ? names.end() : std::find(names.begin(), names.end(), key);
        if (found == names.end()) throw PythonError(name + " got an unexpected keyword argument '" + key + "'");
        Value& slot = bound.values[static_cast<size_t>(found - names.begin())];
        if (!slot.isMissing()) throw PythonError(name + " got multiple values for argument '" + key + "'");
        slot = std::move(value);
    }
    for (size_t i = 0; i < required; ++i)
        if (bound.values[i].isMissing()) throw PythonError(name + " is missing the argument '" + names[i] + "'");
    return bound;
}

int64_t Bound::integer(size_t index, int64_t fallback) const {
    if (!has(index)) return fallback;
    const Value& value = values[index];
    requireDefined(value);
    if (!value.isInteger()) throw PythonError(std::string("'") + typeName(value) + "' object cannot be interpreted as an integer");
    return value.asInteger();
}

bool Bound::truth(size_t index, bool fallback) const { return has(index) ? isTrue(values[index]) : fallback; }

const Text& Bound::text(size_t index) const {
    const Value& value = values[index];
    if (!value.isString()) throw PythonError(std::string("expected a str, got ") + typeName(value));
    return value.text();
}

const Filter* findFilter(std::string_view name) {
    static const auto table = [] {
        std::unordered_map<std::string_view, const Filter*> all;
        for (const auto* part : {&textFilters(), &sequenceFilters(), &orderFilters(), &numberFilters(), &jsonFilters()})
            for (const Filter& filter : *part) all.emplace(filter.name, &filter);
        return all;
    }();
    const auto found = table.find(name);
    return found == table.end() ? nullptr : found->second;
}

const char* methodName(const Method& method) { return method.name; }

}  // namespace luthier::jinja
