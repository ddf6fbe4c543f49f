// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "core/text/jinja_generator.h"
#include "core/text/jinja_item_path.h"

namespace luthier::jinja {
namespace {

// ---- one value from many ------------------------------------------------------------------------------------------------

Value first(Interpreter& interpreter, const Value& value, Bound&) {
    Cursor cursor = cursorOver(value);
    Value item;
    return cursor.next(interpreter, item) ? item : Value::undefinedBecause("No first item, sequence was empty.");
}

Value last(Interpreter& interpreter, const Value& value, Bound&) {
    if (value.is(Kind::Iterator)) throw PythonError(std::string("'") + typeName(value) + "' object is not reversible");
    const Values items = listOf(interpreter, value);
    return items.empty() ? Value::undefinedBecause("No last item, sequence was empty.") : items.back();
}

Value length(Interpreter&, const Value& value, Bound&) {
    if (value.is(Kind::Loop)) return Value::integer(value.as<LoopOf>().size());
    const int64_t size = lengthOf(value);
    if (size < 0) throw PythonError(std::string("object of type '") + typeName(value) + "' has no len()");
    charge(value.isString() ? value.bytes().size() / 64 : 0);
    return Value::integer(size);
}

Value join(Interpreter& interpreter, const Value& value, Bound& arguments) {
    const Values path = itemPath(arguments[1]);
    const Text separator = arguments.has(0) ? stringOf(arguments[0]) : Text();
    Text out;
    bool first = true;
    for (const Value& item : listOf(interpreter, value)) {
        if (!std::exchange(first, false)) out.append(separator);
        out.append(stringOf(followed(item, path)));
        limitText(out.size());
    }
    chargeText(out.size());
    return Value::string(std::move(out));
}

Value sum(Interpreter& interpreter, const Value& value, Bound& arguments) {
    const Values path = itemPath(arguments[0]);
    Value total = arguments.has(1) ? arguments[1] : Value::integer(0);
    if (total.isString()) throw PythonError("sum() can't sum strings [use ''.join(seq) instead]");
    for (const Value& item : listOf(interpreter, value)) total = operate(Operation::Add, total, followed(item, path));
    return total;
}

// ---- many from many -----------------------------------------------------------------------------------------------------

Value list(Interpreter& interpreter, const Value& value, Bound&) {
    return Value::list(listOf(interpreter, value)).setOrigin(value.origin());
}

Value items(Interpreter&, const Value& value, Bound&) {
    auto dict = value.is(Kind::Dict) ? value.shared<Dict>() : nullptr;
    auto at = std::make_shared<size_t>(0);
    const std::string type = typeName(value);
    const bool undefined = value.isUndefined();
    return generator(value, [=](Interpreter&, Value& item) {
        if (undefined) return false;
        if (!dict) throw PythonError("Can only get item pairs from a mapping, not from " + type);
        if (*at >= dict->members.size()) return false;
        const auto& [key, member] = dict->members[(*at)++];
        item = Value::tuple({key, member});
        return true;
    });
}

Value reverse(Interpreter& interpreter, const Value& value, Bound&) {
    if (value.isString()) return sliced(value, Value::none(), Value::none(), Value::integer(-1));
    if (!isIterable(value)) throw PythonError("argument must be iterable");
    Values items = listOf(interpreter, value);
    std::reverse(items.begin(), items.end());
    if (value.is(Kind::Iterator) || value.isUndefined()) return Value::list(std::move(items));
    auto at = std::make_shared<Cursor>(Value::list(std::move(items)));
    return generator(value, [at](Interpreter& inner, Value& item) { return at->next(inner, item); },
                     value.is(Kind::List) ? "list_reverseiterator" : "reversed");
}

Value batch(Interpreter&, const Value& value, Bound& arguments) {
    const Value sizeValue = arguments[0], fill = arguments[1];
    auto cursor = std::make_shared<Cursor>(cursorOver(value));
    const int64_t size = arguments.integer(0, 0);
    auto held = std::make_shared<Value>();
    return generator(value, [=](Interpreter& interpreter, Value& item) {
        Values row;
        if (!held->isMissing()) row.push_back(std::exchange(*held, Value()));
        while (cursor->next(interpreter, item)) {
            if (static_cast<int64_t>(row.size()) == size) {
                // As in Jinja, a size of zero first gives an empty row.
                *held = item;
                item = Value::list(std::move(row));
                return true;
            }
            row.push_back(item);
        }
        if (row.empty()) return false;
        charge(static_cast<uint64_t>(std::max<int64_t>(size, 0)));
        while (!fill.isMissing() && !fill.isNone() && static_cast<int64_t>(row.size()) < size) row.push_back(fill);
        item = Value::list(std::move(row));
        return true;
    });
}

Value slice(Interpreter&, const Value& value, Bound& arguments) {
    const int64_t slices = arguments.integer(0, 0);
    const Value fill = arguments[1];
    auto at = std::make_shared<int64_t>(0);
    auto all = std::make_shared<Value>();
    return generator(value, [=](Interpreter& interpreter, Value& item) {
        if (all->isMissing()) *all = Value::list(listOf(interpreter, value));
        if (slices == 0) throw PythonError("integer division or modulo by zero");
        if (*at >= slices) return false;
        const Values& from = all->items();
        const auto size = static_cast<int64_t>(from.size());
        const int64_t each = size / slices, extra = size % slices, number = (*at)++;
        const int64_t begin = number * each + std::min(number, extra), end = begin + each + (number < extra ? 1 : 0);
        Values part(from.begin() + begin, from.begin() + end);
        if (!fill.isMissing() && !fill.isNone() && number >= extra) part.push_back(fill);
        item = Value::list(std::move(part));
        return true;
    });
}

Value map(Interpreter&, const Value& value, Bound& arguments) {
    if (!isTrue(value)) return generator({}, nullptr);
    Arguments rest = std::move(arguments.rest);
    auto cursor = std::make_shared<Cursor>(value);
    const bool walkable = isIterable(value);
    const std::string type = typeName(value);
    return generator(value, [=](Interpreter& interpreter, Value& item) {
        if (rest.positional.empty()) {
            Value attribute, fallback;
            for (const auto& [key, given] : rest.named) {
                if (key == "attribute") attribute = given;
                else if (key == "default") fallback = given;
                else throw PythonError("Unexpected keyword argument '" + key + "'");
            }
            if (attribute.isMissing()) throw PythonError("map requires a filter argument");
            if (!walkable) throw PythonError("'" + type + "' object is not iterable");
            if (!cursor->next(interpreter, item)) return false;
            item = followed(item, itemPath(attribute), fallback);
            return true;
        }
        if (!walkable) throw PythonError("'" + type + "' object is not iterable");
        if (!cursor->next(interpreter, item)) return false;
        const Arguments inner{Values(rest.positional.begin() + 1, rest.positional.end()), rest.named};
        item = interpreter.applyFilter(rest.positional[0], item, inner);
        return true;
    });
}

/// select, reject, selectattr, rejectattr
template <bool Keep, bool ByAttribute>
Value select(Interpreter&, const Value& value, Bound& arguments) {
    if (!isTrue(value)) return generator({}, nullptr);
    Arguments rest = std::move(arguments.rest);
    auto cursor = std::make_shared<Cursor>(value);
    const bool walkable = isIterable(value);
    const std::string type = typeName(value);
    return generator(value, [=](Interpreter& interpreter, Value& item) {
        constexpr size_t offset = ByAttribute ? 1 : 0;
        if (rest.positional.size() < offset) throw PythonError("Missing parameter for attribute name");
        if (!walkable) throw PythonError("'" + type + "' object is not iterable");
        while (cursor->next(interpreter, item)) {
            charge(1);
            const Value tested = ByAttribute ? followed(item, itemPath(rest.positional[0])) : item;
            bool passes = isTrue(tested);
            if (rest.positional.size() > offset) {
                const Arguments inner{Values(rest.positional.begin() + offset + 1, rest.positional.end()), rest.named};
                passes = interpreter.applyTest(rest.positional[offset], tested, inner);
            }
            if (passes == Keep) return true;
        }
        return false;
    });
}

// ---- choice -----------------------------------------------------------------------------------------------------------------

Value fallback(Interpreter&, const Value& value, Bound& arguments) {
    if (!value.isUndefined() && (!arguments.truth(1, false) || isTrue(value))) return value;
    return arguments.has(0) ? arguments[0] : Value::string(std::string());
}

Value attr(Interpreter&, const Value& value, Bound& arguments) {
    requireDefined(value);
    const std::string name = arguments.text(0).bytes();
    const Value found = attributeOf(value, name);
    return found.isMissing() ? Value::undefined(UndefinedOf{.hint = {}, .type = describedType(value), .name = name}) : found;
}

}  // namespace

const std::vector<Filter>& sequenceFilters() {
    static const std::vector<Filter> table = {
        {"attr", attr, Signature("name")},
        {"batch", batch, Signature("linecount fill_with=")},
        {"count", length, Signature("")},
        {"d", fallback, Signature("default_value= boolean=")},
        {"default", fallback, Signature("default_value= boolean=")},
        {"first", first, Signature("")},
        {"items", items, Signature("")},
        {"join", join, Signature("d= attribute=")},
        {"last", last, Signature("")},
        {"length", length, Signature("")},
        {"list", list, Signature("")},
        {"map", map, Signature("*")},
        {"reject", select<false, false>, Signature("*")},
        {"rejectattr", select<false, true>, Signature("*")},
        {"reverse", reverse, Signature("")},
        {"select", select<true, false>, Signature("*")},
        {"selectattr", select<true, true>, Signature("*")},
        {"slice", slice, Signature("slices fill_with=")},
        {"sum", sum, Signature("attribute= start=")},
    };
    return table;
}

}  // namespace luthier::jinja
