// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "core/text/jinja_generator.h"
#include "core/text/jinja_item_path.h"

namespace luthier::jinja {
namespace {

Value withoutCase(const Value& value) { return value.isString() ? Value::string(lowered(value.bytes())) : value; }

/// What sort, unique, min, max and groupby compare: the item or what lies at a path in it, strings without case.
struct Key {
    Values path;
    bool caseSensitive = false;
    Value fallback;
    Value operator()(const Value& item) const {
        const Value found = followed(item, path, fallback);
        return caseSensitive ? found : withoutCase(found);
    }
};

template <class Less>
void stableSort(std::vector<std::pair<Value, Value>>& keyed, bool reverse, Less less) {
    charge(keyed.size() * 4);
    // Python reverses twice around a stable sort, so equal items keep their order either way.
    if (reverse) std::reverse(keyed.begin(), keyed.end());
    std::stable_sort(keyed.begin(), keyed.end(), [&](const auto& a, const auto& b) { return less(a.first, b.first); });
    if (reverse) std::reverse(keyed.begin(), keyed.end());
}

bool isLess(const Value& a, const Value& b) { return ordered(a, b) == -1; }

Values secondOf(std::vector<std::pair<Value, Value>> keyed) {
    Values items;
    for (auto& [key, item] : keyed) items.push_back(std::move(item));
    return items;
}

/// Python compares even a single pair, so that types without an order are an error.
void requireOrder(const std::vector<std::pair<Value, Value>>& keyed) {
    for (size_t i = 1; i < keyed.size(); ++i) isLess(keyed[i].first, keyed[i - 1].first);
}

Value sort(Interpreter& interpreter, const Value& value, Bound& arguments) {
    std::vector<Values> paths;
    if (arguments.given(2) && arguments[2].isString()) {
        const Text comma(",");
        for (Text& part : splitText(arguments.text(2), &comma, -1, false)) paths.push_back(itemPath(Value::string(std::move(part))));
    } else {
        paths.push_back(itemPath(arguments[2]));
    }
    const bool caseSensitive = arguments.truth(1, false);
    std::vector<std::pair<Value, Value>> keyed;
    for (const Value& item : listOf(interpreter, value)) {
        Values keys;
        for (const Values& path : paths) keys.push_back(Key{path, caseSensitive, {}}(item));
        keyed.emplace_back(Value::list(std::move(keys)), item);
    }
    requireOrder(keyed);
    stableSort(keyed, arguments.truth(0, false), isLess);
    return Value::list(secondOf(std::move(keyed)));
}

Value dictsort(Interpreter&, const Value& value, Bound& arguments) {
    const std::string by = arguments.has(1) ? stringOf(arguments[1]).bytes() : "key";
    if (by != "key" && by != "value") throw PythonError("You can only sort by either \"key\" or \"value\"");
    requireDefined(value);
    if (!value.is(Kind::Dict)) throw PythonError(std::string("'") + typeName(value) + "' object has no attribute 'items'");
    const bool caseSensitive = arguments.truth(0, false);
    std::vector<std::pair<Value, Value>> keyed;
    for (const auto& [name, item] : value.as<Dict>().members) {
        const Value& chosen = by == "key" ? name : item;
        keyed.emplace_back(caseSensitive ? chosen : withoutCase(chosen), Value::tuple({name, item}));
    }
    requireOrder(keyed);
    stableSort(keyed, arguments.truth(2, false), isLess);
    return Value::list(secondOf(std::move(keyed)));
}

Value unique(Interpreter&, const Value& value, Bound& arguments) {
    const Key key{itemPath(arguments[1]), arguments.truth(0, false), {}};
    auto seen = std::make_shared<Values>();
    auto cursor = std::make_shared<Cursor>(cursorOver(value));
    return generator(value, [=](Interpreter& interpreter, Value& item) {
        while (cursor->next(interpreter, item)) {
            const Value found = key(item);
            if (!isHashable(found)) throw PythonError(std::string("unhashable type: '") + typeName(found) + "'");
            charge(seen->size() / 4);
            if (std::none_of(seen->begin(), seen->end(), [&](const Value& other) { return equal(other, found); })) {
                seen->push_back(found);
                return true;
            }
        }
        return false;
    });
}

template <bool Max>
Value extreme(Interpreter& interpreter, const Value& value, Bound& arguments) {
    const Values items = listOf(interpreter, value);
    if (items.empty()) return Value::undefinedBecause("No aggregated item, sequence was empty.");
    const Key key{itemPath(arguments[1]), arguments.truth(0, false), {}};
    size_t best = 0;
    Value bestKey = key(items[0]);
    for (size_t i = 1; i < items.size(); ++i) {
        Value other = key(items[i]);
        if (ordered(other, bestKey, Max ? ">" : "<") != (Max ? 1 : -1)) continue;
        best = i;
        bestKey = std::move(other);
    }
    return items[best];
}

Value groupby(Interpreter& interpreter, const Value& value, Bound& arguments) {
    const Key key{itemPath(arguments[0]), arguments.truth(2, false), arguments[1]};
    std::vector<std::pair<Value, Value>> keyed;
    for (const Value& item : listOf(interpreter, value)) keyed.emplace_back(key(item), item);
    requireOrder(keyed);
    stableSort(keyed, false, isLess);
    Values groups;
    for (size_t i = 0; i < keyed.size();) {
        const size_t first = i;
        Values items;
        for (; i < keyed.size() && equal(keyed[i].first, keyed[first].first); ++i) items.push_back(keyed[i].second);
        Value name = key.caseSensitive ? keyed[first].first : followed(items[0], key.path, key.fallback);
        Value group = Value::tuple({std::move(name), Value::list(std::move(items))});
        group.as<Sequence>().group = true;
        groups.push_back(std::move(group));
    }
    return Value::list(std::move(groups));
}

}  // namespace

const std::vector<Filter>& orderFilters() {
    static const std::vector<Filter> table = {
        {"dictsort", dictsort, Signature("case_sensitive= by= reverse=")},
        {"groupby", groupby, Signature("attribute default= case_sensitive=")},
        {"max", extreme<true>, Signature("case_sensitive= attribute=")},
        {"min", extreme<false>, Signature("case_sensitive= attribute=")},
        {"sort", sort, Signature("reverse= case_sensitive= attribute=")},
        {"unique", unique, Signature("case_sensitive= attribute=")},
    };
    return table;
}

}  // namespace luthier::jinja
